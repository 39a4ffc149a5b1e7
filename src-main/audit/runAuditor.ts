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
import type { QueueTraffic } from './queue/redisConnection.ts';
import { saveVerdict, type Verdict } from './saveVerdict.ts';

export interface AuditorOptions {
  readonly databasePath: string;
  readonly workerName: string;
  /** The team's queue; without one the store itself is the queue. */
  readonly redisUrl?: string | null | undefined;
  readonly onTraffic?: ((traffic: QueueTraffic) => void) | undefined;
  readonly ports: AuditPorts;
  readonly settings: () => AuditSettings;
  readonly clock: Clock;
  /** Memories per lease: few where examining one may take long, many where it is only checks. */
  readonly batch: number;
  /** Longer than examining a whole batch can take: whoever is not back by then is taken for dead. */
  readonly leaseMs: number;
  readonly onVerdicts: (events: readonly VerdictEvent[]) => void;
  readonly onTrouble: (message: string) => void;
}

export interface Auditor {
  /** Audits until nothing is due, `settings().isEnabled` is false, or the signal aborts. Raises STORE_FAILED when the queue cannot be reached. */
  drain(signal: AbortSignal): Promise<void>;
  /** How long until `drain` has work again, ms; null when it has none. Raises STORE_FAILED as `drain` does. */
  dueInMs(): Promise<number | null>;
  /** Gives back open leases, as far as the queue can be reached, and closes the connections. */
  close(): Promise<void>;
}

/** Opens its own connections; `close` closes them. */
export function runAuditor(options: AuditorOptions): Auditor {
  const db = openDatabase({ path: options.databasePath });
  const queue = openQueue({ ...options, db });
  return {
    async drain(signal) {
      while (!signal.aborted && options.settings().isEnabled) {
        const leases = await patiently(() => queue.lease(options.batch));
        if (leases.length === 0) return;
        const examined = await Promise.all(leases.map(async (lease) => ({ lease, result: await examineSafely(db, lease, options) })));
        // What was examined when the stop came is paid for: it is saved.
        await patiently(() => settle(db, queue, examined, options));
        await queue.settled(leases);
      }
    },
    dueInMs: () => queue.dueInMs(),
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
function settle(db: Db, queue: AuditQueue, examined: readonly { lease: Lease; result: Examination }[], options: AuditorOptions): void {
  const events = db
    .transaction(() =>
      examined.flatMap(({ lease, result }): VerdictEvent[] => {
        if (result.at === 'later') {
          queue.postpone(lease, result);
          return [];
        }
        const verdict: Verdict = { lease, decision: result.decision, findings: result.findings, isCritical: result.isCritical };
        return saveVerdict(db, queue, verdict, options.clock.now()) ? [{ memoryId: lease.memoryId, verdict: result.decision.verdict }] : [];
      }),
    )
    .immediate();
  if (events.length > 0) options.onVerdicts(events);
}
