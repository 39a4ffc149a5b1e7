/** Lines of a log or a message that a person put in: which of them decides, its codes, the likely cause; then the job they speak of. */
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import type { Intent } from '../asked/question.ts';
import { analyseLog } from '../lore/logAnalysis.ts';
import { messageIn, returnCodeMeaning } from '../lore/messageIds.ts';
import { decidedKnowledge } from '../said/known.ts';
import { code } from '../said/visible.ts';
import { answerWrongWith } from './jobs/wrongWith.ts';

const WORDS = translated({
  en: {
    decisive: (line: string) => `**The decisive line is** ${line}`,
    silent: (lines: number) => `None of the ${lines} lines you pasted names an error that I know.`,
    means: (id: string, meaning: string) => `**${id}** means: ${meaning}.`,
    next: (next: string) => `Usual next step, for a person: ${next}.`,
    others: (codes: string) => `Other codes in it: ${codes}.`,
    rc: (rc: number, meaning: string) => `The program ended with return code ${rc}${meaning}.`,
    own: ', a code of its own: its documentation says what it means',
    job: 'It speaks of this job, as the scheduler has it now:',
    unread: 'Nothing was read from the scheduler for this: name the job, and I will look at it.',
  },
  'pt-BR': {
    decisive: (line) => `**A linha decisiva é** ${line}`,
    silent: (lines) => `Nenhuma das ${lines} linhas coladas cita um erro que eu conheça.`,
    means: (id, meaning) => `**${id}** significa: ${meaning}.`,
    next: (next) => `Próximo passo usual, para uma pessoa: ${next}.`,
    others: (codes) => `Outros códigos nela: ${codes}.`,
    rc: (rc, meaning) => `O programa terminou com código de retorno ${rc}${meaning}.`,
    own: ', um código próprio dele: a documentação do programa diz o que significa',
    job: 'Fala deste job, como o scheduler o tem agora:',
    unread: 'Nada foi lido do scheduler para isto: diga o job, e eu olho.',
  },
  es: {
    decisive: (line) => `**La línea decisiva es** ${line}`,
    silent: (lines) => `Ninguna de las ${lines} líneas pegadas nombra un error que yo conozca.`,
    means: (id, meaning) => `**${id}** significa: ${meaning}.`,
    next: (next) => `Siguiente paso habitual, para una persona: ${next}.`,
    others: (codes) => `Otros códigos en ella: ${codes}.`,
    rc: (rc, meaning) => `El programa terminó con código de retorno ${rc}${meaning}.`,
    own: ', un código propio: la documentación del programa dice qué significa',
    job: 'Habla de este job, como el planificador lo tiene ahora:',
    unread: 'Nada se leyó del planificador para esto: diga el job, y lo miro.',
  },
});
const MOST_CODES = 6;
const RC = /\b(?:rc|return code|exit (?:code|status))[ \t]{0,4}[:=]?[ \t]{0,4}(-?\d{1,5})\b/i;

export async function* answerPasted(ask: Ask, { lines, name }: Extract<Intent, { kind: 'pasted' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, null);
  const numbered = lines.map((text, index) => ({ number: index + 1, text }));
  const { decisive, exitStatus } = await analyseLog(numbered);
  if (decisive === null) yield words.silent(lines.length);
  else {
    yield words.decisive(code(decisive.text));
    if (decisive.message !== null) {
      const { id, kind } = decisive.message;
      yield `${words.means(code(id).slice(1, -1), kind.meaning[ask.language])} ${words.next(kind.next[ask.language])}`;
    }
    const others = codesIn(lines).filter((id) => id !== decisive.message?.id);
    if (others.length > 0) yield words.others(others.slice(0, MOST_CODES).map(code).join(', '));
  }
  const rc = exitStatus ?? rcIn(lines);
  if (rc !== null) {
    const meaning = returnCodeMeaning(rc, ask.language);
    yield words.rc(rc, meaning === null ? words.own : ` (${meaning})`);
  }
  if (name === null) yield words.unread;
  else {
    yield words.job;
    yield* answerWrongWith(ask, { name });
  }
}

const codesIn = (lines: readonly string[]): string[] => [
  ...new Set(
    lines.flatMap((line) => {
      const message = messageIn(line);
      return message !== null && /\d/.test(message.id) ? [message.id] : [];
    }),
  ),
];

function rcIn(lines: readonly string[]): number | null {
  const said = lines.map((line) => RC.exec(line)?.[1]).findLast((value) => value !== undefined);
  return said === undefined ? null : Number(said);
}
