/** Data of a reading, readable: facts, tables, log lines; the raw JSON one click away. */
import { clsx } from 'clsx';
import { useSay } from '../../words/words.ts';
import { type DataFacts, type DataLog, type DataPart, type DataTable, dataParts, isInstant } from './dataShape.ts';
import { Time } from '../time/Time.tsx';
import { visibleText } from '../text/visibleText.ts';

interface LogLinesProps {
  readonly lines: DataLog['lines'];
  readonly label: string;
  /** Lines holding this text are marked. */
  readonly sought?: string | null;
  /** Opens scrolled to the newest line. */
  readonly isTail?: boolean;
}

export function LogLines({ lines, label, sought = null, isTail = false }: LogLinesProps) {
  return (
    <div
      ref={isTail ? scrollToEnd : undefined}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-[5px] border bg-sunk py-1 font-mono text-xs leading-relaxed"
    >
      {lines.map(({ number, text }) => (
        <div
          key={number}
          ref={sought && text.includes(sought) ? scrollHere : undefined}
          className={clsx('flex gap-3 px-2', sought && text.includes(sought) && 'bg-warn-soft font-semibold')}
        >
          <span aria-hidden="true" className="w-8 shrink-0 text-right text-faint select-none">
            {number}
          </span>
          <span className="min-w-0 break-all whitespace-pre-wrap">{visibleText(text)}</span>
        </div>
      ))}
    </div>
  );
}

interface PartProps<P> {
  readonly part: P;
  /** Cells equal to one of these are marked: the value a claim speaks of. */
  readonly sought: readonly string[];
}

const hit = (cell: string, sought: readonly string[]) => sought.some((text) => text === cell || cell.startsWith(`${text} (`));

const scrollHere = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'center' });

function scrollToEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight;
}

/** Instants read in the scheduler's zone, everything else as the text it is. */
function Value({ text }: { readonly text: string }) {
  return isInstant(text) ? <Time at={text} hasZone /> : visibleText(text);
}

function Facts({ part, sought }: PartProps<DataFacts>) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] text-xs">
      {part.facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="border-b py-1 pr-4 text-dim">{name}</dt>
          <dd className={clsx('border-b py-1 font-mono wrap-anywhere', hit(value, sought) && 'bg-accent-soft font-semibold')}>
            <Value text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ part, sought }: PartProps<DataTable>) {
  const say = useSay();
  return (
    <div className="overflow-x-auto" role="region" aria-label={part.title} tabIndex={0}>
      <table className="w-full text-xs">
        <thead>
          <tr>
            {part.columns.map((column) => (
              <th key={column} scope="col" className="border-b border-line-strong py-1 pr-3 text-left font-medium text-dim">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row, index) => (
            <tr key={`${index}-${row[0]}`} className={clsx(row.some((cell) => hit(cell, sought)) && 'bg-accent-soft')}>
              {row.map((cell, column) => (
                <td key={part.columns[column]} className={clsx('border-b py-1 pr-3 align-top font-mono', hit(cell, sought) && 'font-semibold')}>
                  <Value text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {part.total > part.rows.length ? <p className="pt-1 text-xs text-dim">{say('evidence.moreRows', { count: part.total - part.rows.length })}</p> : null}
    </div>
  );
}

function Part({ part, sought }: PartProps<DataPart>) {
  const say = useSay();
  switch (part.kind) {
    case 'facts':
      return <Facts part={part} sought={sought} />;
    case 'table':
      return <Table part={part} sought={sought} />;
    case 'log':
      return <LogLines lines={part.lines} label={say('evidence.logLines')} sought={sought.find((text) => text.length > 3) ?? null} />;
  }
}

interface DataViewProps {
  readonly data: unknown;
  readonly sought?: readonly string[];
}

export function DataView({ data, sought = [] }: DataViewProps) {
  const say = useSay();
  const parts = dataParts(data);
  return (
    <div className="flex flex-col gap-3">
      {parts.length === 0 ? <p className="text-dim">{say('evidence.empty')}</p> : null}
      {parts.map((part, index) => (
        <section key={`${index}-${part.title}`} className="flex flex-col gap-1">
          {part.title === '' ? null : <h5 className="eyebrow">{part.title}</h5>}
          <Part part={part} sought={sought} />
        </section>
      ))}
      <details className="text-xs">
        <summary className="text-dim">{say('evidence.raw')}</summary>
        <pre tabIndex={0} className="mt-1 max-h-80 overflow-auto rounded-[5px] bg-sunk p-2 font-mono">
          {visibleJson(data)}
        </pre>
      </details>
    </div>
  );
}

const visibleJson = (data: unknown): string =>
  JSON.stringify(data, null, 2)
    .split('\n')
    .map((line) => visibleText(line))
    .join('\n');
