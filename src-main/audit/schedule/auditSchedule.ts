/** The auditor's regular rounds: a cron text in local time, changed while it runs. */
import { Cron } from 'croner';
import type { Log } from '../../base/log.ts';

export interface AuditSchedule {
  /** Brings the timer in line with the settings. */
  apply(): void;
  /** Epoch ms of the next round; null while there is none. */
  nextRunAtMs(): number | null;
  stop(): void;
}

export interface AuditScheduleDeps {
  /** null: no rounds for now. */
  readonly cron: () => string | null;
  readonly onDue: () => void;
  readonly log: Log;
}

/** Starts at once. A text that cannot be read (the settings refuse it) is logged, and there are no rounds; the work after each turn goes on. */
export function createAuditSchedule({ cron, onDue, log }: AuditScheduleDeps): AuditSchedule {
  let inForce: string | null = null;
  let timer: Cron | null = null;
  const apply = () => {
    const wanted = cron();
    if (wanted === inForce) return;
    timer?.stop();
    timer = null;
    inForce = wanted;
    if (wanted === null) return;
    try {
      timer = new Cron(wanted, { mode: '5-part', unref: true, catch: (thrown) => log.error({ err: thrown }, 'a round of the auditor failed') }, onDue);
    } catch (thrown) {
      log.error({ err: thrown, cron: wanted }, 'the auditor has no rounds: its schedule cannot be read');
    }
  };
  apply();
  return {
    apply,
    nextRunAtMs: () => timer?.nextRun()?.getTime() ?? null,
    stop: () => timer?.stop(),
  };
}
