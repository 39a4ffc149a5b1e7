/** Names of jobs, job streams and workstations in running text, by the scheduler's grammar. */
import { trimEndOf } from '../../base/text/trimEnd.ts';

/** Upper-case words of the trade that are no names. */
const NOT_A_NAME = new Set(
  `ABEND ABENP ADD BOUND CANCL CANCLP CANCEL DONE ERROR EXEC EXTRN FAIL FAILED FENCE HOLD INTRO PEND READY RJOB SCHED SUCC SUCCP SUPPR SUSP USER WAIT WAITD STUCK INTRPT
  WAITING RUNNING SUCCESSFUL SUCCESS CANCELED CANCELLED HELD UNDECIDED BLOCKED SUPPRESS UNKNOWN LATE CRITICAL HIGH LINKED UNLINKED
  HWA TWS IWS HCL IBM JCL JES ORA SQL API REST URL DWC LLM UTC GMT CET CEST BRT EST EDT PST PDT BST DWH SLA RC OS CPU RAM DB ID OK FAQ JOB JOBS STREAM STREAMS LOG LOGS
  WORKSTATION WORKSTATIONS THE WHY WHAT WHICH DID DOES ARE HOW WAS FOR AND NOT ALL POR QUE QUAL QUAIS NOS NAS DOS DAS ESTA STATUS HOJE ONTEM CON LOS LAS DEL HOY AYER
  JANUARY TODO NOTE WARNING IMPORTANT RISK HIGH_RISK POTENTIAL_RISK ON_TRACK FTA AGENT POOL PLAN JNEXTPLAN SSL TLS HTTP HTTPS JSON XML JDBC LDAP AND/OR N/A
  NÃO SÃO ESTÁ ÚLTIMAS ÚLTIMOS ESTAÇÃO ESTAÇÕES PADRÃO HISTÓRICO ATENÇÃO CÓDIGO QUÉ CUÁL CUÁLES ESTÁN FALLÓ ESTACIÓN ÚLTIMA
  MESSAGE EXIT CODE NULL TRUE FALSE RESYNC CONMAN JOBMAN MAILMAN BATCHMAN KILL RERUN CONFIRM RELEASE DEMO JOBMAN_UP`.split(/\s+/),
);
/** Ids of messages and return codes look like names and are none. */
const MESSAGE_ID =
  /^(?:ORA|TNS|SP2|PLS|RMAN|IMP|EXP)-?\d*$|^(?:AWS|AWK|AWE)[A-Z]{0,4}\d*[A-Z]?$|^SQL\d*[NCW]?$|^SQLSTATE$|^[SU][0-9A-F]{3,4}$|^RC-?\d+$|^(?:IEF|IEC|IGD|ICH|IKJ|DSN|DFH)\w*\d\w?$|^HTTP-?\d+$|^SIG[A-Z]+$|^E[A-Z]{3,}$|^GMT[+-]\d+$|^R\d{1,3}$|^V?\d[\d.]*$/;
const SUBSTATUS =
  /^(?:HOLD|READY|SUPPR|SUCC|WAITING)_(?:WAITING|UNEXPECTED|PRIORITY|SUPPRESSED|SUBMITTED|UNSATISFIED|WORKSTATION|DO_NOT|COMPLETED|FOR|PREV)\w*$/;

/** Letters with accents are letters: names have them too. What cannot be seen in or at a name makes it another name: formats, beside
 * letters and marks (fillers and variation selectors are such), and not controls, which end a word. So this is no list of the unseen. */
