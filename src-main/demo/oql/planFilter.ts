/** conman's way to name jobs and streams, as far as the simulator understands it: `/@/WS#/@/STREAM.JOB`. */
import { OqlError } from './tokens.ts';
import { isMatch } from './wildcards.ts';

export interface PlanFilter {
  /** Nothing is left out: a large plan need not be gone through. */
  readonly isEverything: boolean;
  /** Matches without its leading folder. */
  workstation(name: string): boolean;
  folder(path: string): boolean;
  stream(name: string): boolean;
  /** Always true when the filter names no job. */
  job(name: string): boolean;
}

/** Raises OqlError for qualifiers (`+state=...`) and schedule times, which the simulator does not read. */
export function parsePlanFilter(text: string): PlanFilter {
  if (/[+~;!()]/.test(text)) throw new OqlError(`the plan filter "${text}" uses a qualifier that is not supported`);
  const hash = text.indexOf('#');
  if (hash < 0) throw new OqlError(`the plan filter "${text}" names no workstation`);
  const machine = text.slice(0, hash);
  const rest = text.slice(hash + 1);
  const slash = rest.lastIndexOf('/');
  const named = rest.slice(slash + 1);
  const dot = named.indexOf('.');
  const parts = {
    workstation: matcher(machine.slice(machine.lastIndexOf('/') + 1)),
    folder: folderMatcher(slash < 0 || rest === '/' ? '/@/' : rest.slice(0, slash + 1)),
    stream: matcher(dot < 0 ? named : named.slice(0, dot)),
    job: dot < 0 ? ANYTHING : matcher(named.slice(dot + 1)),
  };
  return { ...parts, isEverything: Object.values(parts).every((part) => part === ANYTHING) };
}

const ANYTHING = () => true;

/** `@` any run of characters, the empty one too; `?` one; `%` one digit; nothing at all matches everything. */
function matcher(pattern: string): (name: string) => boolean {
  if (pattern === '' || /^@+$/.test(pattern)) return ANYTHING;
  return (name) => isMatch(pattern, name);
}

function folderMatcher(pattern: string): (path: string) => boolean {
  if (pattern === '/@/') return ANYTHING;
  const matches = matcher(pattern === '/' ? '/' : pattern.slice(0, -1));
  return (path) => matches(path);
}
