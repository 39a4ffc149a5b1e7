/** The slash commands: `/job NAME`, `/failed 4h`, ... An unknown one shows the help. */

import { folded } from './folded.ts';
import type { Intent } from './question.ts';
import type { TimeWindow } from './timeWindow.ts';

/** Commands of product.md that need recorded history, which this build does not keep yet. */
const UNRECORDED = new Map([
  ['handover', 'handover'],
  ['history', 'history'],
  ['changes', 'changes'],
  ['watch', 'watch'],
] as const);

export const COMMANDS = ['/job', '/stream', '/log', '/failed', '/late', '/impact', '/why', '/ws', '/critical', '/summary', '/help'] as const;

/** @param rest what stands after the command. @returns null when `name` is no command (a path such as `/PROD/AGT1#X.Y`). */
export function commandIntent(name: string, rest: string, windowOf: (plain: string) => TimeWindow | null): Intent | null {
  const [first = '', ...more] = rest.split(/\s+/).filter((word) => word !== '');
  const subject = first === '' ? null : first;
  switch (name) {
    case 'job':
      return subject === null ? { kind: 'help' } : { kind: 'job-status', name: subject };
    case 'why':
      return subject === null ? { kind: 'which-job', about: 'waiting' } : { kind: 'why', name: subject, hint: 'waiting' };
    case 'impact':
      return subject === null ? { kind: 'which-job', about: 'impact' } : { kind: 'impact', name: subject };
    case 'log':
      return subject === null ? { kind: 'which-job', about: 'log' } : { kind: 'log', name: subject, search: more.length === 0 ? null : more.join(' ') };
    case 'stream':
    case 'streams':
      return { kind: 'streams', name: subject, statuses: [] };
    case 'failed':
      return { kind: 'failures', window: commandWindow(rest, windowOf), scope: { stream: null, workstation: null } };
    case 'late':
      return { kind: 'late' };
    case 'critical':
      return { kind: 'critical' };
    case 'summary':
      return { kind: 'summary' };
    case 'ws':
      return { kind: 'workstations', name: subject, onlyProblems: false };
    case 'help':
      return { kind: 'help' };
    default: {
      const what = [...UNRECORDED].find(([command]) => command === name)?.[1];
      return what === undefined ? null : { kind: 'unrecorded', what, name: subject };
    }
  }
}

/** `/failed 4h`, `/failed 4`, `/failed since 18:00`, `/failed hoje`. */
function commandWindow(rest: string, windowOf: (plain: string) => TimeWindow | null): TimeWindow | null {
  const amount = /^(\d{1,3})\s*([a-z]*)$/.exec(folded(rest));
  if (amount !== null) return windowOf(`last ${amount[1]} ${amount[2] === '' ? 'h' : amount[2]}`);
  return rest === '' ? null : windowOf(folded(rest));
}
