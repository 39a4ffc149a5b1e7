/** The auditor against people: what is measured, what a check may do alone because of it, and what reviewers are asked about its rules. */
import type { AutonomyLevel, Rate, Scorecard, ScorecardRow } from '../../../src-preload/contract/review/scorecard.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import type { Db } from '../../database/open.ts';
import { appendPolicy, type PolicyEvent, readPolicies, readPolicyChanges } from '../../database/rows/checkPolicy.ts';
import { AUDITOR } from '../../database/rows/memoryStanding.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import { changeOfAutonomy, defaultLevel, JUDGE } from './autonomy.ts';
import { readCanaries } from './canaryRecall.ts';
import { countedSince, PROPOSAL_WINDOW_MS, proposalFor, readOpenProposals, writeProposal } from './proposals.ts';
import { drawSpotChecks, readSpotChecks } from './spotChecks.ts';
import { agreementOf, wilson } from './statistics.ts';
import { boundedSince, type CheckTally, readDoubts, readOverall, readTallies } from './tallies.ts';

export interface ScorecardDeps {
  /** The core's connection. */
  readonly db: Db;
  /** Every deterministic check, so that one without a measurement is shown as such. */
  readonly checkNames: readonly string[];
  readonly settings: () => { readonly rejectAbove: number; readonly spotChecksPerDay: number };
  readonly clock: Clock;
  readonly log: Log;
}

/** What `reconsider` or `drawSpotChecks` has changed. */
export type ScorecardChange =
  | { readonly at: 'policy'; readonly event: PolicyEvent }
  | { readonly at: 'proposed'; readonly check: string }
  | { readonly at: 'spot-checks' };

export interface ScorecardDesk {
  /** Raises STORE_FAILED. */
  read(sinceDays: number): Scorecard;
  /** Share of planted wrong answers that were caught in the last seven days; null when none was audited. */
  canaryRecall(): Rate | null;
  /** Weighs autonomy and proposals again: after people's decisions and daily. Cheap: it reads decided memories only. */
  reconsider(): void;
  drawSpotChecks(): void;
  onChange(listener: (change: ScorecardChange) => void): () => void;
}

const DAY_MS = 86_400_000;
/** Autonomy rests on half a year: older decisions were about older checks. */
const AUTONOMY_MS = 180 * DAY_MS;
const CANARY_WATCH_MS = 7 * DAY_MS;

export function createScorecard(deps: ScorecardDeps): ScorecardDesk {
  const { db, clock, log } = deps;
  const changes = createEmitter<ScorecardChange>();
  const tell = (made: readonly ScorecardChange[]) => {
    for (const change of made) {
      log.info({ change }, 'scorecard');
      changes.emit(change);
    }
  };
  return {
    read: (sinceDays) => withStoreFaults(() => db.transaction(() => readScorecard(deps, sinceDays))()),
    canaryRecall: () => withStoreFaults(() => readCanaries(db, dateOf(clock.now() - CANARY_WATCH_MS)).recall),
    reconsider: () => tell(withStoreFaults(() => db.transaction(() => [...changeAutonomy(deps), ...proposeRules(deps)]).immediate())),
    drawSpotChecks() {
      const drawn = withStoreFaults(() =>
        db.transaction(() => drawSpotChecks(db, { perDay: deps.settings().spotChecksPerDay, nowMs: clock.now() })).immediate(),
      );
      if (drawn > 0) tell([{ at: 'spot-checks' }]);
    },
    onChange: (listener) => changes.subscribe(listener),
  };
}

