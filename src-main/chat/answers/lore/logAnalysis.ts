/** Finds the line of a job log that says why the job ended as it did. Pure; the text is untrusted and only quoted. */
import { mapInSlices } from '../../../base/text/slices.ts';
import { type MessageHit, messageIn } from './messageIds.ts';
import { speaksToReader } from './speaksToReader.ts';

export interface LogLine {
  readonly number: number;
  readonly text: string;
}
export interface LogAnalysis {
  /** The most telling line; null when no line speaks of a fault. */
  readonly decisive: (LogLine & { readonly message: MessageHit | null }) | null;
  /** The lines around it, in order, without it. */
  readonly around: readonly LogLine[];
  /** From the trailer; null when the log has none (still running, agent lost, cut). */
  readonly exitStatus: number | null;
}

const FRAME = /^\s*(?:={3,}|= |=$)|\bAWSBIS30[78]I\b|JOBMANRC \d/;
const TRAILER = /^\s*=\s*Exit Status\s*:\s*(-?\d+)/i;
const COMPLAINT =
  /\b(?:error|erro|fatal|severe|critical|fail(?:ed|ure|s)?|falh(?:a|ou)|fall[oó]|cannot|can't|could not|unable|denied|not found|refused|aborted?|abend|invalid|missing|exception|panic|nao foi possivel|no se pudo)\b/i;
const STRONG_COMPLAINT = /\b(?:error|erro|fatal|severe|panic|abend)\b/i;
/** A count of zero errors, or a promise to go on, is no complaint. */
const HARMLESS =
  /\b(?:0|no|zero|sem|sin|without|nenhum|ning[uú]n)\s+(?:\w+\s+)?(?:errors?|erros?|errores|failures?|falhas?|fallos?|exceptions?)\b|\b(?:errors?|erros?|errores|failures?|failed|falhas?|rejected)\s*[:=]\s*0\b|\bon-?error\b|\berror(?:s|_)?(?:log|file|level|handler)\b/i;
const SOFT = /\b(?:warn(?:ing)?|aviso|advertencia|retry(?:ing)?|will retry|ignor(?:ed|ing)|tentando novamente|reintent\w*|debug|info)\b/i;
/** Sums up a failure without saying why: "rollback done, rc=8", "ERROR at line 1:". */
const WRAPPER =
  /^\s*error at line \d+:?\s*$|\brc\s*[=:]\s*-?\d+\s*$|\b(?:exit|return) (?:code|status)\b|\bjob (?:failed|aborted|ended)\b|\bSee (?:the )?log\b/i;

const CONTEXT = 2;

/** In slices: whoever writes the log must not be able to keep others waiting. */
export async function analyseLog(lines: readonly LogLine[]): Promise<LogAnalysis> {
  const scored = await mapInSlices(lines, ({ text }) => {
    const message = messageIn(text);
    return { message, score: scoreOf(text, message) };
  });
  let best: { index: number; score: number; message: MessageHit | null } | null = null;
  // The last of equals: what happened right before the end decided it.
  for (const [index, { message, score }] of scored.entries()) if (score > 0 && (best === null || score >= best.score)) best = { index, score, message };
  const exit = lines.map(({ text }) => TRAILER.exec(text)?.[1]).findLast((value) => value !== undefined);
  const decisive = best === null ? null : { ...lines[best.index]!, message: best.message };
  const around =
    best === null
      ? []
      : lines
          .slice(Math.max(0, best.index - CONTEXT), best.index + CONTEXT + 1)
          .filter(({ number, text }) => number !== decisive?.number && !FRAME.test(text) && text.trim() !== '');
  return { decisive, around, exitStatus: exit === undefined ? null : Number(exit) };
}

function scoreOf(text: string, message: MessageHit | null): number {
  const score = complaintScore(text, message);
  // Whoever writes to the reader wants to be quoted: such a line is chosen only where no other speaks of a fault.
  return score > 0 && speaksToReader(text) ? score / 100 : score;
}

function complaintScore(text: string, message: MessageHit | null): number {
  if (FRAME.test(text) || HARMLESS.test(text)) return 0;
  const isSoft = SOFT.test(text);
  if (message !== null) return isSoft ? message.kind.weight / 2 : message.kind.weight;
  if (!COMPLAINT.test(text)) return WRAPPER.test(text) ? 5 : 0;
  const base = STRONG_COMPLAINT.test(text) ? 40 : 30;
  return (WRAPPER.test(text) ? base / 2 : base) / (isSoft ? 4 : 1);
}
