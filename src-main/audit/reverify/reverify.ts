/** Re-verify now: makes the readings of one answer again and says what is different, for a person who waits. */
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Db } from '../../database/open.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { EngineId, MemoryId, TurnId } from '../../../src-preload/contract/ids.ts';
import type { Reverification, ValueChange } from '../../../src-preload/contract/review/reverify.ts';
import { evidenceOf } from '../checks/evidence.ts';
import { runChecks } from '../checks/runChecks.ts';
import { type AnswerEvidence, gatherAnswer } from '../gatherCase.ts';
import type { RereadAnswer, RereadRequest } from '../ports.ts';
import { changesBetween, type ReadingChange } from './readingChanges.ts';

interface Deps {
  readonly db: Db;
  /** Past every cache; null when the engine of the answer is not the one connected. */
  readonly reread: (request: RereadRequest, signal: AbortSignal) => Promise<RereadAnswer | null>;
  readonly clock: Clock;
}

export interface Reverifier {
  /**
   * Asks the scheduler again for everything the answer rests on and keeps what came of it. Verdicts of the auditor stay as they are.
   * Raises NOT_FOUND, CONFLICT (the answer rests on no reading), STOPPED. A reading that fails is told, not raised.
   */
  reverify(turnId: TurnId, by: string, signal?: AbortSignal): Promise<Reverification>;
  /** As `reverify`, for the answer a memory was made of. Raises CONFLICT for one that was written by a person. */
  reverifyMemory(memoryId: MemoryId, by: string, signal?: AbortSignal): Promise<Reverification>;
  /** The last time somebody asked; null: nobody did. */
  last(turnId: TurnId): Reverification | null;
}

/** For all readings of one answer together. */
const DEADLINE_MS = 60_000;
const MAX_CHANGES = 500;

interface Again {
  readonly receipt: Receipt;
  readonly answer: RereadAnswer | null;
  readonly fault: FaultData | null;
}

export function createReverifier(deps: Deps): Reverifier {
  const { db, clock } = deps;

  const reverify: Reverifier['reverify'] = async (turnId, by, signal) => {
    const gathered = withStoreFaults(() => gatherAnswer(db, turnId));
    if (gathered === undefined) throw new Fault('NOT_FOUND', 'There is no such turn.');
    // Knowledge is not read from the scheduler; it is audited on its own.
    const receipts = gathered.receipts.filter(({ tool }) => tool !== 'search_memory');
    if (receipts.length === 0) throw new Fault('CONFLICT', 'This answer rests on no reading of the scheduler: there is nothing to ask again.');
    const deadline = AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ...(signal === undefined ? [] : [signal])]);
    const readings: Again[] = [];
    // One after the other: a person's click must not load the scheduler more than a question does.
    for (const receipt of receipts) readings.push(await readAgain(deps, gathered.engineId, receipt, deadline));
    if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
    const outcome = outcomeOf({ turnId, at: instantOf(clock.now()), by }, gathered, readings);
    withStoreFaults(() =>
      db.prepare('INSERT INTO reverification (turn_id, at, by_whom, outcome) VALUES (?, ?, ?, ?)').run(turnId, outcome.at, by, JSON.stringify(outcome)),
    );
    return outcome;
  };

  return {
    reverify,
    async reverifyMemory(memoryId, by, signal) {
      const row = withStoreFaults(() =>
        db.prepare<[string], { turn_id: TurnId | null; origin: string }>('SELECT turn_id, origin FROM memory WHERE id = ?').get(memoryId),
      );
      if (row === undefined) throw new Fault('NOT_FOUND', 'There is no such memory.');
      if (row.turn_id === null || row.origin === 'human')
        throw new Fault('CONFLICT', 'This memory was written by a person and rests on no reading of its own.');
      return await reverify(row.turn_id, by, signal);
    },
    last(turnId) {
      const row = withStoreFaults(() =>
        db.prepare<[string], { outcome: string }>('SELECT outcome FROM reverification WHERE turn_id = ? ORDER BY seq DESC LIMIT 1').get(turnId),
      );
      return row === undefined ? null : (JSON.parse(row.outcome) as Reverification); // written by `reverify`
    },
  };
}

