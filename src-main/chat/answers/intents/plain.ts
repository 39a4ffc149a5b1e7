/** Answers that need no live call: greetings, definitions, what Resync can do, and one question back when a question is vague. */
import { wordMeaning } from '../../../../src-preload/shared/words/statusMeaning.ts';
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import { COMMANDS } from '../asked/commands.ts';
import { describeTerm } from '../lore/glossary.ts';
import { decidedKnowledge } from '../said/known.ts';
import { code } from '../said/visible.ts';

const WORDS = translated({
  en: {
    greeting: 'Hello. Ask me about a job, a job stream, a workstation, or what failed tonight. `/help` lists what I can do.',
    thanks: 'You are welcome.',
    vague:
      'I would like to look at the right place. **Which job, job stream or workstation is it about, and what do you see?** If you want the whole picture first, ask “how is the system?”.',
    unknown: 'I did not understand this question well enough to answer it from the scheduler.',
    can: 'I read the live scheduler and change nothing. You can ask in English, Portuguese or Spanish, for example:',
    examples: [
      'Which jobs failed in the last 4 hours?',
      'Why did LOAD_DWH abend?',
      'What is JOB waiting for?',
      'What is affected if JOB fails?',
      'What is late? Which critical jobs are at risk?',
      'How are the workstations?',
      'What happened since 18:00? Is there a pattern in the failures of JOB?',
      'Tell me when JOB fails',
      'What does ABEND mean?',
    ],
    commands: 'Commands:',
    noTerm: 'I have no definition for this.',
  },
  'pt-BR': {
    greeting: 'Olá. Pergunte sobre um job, um job stream, uma estação, ou o que falhou esta noite. `/help` lista o que sei fazer.',
    thanks: 'De nada.',
    vague:
      'Quero olhar no lugar certo. **De qual job, job stream ou estação se trata, e o que você está vendo?** Se quiser primeiro o quadro geral, pergunte “como está o sistema?”.',
    unknown: 'Não entendi a pergunta o bastante para respondê-la a partir do scheduler.',
    can: 'Eu leio o scheduler ao vivo e não altero nada. Pergunte em português, inglês ou espanhol, por exemplo:',
    examples: [
      'Quais jobs falharam nas últimas 4 horas?',
      'Por que o LOAD_DWH falhou?',
      'O que o JOB está esperando?',
      'O que é afetado se o JOB falhar?',
      'O que está atrasado? Quais jobs críticos estão em risco?',
      'Como estão as estações?',
      'O que aconteceu desde as 18h? Há um padrão nas falhas do JOB?',
      'Me avise quando o JOB falhar',
      'O que significa ABEND?',
    ],
    commands: 'Comandos:',
    noTerm: 'Não tenho definição para isso.',
  },
  es: {
    greeting: 'Hola. Pregunte por un job, un job stream, una estación, o qué falló esta noche. `/help` lista lo que sé hacer.',
    thanks: 'De nada.',
    vague:
      'Quiero mirar en el lugar correcto. **¿De qué job, job stream o estación se trata, y qué está viendo?** Si quiere primero el cuadro general, pregunte “¿cómo está el sistema?”.',
    unknown: 'No entendí la pregunta lo bastante para responderla desde el planificador.',
    can: 'Leo el planificador en vivo y no cambio nada. Pregunte en español, portugués o inglés, por ejemplo:',
    examples: [
      '¿Qué jobs fallaron en las últimas 4 horas?',
      '¿Por qué falló LOAD_DWH?',
      '¿Qué espera el JOB?',
      '¿Qué se ve afectado si falla el JOB?',
      '¿Qué está retrasado? ¿Qué jobs críticos están en riesgo?',
      '¿Cómo están las estaciones?',
      '¿Qué pasó desde las 18:00? ¿Hay un patrón en los fallos de JOB?',
      'Avísame cuando falle JOB',
      '¿Qué significa ABEND?',
    ],
    commands: 'Comandos:',
    noTerm: 'No tengo definición para esto.',
  },
});

export const greeting = (ask: Ask): string => WORDS[ask.language].greeting;
export const thanks = (ask: Ask): string => WORDS[ask.language].thanks;
export const vague = (ask: Ask): string => WORDS[ask.language].vague;

export function help(ask: Ask): string {
  const words = WORDS[ask.language];
  return `${words.can}\n\n${words.examples.map((example) => `- ${example}`).join('\n')}\n\n${words.commands} ${COMMANDS.map(code).join(' ')}`;
}
export async function* unknown(ask: Ask): Paragraphs {
  yield* decidedKnowledge(ask, null);
  yield WORDS[ask.language].unknown;
  yield help(ask);
}

export function* definition(ask: Ask, terms: readonly string[]): Generator<string> {
  yield* decidedKnowledge(ask, null);
  const said = terms.flatMap((key) => {
    const about = describeTerm(key, ask.language);
    if (about === null) return [];
    const status = wordMeaning(key, ask.language);
    const more = [status?.cause, status?.nextStep].flatMap((text) => text ?? []);
    return more.length === 0 ? [about] : [`${about} ${more.join(' ')}`];
  });
  yield said.length === 0 ? WORDS[ask.language].noTerm : said.join('\n');
}
