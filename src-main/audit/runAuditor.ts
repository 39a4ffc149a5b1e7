/** The auditor's core: leases memories, examines them, saves verdicts. The same in a thread, a process or a test. */
import type { Clock } from '../base/clock.ts';
import { asFault } from '../base/fault.ts';
import { type Db, openDatabase } from '../database/open.ts';
import { readPolicies } from '../database/rows/checkPolicy.ts';
import type { AuditQueue, Lease } from './auditQueue.ts';
import type { Levels } from './decideVerdict.ts';
import { afterFailure, type Examination, examine } from './examine.ts';
import { gatherCase } from './gatherCase.ts';
import type { AuditPorts, AuditSettings, VerdictEvent } from './ports.ts';
import { openQueue } from './queue/openQueue.ts';
import { patiently } from './queue/patiently.ts';
import type { RedisPlace } from './queue/redisConnection.ts';
import { saveVerdict, type Verdict } from './saveVerdict.ts';

export interface AuditorOptions {
  readonly databasePath: string;
  readonly workerName: string;
  /** The team's queue; without one the store itself is the queue. */
  readonly redis: RedisPlace | null;
  readonly ports: AuditPorts;
  readonly settings: () => AuditSettings;
  /** When what was put off is due. */
  readonly clock: Clock;
  /** What verdicts are dated by; default: the same. */
  readonly stamps?: Clock | undefined;
  /** Memories per lease: few where examining one may take long, many where it is only checks. */
  readonly batch: number;
  /** Longer than examining a whole batch can take: whoever is not back by then is taken for dead. */
  readonly leaseMs: number;
  readonly onVerdicts: (events: readonly VerdictEvent[]) => void;
  readonly onTrouble: (message: string) => void;
}

export interface Auditor {
  /**
   * Audits until nothing is due, `settings().isEnabled` is false, or the signal aborts. Raises STORE_FAILED when the queue cannot be reached or the
   * store not be written; what was examined by then is saved first by the next call.
   */
  drain(signal: AbortSignal): Promise<void>;
  /** How long until `drain` has work again, ms; null when it has none. Raises STORE_FAILED as `drain` does. */
  dueInMs(): Promise<number | null>;
  /** Gives back open leases, as far as the queue can be reached, and closes the connections. */
  close(): Promise<void>;
}

interface Examined {
  readonly lease: Lease;
  readonly result: Examination;
}

/** How soon a store that refused is tried again: a person who has just freed space looks at the screen. */
const SAVE_AGAIN_MS = 2_000;

/** Opens its own connections; `close` closes them. */
export function runAuditor(options: AuditorOptions): Auditor {
  const db = openDatabase({ path: options.databasePath });
  const queue = openQueue({ ...options, db });
  /** Examined while the store refused to be written. Their leases are still ours, and what was examined is paid for. */
  let unsaved: readonly Examined[] = [];
  const save = async (examined: readonly Examined[]) => {
    unsaved = examined;
    await patiently(() => settle(db, queue, examined, options));
    unsaved = [];
    await queue.settled(examined.map(({ lease }) => lease));
  };
  return {
    async drain(signal) {
      if (unsaved.length > 0) await save(unsaved);
      while (!signal.aborted && options.settings().isEnabled) {
        const leases = await patiently(() => queue.lease(options.batch));
        if (leases.length === 0) return;
        const examined = await Promise.all(leases.map(async (lease) => ({ lease, result: await examineSafely(db, lease, options) })));
        // Also when the stop came meanwhile.
        await save(examined);
      }
    },
    dueInMs: async () => (unsaved.length > 0 ? SAVE_AGAIN_MS : queue.dueInMs()),
    async close() {
      try {
        await patiently(() => queue.release());
      } catch (thrown) {
        // Leases that cannot be given back end by themselves.
        options.onTrouble(asFault(thrown).message);
      } finally {
        await queue.close();
        db.close();
      }
    },
  };
}

async function examineSafely(db: Db, lease: Lease, options: AuditorOptions): Promise<Examination> {
  try {
    const { audited, levels } = db.transaction(() => ({ audited: gatherCase(db, lease.memoryId), levels: levelsOf(db) }))();
    if (audited === undefined) return afterFailure(lease, 'the memory is missing');
    return await examine({ lease, audited, ports: options.ports, thresholds: options.settings(), levels });
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : asFault(thrown).message;
    options.onTrouble(`${lease.memoryId}: ${why}`);
    return afterFailure(lease, why);
  }
}

/** As they are when the memory is examined: people and measured numbers change them. */
const levelsOf = (db: Db): Levels => new Map([...readPolicies(db)].map(([check, { level }]) => [check, level]));

/** All verdicts of a batch in one transaction; each is guarded by its own fence, so a lost lease costs only itself. */
function settle(db: Db, queue: AuditQueue, examined: readonly Examined[], options: AuditorOptions): void {
  const events = db
    .transaction(() =>
      examined.flatMap(({ lease, result }): VerdictEvent[] => {
        if (result.at === 'later') {
          queue.postpone(lease, result);
          return [];
        }
        const verdict: Verdict = { lease, decision: result.decision, findings: result.findings, isCritical: result.isCritical };
        return saveVerdict(db, queue, verdict, (options.stamps ?? options.clock).now()) ? [{ memoryId: lease.memoryId, verdict: result.decision.verdict }] : [];
      }),
    )
    .immediate();
  if (events.length > 0) options.onVerdicts(events);
}
