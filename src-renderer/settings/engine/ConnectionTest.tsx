/** Tests a connection and shows each step, so that a person sees which one failed and what to do. */
import { type ReactNode, useState } from 'react';
import type { ConnectionTest as TestResult } from '../../../src-preload/contract/settings.ts';
import type { Core } from '../../bridge/line.ts';
import { ask, type Remote } from '../../bridge/remote.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { Day } from '../../ui/time/Time.tsx';
import { durationText } from '../../ui/time/time.ts';
import { useSay } from '../../words/words.ts';

const STEP_LOOK = {
  ok: { shape: 'check', tone: 'good' },
  failed: { shape: 'square', tone: 'bad' },
  skipped: { shape: 'line', tone: 'quiet' },
} as const;

type SeenCertificate = TestResult['certificates'][number];

interface CertificateProps {
  readonly certificate: SeenCertificate;
  /** Fingerprints pinned by now, saved or not. */
  readonly pins: readonly string[];
  /** Null where nothing can be pinned. */
  readonly onPin: ((certificate: SeenCertificate) => void) | null;
}

function Certificate({ certificate, pins, onPin }: CertificateProps) {
  const say = useSay();
  const isPinned = certificate.isPinned || pins.includes(certificate.sha256);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-t pt-2 text-xs">
      <dt className="text-dim">{say('test.certificateOf')}</dt>
      <dd className="flex flex-wrap items-center gap-3">
        <span className="font-mono wrap-anywhere">{certificate.host}</span>
        {certificate.isTrusted ? (
          <Mark shape="check" tone="good" word={say('test.trusted')} />
        ) : (
          <Mark shape="differs" tone={isPinned ? 'quiet' : 'bad'} word={say('test.untrusted')} />
        )}
        {isPinned ? <Mark shape="diamond" tone="accent" word={say('test.pinned')} /> : null}
        {!isPinned && onPin ? (
          <Button isSmall onClick={() => onPin(certificate)}>
            {say('test.pin')}
          </Button>
        ) : null}
      </dd>
      <dt className="text-dim">{say('test.subject')}</dt>
      <dd className="font-mono wrap-anywhere">{certificate.subject}</dd>
      <dt className="text-dim">{say('test.issuer')}</dt>
      <dd className="font-mono wrap-anywhere">{certificate.issuer}</dd>
      <dt className="text-dim">{say('test.validTo')}</dt>
      <dd>{Number.isNaN(Date.parse(certificate.validTo)) ? certificate.validTo : <Day at={new Date(certificate.validTo).toISOString()} />}</dd>
      <dt className="text-dim">SHA-256</dt>
      <dd className="font-mono wrap-anywhere">{certificate.sha256}</dd>
    </dl>
  );
}

function Result({ result, pins, onPin }: { readonly result: TestResult } & Pick<CertificateProps, 'pins' | 'onPin'>) {
  const say = useSay();
  return (
    <div role="status" ref={(element) => element?.scrollIntoView({ block: 'nearest' })} className="flex flex-col gap-2 rounded-[5px] border bg-sunk p-3">
      <Mark {...STEP_LOOK[result.isOk ? 'ok' : 'failed']} word={say(result.isOk ? 'test.ok' : 'test.failed')} className="font-semibold" />
      {result.fault ? (
        <p className="wrap-anywhere">
          <FaultLine fault={result.fault} />
        </p>
      ) : null}
      <ol className="text-xs">
        {result.steps.map((step) => (
          <li key={step.name} className="grid grid-cols-[6.5rem_9rem_minmax(0,1fr)_auto] items-start gap-2 border-t py-1">
            <Mark {...STEP_LOOK[step.outcome]} word={say(`test.step.${step.outcome}`)} />
            <span className="font-medium">{step.name}</span>
            <span className="wrap-anywhere text-dim">{step.detail}</span>
            <span className="text-dim">{step.outcome === 'skipped' ? '' : durationText(step.durationMs)}</span>
          </li>
        ))}
      </ol>
      {result.certificates.map((certificate) => (
        <Certificate key={certificate.host} certificate={certificate} pins={pins} onPin={onPin} />
      ))}
    </div>
  );
}

const NO_PINS: readonly string[] = [];

type Call = (core: Core) => Promise<TestResult>;

interface ConnectionTestProps {
  /** The call for what the form holds now; null when the form is not complete. */
  readonly prepare: () => Call | null;
  readonly isReady?: boolean;
  /** Offered beside each certificate that was shown. */
  readonly onPin?: CertificateProps['onPin'];
  readonly pins?: CertificateProps['pins'];
  /** Stands beside the test button. */
  readonly children?: ReactNode;
}

export function ConnectionTest({ prepare, isReady = true, pins = NO_PINS, onPin = null, children }: ConnectionTestProps) {
  const say = useSay();
  const [state, setState] = useState<Remote<TestResult> | null>(null);
  const run = async () => {
    const call = prepare();
    if (!call) return;
    setState({ at: 'loading', last: null });
    const answer = await ask(call);
    setState(answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: null });
  };
  return (
    <div className="flex flex-col items-stretch gap-2">
      <div className="flex gap-2">
        {children}
        <Button disabled={!isReady || state?.at === 'loading'} onClick={() => void run()}>
          {say('test.run')}
        </Button>
      </div>
      {state?.at === 'loading' ? <Loading what={say('test.running')} /> : null}
      {state?.at === 'failed' ? <Failed fault={state.fault} /> : null}
      {state?.at === 'ready' ? <Result result={state.value} pins={pins} onPin={onPin} /> : null}
    </div>
  );
}