const W = String.raw`\p{L}\p{N}\p{M}\p{Cf}_`;
/** `/WS#/FOLDER/STREAM.JOB`, `/FOLDER/WS#STREAM.JOB`, `WS#STREAM`. */
const QUALIFIED = String.raw`(?:/?[\p{L}@*][${W}@*$-]*(?:/[${W}@*$-]+)*|/)#(?:/?[${W}@*$-]+)(?:/[${W}@*$.-]+(?=/))*(?:/[${W}@*$-]+)*(?:\([^)\s]{0,20}(?: [^)\s]{0,20})?\))?(?:\.[${W}@*$#-]+)?`;
/** `/FOLDER/STREAM.JOB` without a workstation. */
const IN_FOLDER = String.raw`/\p{Lu}[${W}-]*(?:/[${W}@*-]+)*/\p{Lu}[${W}@*-]*(?:\.[${W}@*-]+)?`;
const DOTTED = String.raw`[\p{L}@*][${W}@*-]+\.[\p{L}@*][${W}@*$#-]+`;
const SIMPLE = String.raw`[\p{L}@*][${W}@*$#-]+`;
const TOKEN = new RegExp(String.raw`(?<![${W}#./@*$-])(?:${QUALIFIED}|${IN_FOLDER}|${DOTTED}|${SIMPLE})`, 'gu');
/** A whole key between quotes: folders may hold spaces and dots. */
const QUOTED_KEY = /[`"“](\/?[^`"“”#\n]{1,200}#[^`"“”\n]{1,300})[`"”]/g;
/** `/WS#/FOLDER/STREAM` or `.../STREAM.JOB`; not a command that happens to hold a `#`. */
const IS_KEY = /^\/?[\p{L}\p{N}_@*$/-]+#\/?[\p{L}\p{N}_@*$. /-]+$/u;
const FILE_ENDING = /\.(?:ksh|sh|bash|py|pl|cmd|bat|exe|jar|java|class|sql|txt|log|csv|xml|json|dat|conf|cfg|ini|html?|com|org|net|io|br|es|gz|zip)$/i;

export interface NameHit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `full`: has a `#`; `dotted`: STREAM.JOB; `simple`: one word. */
  readonly shape: 'full' | 'dotted' | 'simple';
  /** True when the word itself could hardly be anything else (has `#`, `_`, or a digit among capitals). */
  readonly isCertain: boolean;
}

/** Names in the text, in order. `shouted` text (no lower case at all) gives only the certain ones. */
export function namesIn(text: string): NameHit[] {
  const isShouted = !/[a-z]/.test(text);
  const keys = [...text.matchAll(QUOTED_KEY)].flatMap(({ 1: key = '', index }): NameHit[] =>
    IS_KEY.test(key) ? [{ text: key, start: index + 1, end: index + 1 + key.length, shape: 'full', isCertain: true }] : [],
  );
  const words = [...text.matchAll(TOKEN)].flatMap((match) => {
    const hit = asName(match[0], match.index);
    const isInKey = hit !== null && keys.some(({ start, end }) => hit.start < end && start < hit.end);
    return hit !== null && !isInKey && (hit.isCertain || !isShouted) ? [hit] : [];
  });
  return [...keys, ...words].sort((a, b) => a.start - b.start);
}

function asName(raw: string, start: number): NameHit | null {
  const text = trimEndOf(raw, (character) => '-.#'.includes(character));
  const end = start + text.length;
  if (text.includes('#')) return { text, start, end, shape: 'full', isCertain: true };
  if (text.startsWith('/')) return { text, start, end, shape: 'full', isCertain: /[A-Z]/.test(text) && !/[a-z]/.test(text) };
  const bare = text.toUpperCase();
  if (NOT_A_NAME.has(bare) || MESSAGE_ID.test(bare) || SUBSTATUS.test(bare)) return null;
  const isUpper = text === bare;
  if (text.includes('.')) {
    if (FILE_ENDING.test(text) || !/[A-Z_]/.test(text)) return null;
    return { text, start, end, shape: 'dotted', isCertain: isUpper };
  }
  const hasMark = /[_@*$]/.test(text) || (isUpper && /\d/.test(text));
  if (hasMark && /[A-Za-z]{1}/.test(text)) return { text, start, end, shape: 'simple', isCertain: true };
  return isUpper && text.length >= 3 ? { text, start, end, shape: 'simple', isCertain: false } : null;
}

const namedBy = (noun: string): RegExp => new RegExp(String.raw`\b(?:${noun})\s{1,9}["'“\x60]?([\p{L}/@*][${W}/#@*$.-]*[${W}@*#])`, 'iu');
const NAMED = {
  job: namedBy(String.raw`jobs?|trabajos?|tarefas?|tareas?|processos?|procesos?`),
  stream: namedBy(String.raw`job ?streams?|streams?|schedules?|fluxos?(?: de jobs)?|flujos?(?: de trabajos?)?|correntes?`),
  workstation: namedBy(
    String.raw`workstations?|agents?|agentes?|estac(?:ao|oes)(?: de trabalho)?|estaci[oó]n(?:es)?(?: de trabajo)?|estação|estações|cpus?|servidor(?:es)?|servers?|m[aá]quinas?|nodes?|nodos?`,
  ),
};

/** The word after a noun such as "job": a name even in lower case. */
export function nameAfter(text: string, noun: keyof typeof NAMED): NameHit | null {
  const match = NAMED[noun].exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return null;
  const start = match.index + match[0].length - name.length;
  return { text: name, start, end: start + name.length, shape: name.includes('#') ? 'full' : name.includes('.') ? 'dotted' : 'simple', isCertain: false };
}
