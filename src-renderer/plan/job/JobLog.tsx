/** The end of a job's log, or the lines around a text. */
import { useState } from 'react';
import type { LogExcerpt } from '../../../src-preload/contract/plan/plan.ts';
import type { Remote } from '../../bridge/remote.ts';
import { LogLines } from '../../ui/data/DataView.tsx';
import { SearchBox } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { searchLog, useJob } from './jobStore.ts';
import { Part } from './Part.tsx';

/** The newest lines say how it ended. */
const LINES_SHOWN = 40;

function Lines({ log, sought }: { readonly log: LogExcerpt; readonly sought: string }) {
  const say = useSay();
  if (log.lines.length === 0) return <p className="text-dim">{say(sought === '' ? 'plan.logNone' : 'plan.logNotFound')}</p>;
  const lines = sought === '' ? log.lines.slice(-LINES_SHOWN) : log.lines;
  return (
    <>
      <LogLines lines={lines} label={say('evidence.logLines')} isTail={sought === ''} sought={sought === '' ? null : sought} />
      {sought === '' && (log.isTruncated || log.lines.length > LINES_SHOWN) ? <p className="mt-1 text-xs text-dim">{say('plan.logCut')}</p> : null}
      {sought !== '' && log.isTruncated ? <p className="mt-1 text-xs text-dim">{say('plan.logSearchCut')}</p> : null}
    </>
  );
}

export function JobLog({ log }: { readonly log: Remote<{ readonly data: LogExcerpt }> }) {
  const say = useSay();
  const sought = useJob((state) => state.logSearch);
  return (
    <Part title="plan.log" part={log}>
      {({ data }) => (
        <>
          <Search key={data.jobKey} />
          <Lines log={data} sought={sought.trim()} />
          {log.at === 'loading' ? <p className="text-xs text-dim">{say('state.loading')}</p> : null}
        </>
      )}
    </Part>
  );
}

function Search() {
  const say = useSay();
  const [typed, setTyped] = useState('');
  return (
    <form
      className="mb-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void searchLog(typed);
      }}
    >
      <SearchBox
        label={say('plan.logSearch')}
        value={typed}
        onChange={({ target: { value } }) => {
          setTyped(value);
          if (value === '') void searchLog('');
        }}
      />
    </form>
  );
}
