/** Each check against people: how often it is right, what it misses, and how far it may go alone. */
import type { Agreement, AutonomyLevel, Scorecard, ScorecardRow } from '../../../src-preload/contract/review/scorecard.ts';
import type { GlyphShape } from '../../ui/marks/Glyph.tsx';
import { Mark, type Tone } from '../../ui/marks/Mark.tsx';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { useSay } from '../../words/words.ts';
import { checkName } from '../checks.ts';
import { RateBar } from './RateBar.tsx';

export const levelLook: Record<AutonomyLevel, { readonly shape: GlyphShape; readonly tone: Tone }> = {
  'may-reject': { shape: 'square', tone: 'accent' },
  'may-flag': { shape: 'flag', tone: 'accent' },
  off: { shape: 'line', tone: 'quiet' },
};

function Kappa({ kappa }: Pick<Agreement, 'kappa'>) {
  const say = useSay();
  return kappa === null ? <span className="text-faint">{say('scorecard.notEnough')}</span> : <>{kappa.toFixed(2)}</>;
}

function Measured({ agreement }: { readonly agreement: Agreement }) {
  const { decided, truePositive, falsePositive, falseNegative, trueNegative, precision, recall, kappa, baseRate } = agreement;
  const say = useSay();
  if (decided === 0) {
    return (
      <>
        <Cell isNumber>0</Cell>
        <td colSpan={4} className="border-b py-1.5 pr-4 align-top text-xs text-faint">
          {say('scorecard.notEnoughYet')}
        </td>
      </>
    );
  }
  return (
    <>
      <Cell isNumber>
        <span title={say('scorecard.counts', { truePositive, falsePositive, falseNegative, trueNegative })}>{decided}</span>
      </Cell>
      <Cell>
        <RateBar rate={precision} />
      </Cell>
      <Cell>
        <RateBar rate={recall} />
      </Cell>
      <Cell isNumber>
        <Kappa kappa={kappa} />
      </Cell>
      <Cell isNumber>{baseRate === null ? <span className="text-faint">{say('scorecard.notEnough')}</span> : `${Math.round(baseRate * 100)} %`}</Cell>
    </>
  );
}

function Row({ row, name }: { readonly row: ScorecardRow; readonly name: string }) {
  const say = useSay();
  return (
    <tr>
      <Cell className="pl-3">
        <span title={row.check}>{name}</span>
      </Cell>
      <Measured agreement={row} />
      <Cell className="w-1/4 min-w-56">
        <Mark {...levelLook[row.level]} word={say(`scorecard.level.${row.level}`)} className="text-xs font-medium" />
        <span className="text-2xs text-dim"> · {say(`scorecard.autonomy.${row.autonomy}`)}</span>
        <span className="block text-xs text-dim wrap-anywhere">{row.levelReason}</span>
      </Cell>
    </tr>
  );
}

export function CheckTable({ checks, judge, overall }: Pick<Scorecard, 'checks' | 'judge' | 'overall'>) {
  const say = useSay();
  return (
    <div className="overflow-x-auto rounded-[5px] border border-line-strong" role="region" aria-label={say('scorecard.checks')} tabIndex={0}>
      <table className="w-full text-sm">
        <thead>
          <tr className="bg-ground">
            <HeadCell className="pl-3">{say('scorecard.check')}</HeadCell>
            <HeadCell isNumber>{say('scorecard.decided')}</HeadCell>
            <HeadCell>{say('scorecard.precision')}</HeadCell>
            <HeadCell>{say('scorecard.recall')}</HeadCell>
            <HeadCell isNumber>{say('scorecard.kappa')}</HeadCell>
            <HeadCell isNumber>{say('scorecard.baseRate')}</HeadCell>
            <HeadCell>{say('scorecard.level')}</HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-0">
          <tr className="bg-sunk font-medium">
            <Cell className="pl-3">{say('scorecard.overall')}</Cell>
            <Measured agreement={overall} />
            <Cell>{null}</Cell>
          </tr>
          {judge === null ? null : <Row row={judge} name={say('scorecard.judge')} />}
          {checks.map((row) => (
            <Row key={row.check} row={row} name={checkName(row.check, say)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
