/** The auditor's core: leases memories, examines them, saves verdicts. The same in a thread, a process or a test. */
import type { Clock } from '../base/clock.ts';
import { asFault } from '../base/fault.ts';
import { openDatabase, type Db } from '../database/open.ts';
import { readPolicies } from '../database/rows/checkPolicy.ts';
import type { Levels } from './decideVerdict.ts';
import { type AuditQueue, createAuditQueue, type Lease } from './auditQueue.ts';
import { afterFailure, examine, type Examination } from './examine.ts';
import { gatherCase } from './gatherCase.ts';
import type { AuditPorts, AuditSettings, VerdictEvent } from './ports.ts';
import { saveVerdict, type Verdict } from './saveVerdict.ts';

export interface AuditorOptions {
  readonly databasePath: string;
  readonly workerName: string;
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
  /** Audits until nothing is due, `settings().isEnabled` is false, or the signal aborts. */
  drain(signal: AbortSignal): Promise<void>;
  /** How long until `drain` has work again, ms; null when it has none. */
  dueInMs(): number | null;
  /** Gives back open leases and closes the connection. */
  close(): void;
}

/** Opens its own connection; `close` closes it. */
export function runAuditor(options: AuditorOptions): Auditor {
  const db = openDatabase({ path: options.databasePath });
  const queue = createAuditQueue({ db, workerName: options.workerName, clock: options.clock, leaseMs: options.leaseMs });
  return {
    async drain(signal) {
      while (!signal.aborted && options.settings().isEnabled) {
        const leases = queue.lease(options.batch);
        if (leases.length === 0) return;
        const examined = await Promise.all(leases.map(async (lease) => ({ lease, result: await examineSafely(db, lease, options) })));
        // What was examined when the stop came is paid for: it is saved.
        settle(db, queue, examined, options);
      }
    },
    dueInMs: () => queue.dueInMs(),
    close() {
      queue.release();
      db.close();
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
          queue.postpone(lease, result.why, result.delayMs);
          return [];
        }
        const verdict: Verdict = { lease, decision: result.decision, findings: result.findings, isCritical: result.isCritical };
        return saveVerdict(db, queue, verdict, options.clock.now()) ? [{ memoryId: lease.memoryId, verdict: result.decision.verdict }] : [];
      }),
    )
    .immediate();
  if (events.length > 0) options.onVerdicts(events);
}