function readScorecard({ db, checkNames, settings, clock }: ScorecardDeps, sinceDays: number): Scorecard {
  const nowMs = clock.now();
  const asked = instantOf(nowMs - sinceDays * DAY_MS);
  const since = boundedSince(db, asked);
  const policies = readPolicies(db);
  const tallies = new Map(readTallies(db, { since, rejectAbove: settings().rejectAbove }).map((tally) => [tally.check, tally]));
  const row = (check: string) => rowOf(check, tallies.get(check), policies.get(check));
  const deterministic = new Set([...checkNames, ...[...tallies.keys(), ...policies.keys()].filter((check) => check !== JUDGE)]);
  const hasJudged = db.prepare('SELECT 1 FROM finding WHERE check_name = ? LIMIT 1').get(JUDGE) !== undefined;
  return {
    from: since,
    to: instantOf(nowMs),
    checks: [...deterministic].map(row),
    judge: hasJudged || policies.has(JUDGE) ? row(JUDGE) : null,
    overall: agreementOf(readOverall(db, since)),
    canaries: readCanaries(db, asked.slice(0, 10)),
    spotChecks: readSpotChecks(db, asked),
    proposals: readOpenProposals(db),
    changes: readPolicyChanges(db, asked),
  };
}

const NOTHING: Omit<CheckTally, 'check'> = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0, rejections: 0, rejectionsUpheld: 0 };

function rowOf(check: string, tally: CheckTally | undefined, policy: PolicyEvent | undefined): ScorecardRow {
  const { truePositive, falsePositive, falseNegative, trueNegative, rejections, rejectionsUpheld } = tally ?? { ...NOTHING, check };
  const level = policy?.level ?? defaultLevel(check);
  return {
    ...agreementOf({ truePositive, falsePositive, falseNegative, trueNegative }),
    check,
    rejections: wilson(rejectionsUpheld, rejections),
    level,
    levelReason: policy?.reason ?? DEFAULT_REASONS[level],
    autonomy: policy === undefined ? 'by-default' : level === 'may-reject' ? 'earned' : 'withdrawn',
  };
}

const DEFAULT_REASONS: Record<AutonomyLevel, string> = {
  'may-reject': 'By default: a contradiction with a complete reading takes a memory out of use.',
  'may-flag': 'By default: a model’s opinion only asks a person, until its measured precision earns more.',
  off: 'By default: it says nothing.',
};

function changeAutonomy({ db, settings, clock }: ScorecardDeps): ScorecardChange[] {
  const at = instantOf(clock.now());
  const policies = readPolicies(db);
  const tallies = new Map(
    readTallies(db, { since: boundedSince(db, instantOf(clock.now() - AUTONOMY_MS)), rejectAbove: settings().rejectAbove }).map((tally) => [
      tally.check,
      tally,
    ]),
  );
  return [...new Set([...tallies.keys(), ...policies.keys()])].flatMap((check) => {
    const tally = tallies.get(check);
    const rejections = tally === undefined ? null : wilson(tally.rejectionsUpheld, tally.rejections);
    const change = changeOfAutonomy({ check, policy: policies.get(check), rejections });
    if (change === null) return [];
    const event: PolicyEvent = { check, ...change, by: AUDITOR, at };
    appendPolicy(db, event);
    return [{ at: 'policy', event }];
  });
}

function proposeRules({ db, settings, clock }: ScorecardDeps): ScorecardChange[] {
  const windowStart = instantOf(clock.now() - PROPOSAL_WINDOW_MS);
  const policies = readPolicies(db);
  const byCheck = Map.groupBy(readDoubts(db, { since: boundedSince(db, windowStart), rejectAbove: settings().rejectAbove }), ({ check }) => check);
  return [...byCheck].flatMap(([check, doubts]) => {
    const since = countedSince(db, check, windowStart);
    if (since === null) return [];
    const proposal = proposalFor(
      check,
      policies.get(check)?.level ?? defaultLevel(check),
      doubts.filter(({ decidedAt }) => decidedAt > since),
    );
    if (proposal === null) return [];
    writeProposal(db, proposal, clock.now());
    return [{ at: 'proposed', check }];
  });
}

const dateOf = (atMs: number): string => instantOf(atMs).slice(0, 10);
