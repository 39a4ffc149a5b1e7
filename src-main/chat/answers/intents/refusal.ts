/** "Rerun X": Resync cannot act. It says so and shows the command a person would review and run. */
import type { Job } from '../../../../src-preload/contract/plan.ts';
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import { cite, couldNotRead } from '../evidence.ts';
import { jobName, lookAt, notOne, statusText } from '../jobText.ts';
import type { Action, Intent } from '../question.ts';

const WORDS = translated({
  en: {
    refuse: '**Resync only reads: it cannot act on the scheduler, and nothing was changed.**',
    now: (job: string, status: string) => `Right now ${job} has status ${status}.`,
    command: 'An operator with the right to do so would review and run, outside of Resync:',
    fill: 'Put the full name in place of the words in capitals.',
    check: 'Before running it, check what it sets free or stops: `/impact`.',
    notShown: 'No command is shown, because the name holds characters that no scheduler name has.',
  },
  'pt-BR': {
    refuse: '**O Resync só lê: não pode agir no scheduler, e nada foi alterado.**',
    now: (job, status) => `Agora ${job} está com status ${status}.`,
    command: 'Um operador autorizado revisaria e executaria, fora do Resync:',
    fill: 'Coloque o nome completo no lugar das palavras em maiúsculas.',
    check: 'Antes de executar, veja o que isso libera ou interrompe: `/impact`.',
    notShown: 'Nenhum comando é mostrado, porque o nome tem caracteres que nenhum nome do scheduler tem.',
  },
  es: {
    refuse: '**Resync solo lee: no puede actuar sobre el planificador, y no se cambió nada.**',
    now: (job, status) => `Ahora mismo ${job} tiene estado ${status}.`,
    command: 'Un operador autorizado revisaría y ejecutaría, fuera de Resync:',
    fill: 'Ponga el nombre completo en lugar de las palabras en mayúsculas.',
    check: 'Antes de ejecutarlo, mire qué libera o detiene: `/impact`.',
    notShown: 'No se muestra ningún comando, porque el nombre tiene caracteres que ningún nombre del planificador tiene.',
  },
});

/** conman commands by action; `$` is the object. Holding a job is priority 0 in conman. */
const COMMANDS: Readonly<Record<Action, { readonly command: string; readonly object: 'job' | 'workstation' | 'prompt' }>> = {
  rerun: { command: 'rerun $', object: 'job' },
  cancel: { command: 'cancel job $', object: 'job' },
  kill: { command: 'kill $', object: 'job' },
  hold: { command: 'altpri $;0', object: 'job' },
  release: { command: 'release job $', object: 'job' },
  submit: { command: 'submit job $', object: 'job' },
  confirm: { command: 'confirm $;SUCC', object: 'job' },
  reply: { command: 'reply $;YES', object: 'prompt' },
  priority: { command: 'altpri $;PRIORITY', object: 'job' },
  limit: { command: 'limit cpu $;LIMIT', object: 'workstation' },
  fence: { command: 'fence $;PRIORITY', object: 'workstation' },
  link: { command: 'link $', object: 'workstation' },
  unlink: { command: 'unlink $', object: 'workstation' },
  start: { command: 'start $', object: 'workstation' },
  stop: { command: 'stop $', object: 'workstation' },
};
const PLACEHOLDER = { job: 'WORKSTATION#STREAM.JOB', workstation: 'WORKSTATION', prompt: 'PROMPT' } as const;
/** Anything else could break out of the quotes of a shell. */
const SAFE_NAME = /^[\w/#@.-]{1,300}$/;

export async function* answerRefusal(ask: Ask, { action, name }: Extract<Intent, { kind: 'refusal' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield words.refuse;
  const { command, object } = COMMANDS[action];
  let target = name ?? PLACEHOLDER[object];
  if (name !== null && object === 'job') {
    const found = await lookAt(ask, 'job_details', { job: name });
    if (found.at === 'failed') yield couldNotRead(ask, 'job', found.receipt);
    else if (found.at === 'unresolved') {
      yield notOne(ask, name, found);
      if (found.candidates.length > 0) return;
    } else {
      target = conmanName(found.result.job);
      yield `${words.now(jobName(found.result.job), statusText(found.result.job.status))} ${cite(found.receipt)}`;
    }
  }
  if (!SAFE_NAME.test(target)) {
    yield words.notShown;
    return;
  }
  yield `${words.command}\n\n\`\`\`conman\nconman "${command.replace('$', () => target)}"\n\`\`\``;
  yield name === null || /PRIORITY|LIMIT/.test(command) ? `${words.fill} ${words.check}` : words.check;
}

/** `WS#/FOLDER/STREAM.JOB`, as conman selects a job; the root folder is left out. */
const conmanName = ({ streamWorkstation, folder, streamName, name }: Job): string =>
  `${streamWorkstation}#${folder === '/' || folder === '' ? '' : `${folder.replace(/\/$/, '')}/`}${streamName}.${name}`;
