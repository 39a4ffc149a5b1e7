/** The slash commands: `/job NAME`, `/failed 4h`, `/handover 18:00`, ... An unknown one shows the help. */

import { folded } from '../folded.ts';
import { eventIn } from './rules/pastRules.ts';
import type { About, Intent } from './question.ts';
import type { TimeWindow } from './timeWindow.ts';

export const COMMANDS = [
  '/job',
  '/why',
  '/log',
  '/impact',
  '/pred',
  '/succ',
  '/path',
  '/history',
  '/stream',
  '/ws',
  '/failed',
  '/late',
  '/critical',
  '/summary',
  '/changes',
  '/handover',
  '/resources',
  '/prompts',
  '/files',
  '/watch',
  '/unwatch',
  '/help',
] as const;

type WindowOf = (plain: string) => TimeWindow | null;
const NO_SCOPE = { stream: null, workstation: null };

/** @param rest what stands after the command. @returns null when `name` is no command (a path such as `/PROD/AGT1#X.Y`). */
export function commandIntent(name: string, rest: string, windowOf: WindowOf): Intent | null {
  const { subject, more } = subjectOf(rest);
  return aboutOne(name, subject, more, windowOf) ?? aboutAll(name, subject, rest, windowOf);
}

/** A whole key (`/WS#/A FOLDER/STREAM.JOB`) may hold spaces before its last part; a name is one word. */
function subjectOf(rest: string): { readonly subject: string | null; readonly more: string } {
  const said = /^["'`](.+)["'`](.*)$/s.exec(rest) ?? /^(\/?[^\s#]+#.*\/[^\s/]+)(.*)$/s.exec(rest) ?? /^(\S+)(.*)$/s.exec(rest);
  return { subject: said?.[1] ?? null, more: said?.[2]?.trim() ?? '' };
}

function aboutOne(command: string, name: string | null, more: string, windowOf: WindowOf): Intent | null {
  const make = (about: About, intent: (name: string) => Intent): Intent => (name === null ? { kind: 'which-job', about } : intent(name));
  switch (command) {
    case 'job':
      return name === null ? { kind: 'help' } : { kind: 'job-status', name };
    case 'why':
      return make('waiting', (job) => ({ kind: 'why', name: job, hint: 'waiting' }));
    case 'impact':
      return make('impact', (job) => ({ kind: 'impact', name: job }));
    case 'log':
      return make('log', (job) => ({ kind: 'log', name: job, search: more === '' ? null : more }));
    case 'pred':
      return make('predecessors', (job) => ({ kind: 'predecessors', name: job }));
    case 'succ':
      return make('successors', (job) => ({ kind: 'successors', name: job }));
    case 'path':
      return make('critical-path', (job) => ({ kind: 'critical-path', name: job }));
    case 'history':
      return make('history', (job) => ({ kind: 'history', name: job, scope: NO_SCOPE, window: commandWindow(more, windowOf) }));
    case 'watch':
      return name === null ? { kind: 'watches' } : { kind: 'watch', name, event: eventIn(folded(more)) };
    case 'unwatch':
      return { kind: 'unwatch', name };
    default:
      return null;
  }
}

function aboutAll(command: string, name: string | null, rest: string, windowOf: WindowOf): Intent | null {
  switch (command) {
    case 'stream':
    case 'streams':
      return { kind: 'streams', name, statuses: [] };
    case 'ws':
      return { kind: 'workstations', name, onlyProblems: false };
    case 'failed':
      return { kind: 'failures', window: commandWindow(rest, windowOf), scope: NO_SCOPE };
    case 'changes':
    case 'handover':
      return { kind: command, window: commandWindow(rest, windowOf) };
    case 'late':
    case 'critical':
    case 'summary':
    case 'help':
      return { kind: command };
    case 'resources':
    case 'prompts':
    case 'files':
      return { kind: command, name };
    default:
      return null;
  }
}

/** `/failed 4h`, `/failed 4`, `/handover 18:00`, `/changes since 18:00`, `/failed hoje`. */
function commandWindow(rest: string, windowOf: WindowOf): TimeWindow | null {
  const said = folded(rest);
  const amount = /^(?:last |ultim[oa]s? )?(\d{1,3})\s*([a-z]*)$/.exec(said);
  if (amount !== null) return windowOf(`last ${amount[1]} ${amount[2] === '' ? 'h' : amount[2]}`);
  if (/^\d{1,2}[:h.]\d{2}$/.test(said)) return windowOf(`since ${said}`);
  return said === '' ? null : windowOf(said);
}
