/** Which names of the scheduler a text speaks of: jobs, streams, workstations, message ids. */

/** Display keys and dotted names first, then single words; message ids such as ORA-01653 keep their hyphen. */
const CANDIDATE = /\/(?:[/.-]{0,3}[\w#@$]+)+|[\p{L}\p{N}_#@$]+(?:[.#-][\p{L}\p{N}_#@$]+)*/gu;
/** Words in capitals that are the scheduler's vocabulary, not anybody's name. */
const VOCABULARY = new Set(
  'ABEND ABENP CANCL CANCELED DONE ERROR EXEC EXTRN FAIL FAILED FENCE HOLD HELD INTRO LATE CRITICAL PEND READY RUNNING SCHED STUCK SUCC SUCCESSFUL SUSP WAIT WAITING WAITD BLOCKED UNDECIDED UNKNOWN LINKED UNLINKED TWS HWA HCL JSON HTTP HTTPS SQL'.split(
    ' ',
  ),
);

/** Upper-case names written in the text itself. Plain lower-case words are not names: `knownNames` finds those that are. */
export function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [candidate] of text.matchAll(CANDIDATE)) if (looksLikeName(candidate)) addName(names, candidate);
  return names;
}

/** The name and its parts: `/WS#/FOLDER/STREAM.JOB` also answers to `STREAM.JOB`, `STREAM` and `JOB`. */
export function addName(names: Set<string>, name: string): void {
  const whole = name.trim().toUpperCase();
  if (whole.length < 2 || whole.length > 300) return;
  names.add(whole);
  const leaf = whole.split(/[/#]/).findLast((part) => part !== '');
  if (leaf === undefined || leaf === whole || leaf.length < 2) {
    if (!whole.includes('.')) return;
  } else names.add(leaf);
  for (const part of (leaf ?? whole).split('.')) if (part.length > 2) names.add(part);
}

function looksLikeName(word: string): boolean {
  if (word.length < 3 || VOCABULARY.has(word)) return false;
  const hasLetter = /\p{Lu}/u.test(word);
  if (!hasLetter || /\p{Ll}/u.test(word)) return /^\p{L}[\p{L}\p{N}]*_[\p{L}\p{N}_]+$/u.test(word);
  // All capitals: a name when it has an underscore, a digit or a separator, or is long enough not to be an abbreviation.
  return /[_#@$\d./]/.test(word) || word.length >= 5;
}