async function readAgain({ reread }: Deps, engineId: EngineId | null, receipt: Receipt, signal: AbortSignal): Promise<Again> {
  const unread = (fault: FaultData) => ({ receipt, answer: null, fault });
  try {
    const answer = await reread({ engineId, tool: receipt.tool, args: receipt.args }, signal);
    if (answer === null) return unread(new Fault('TWS_UNREACHABLE', 'The engine this was read from is not the one connected now.').toData());
    if (answer.outcome !== 'failed') return { receipt, answer, fault: null };
    return unread(answer.fault ?? new Fault('TWS_UNREACHABLE', 'The scheduler did not answer this reading.').toData());
  } catch (thrown) {
    return unread(asFault(thrown).toData());
  }
}

/** Pure. */
function outcomeOf(head: Pick<Reverification, 'turnId' | 'at' | 'by'>, gathered: AnswerEvidence, readings: readonly Again[]): Reverification {
  const told = new Map<string, ReadingChange & { readonly labels: string[] }>();
  const receipts = readings.map(({ receipt, answer, fault }) => {
    const { label, tool } = receipt;
    if (answer === null) return { label, tool, outcome: 'unreadable' as const, fault, observedAt: null, isPartial: false };
    const isPartial = !receipt.isComplete || receipt.isTruncated || !answer.isComplete || answer.isTruncated;
    const changes =
      receipt.outcome === 'failed'
        ? []
        : changesBetween({ was: receipt.data, now: answer.data, subject: subjectOf(receipt), hasAllRows: !isPartial && !('since_hours' in receipt.args) });
    for (const change of changes) {
      const known = told.get(JSON.stringify(change));
      if (known === undefined) told.set(JSON.stringify(change), { ...change, labels: [label] });
      else known.labels.push(label);
    }
    return { label, tool, outcome: changes.length > 0 ? ('changed' as const) : ('same' as const), fault: null, observedAt: answer.observedAt, isPartial };
  });
  const ofItself = new Set([...told.values()].filter(({ field }) => field === 'status' || field === 'isCanceled').map(({ subject }) => subject));
  // Who waits for a job sees its status too: told once, of the job.
  const changes: ValueChange[] = [...told.values()].filter(({ field, subject }) => !['state', 'isSatisfied'].includes(field) || !ofItself.has(subject));
  return {
    ...head,
    receipts,
    plan: {
      was: readings.find(({ receipt }) => receipt.planId !== null)?.receipt.planId ?? null,
      now: readings.find(({ answer }) => (answer?.planId ?? null) !== null)?.answer?.planId ?? null,
    },
    changes: changes.slice(0, MAX_CHANGES),
    isTruncated: changes.length > MAX_CHANGES,
    claims: claimsNow(gathered, readings),
  };
}

function claimsNow(gathered: AnswerEvidence, readings: readonly Again[]): Reverification['claims'] {
  const live = new Map(
    readings.flatMap(({ receipt, answer }) => {
      const fresh = answer === null ? null : evidenceOf({ ...answer, id: receipt.id, label: 'live', tool: receipt.tool, args: receipt.args });
      return fresh === null ? [] : [[receipt.id, fresh] as const];
    }),
  );
  const findings = runChecks(gathered.claims, { ...gathered, live });
  // Where nothing could be read again, nothing new is known.
  const lookedAt = gathered.claims.filter(({ receiptId }) => receiptId !== null && live.has(receiptId));
  return lookedAt.flatMap(({ id, verdict }) => {
    // The first check of a claim is the one made for its kind.
    const finding = findings.find(({ claimId }) => claimId === id);
    return finding === undefined
      ? []
      : [{ claimId: id, was: verdict, now: finding.verdict, observed: finding.verdict === 'changed-since' ? finding.live : finding.evidence }];
  });
}

/** What a call without named rows was about. */
function subjectOf({ tool, args }: Receipt): string {
  const named = args['job'] ?? args['stream'] ?? args['workstation'] ?? args['name'];
  return typeof named === 'string' ? named : tool;
}
