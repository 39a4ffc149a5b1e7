/** "Rerun X": Resync cannot act. It says so and shows the command a person would review and run. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import { cite, couldNotRead } from '../said/evidence.ts';
import { jobName, lookAt, notOne, statusText } from '../said/jobText.ts';
import type { Action, Intent } from '../asked/question.ts';
import { code } from '../said/visible.ts';
import { wallClock } from '../../../../src-preload/shared/zone.ts';

const WORDS = translated({
  en: {
    refuse: '**Resync only reads: it cannot act on the scheduler, and nothing was changed.**',
    now: (job: string, status: string) => `Right now ${job} has status ${status}.`,
    command: 'An operator with the right to do so would review and run, outside of Resync:',
    fill: 'Put the full name in place of the words in capitals.',
    console: (path: string) => `In the Dynamic Workload Console: ${path}.`,
    who: 'Who may do it is decided by the security file of the scheduler (access on the object, such as RERUN or CANCEL).',
    check: 'Before running it, check what it sets free or stops: `/impact`.',
    notShown: 'No command is shown, because the name holds characters that no scheduler name has.',
  },
  'pt-BR': {
    refuse: '**O Resync só lê: não pode agir no scheduler, e nada foi alterado.**',
    now: (job, status) => `Agora ${job} está com status ${status}.`,
    command: 'Um operador autorizado revisaria e executaria, fora do Resync:',
    fill: 'Coloque o nome completo no lugar das palavras em maiúsculas.',
    console: (path) => `No Dynamic Workload Console: ${path}.`,
    who: 'Quem pode fazê-lo é decidido pela segurança do scheduler (acesso ao objeto, como RERUN ou CANCEL).',
    check: 'Antes de executar, veja o que isso libera ou interrompe: `/impact`.',
    notShown: 'Nenhum comando é mostrado, porque o nome tem caracteres que nenhum nome do scheduler tem.',
  },
  es: {
    refuse: '**Resync solo lee: no puede actuar sobre el planificador, y no se cambió nada.**',
    now: (job, status) => `Ahora mismo ${job} tiene estado ${status}.`,
    command: 'Un operador autorizado revisaría y ejecutaría, fuera de Resync:',
    fill: 'Ponga el nombre completo en lugar de las palabras en mayúsculas.',
    console: (path) => `En la Dynamic Workload Console: ${path}.`,
    who: 'Quién puede hacerlo lo decide la seguridad del planificador (acceso al objeto, como RERUN o CANCEL).',
    check: 'Antes de ejecutarlo, mire qué libera o detiene: `/impact`.',
    notShown: 'No se muestra ningún comando, porque el nombre tiene caracteres que ningún nombre del planificador tiene.',
  },
});

type Target = 'job' | 'stream' | 'workstation' | 'prompt';
interface Deed {
  /** conman; `$` is the object. */
  readonly command: string;
  readonly object: Exclude<Target, 'stream'>;
  /** The same for a whole job stream, where there is such a thing. */
  readonly ofStream?: string;
  /** The menu of the console, after the object is chosen. */
  readonly menu: string;
}
/** Holding a job is priority 0 in conman. */
const DEEDS: Readonly<Record<Action, Deed>> = {
  rerun: { command: 'rr $', object: 'job', menu: 'Rerun' },
  // A canceled job sets free what waits for it, as if it had run.
  skip: { command: 'cj $', object: 'job', ofStream: 'cs $', menu: 'Cancel' },
  cancel: { command: 'cj $', object: 'job', ofStream: 'cs $', menu: 'Cancel' },
  kill: { command: 'kill $', object: 'job', menu: 'Kill' },
  hold: { command: 'ap $;0', object: 'job', ofStream: 'ap $;0', menu: 'Hold' },
  release: { command: 'rj $', object: 'job', ofStream: 'rs $', menu: 'Release Dependencies' },
  submit: { command: 'sbj $', object: 'job', ofStream: 'sbs $', menu: 'Submit' },
  confirm: { command: 'confirm $;VALUE', object: 'job', menu: 'Confirm' },
  reply: { command: 'reply $;VALUE', object: 'prompt', menu: 'Reply' },
  priority: { command: 'ap $;PRIORITY', object: 'job', ofStream: 'ap $;PRIORITY', menu: 'Priority' },
  limit: { command: 'lc $;LIMIT', object: 'workstation', ofStream: 'ls $;LIMIT', menu: 'Limit' },
  fence: { command: 'fence $;PRIORITY', object: 'workstation', menu: 'Fence' },
  link: { command: 'link $', object: 'workstation', menu: 'Link' },
  unlink: { command: 'unlink $', object: 'workstation', menu: 'Unlink' },
  start: { command: 'start $', object: 'workstation', menu: 'Start' },
  stop: { command: 'stop $', object: 'workstation', menu: 'Stop' },
};
const MONITORS: Readonly<Record<Target, string>> = {
  job: 'Monitor Jobs',
  stream: 'Monitor Job Streams',
  workstation: 'Monitor Workstations',
  prompt: 'Monitor Prompts',
};
const PLACEHOLDER = { job: 'WORKSTATION#STREAM.JOB', workstation: 'WORKSTATION', prompt: 'PROMPT' } as const;
/** Anything else could break out of the quotes of a shell. */
const SAFE_NAME = /^[\w/#@.-]{1,300}(?:\(\d{4} \d{2}\/\d{2}\/\d{2}\))?(?:\.[\w@-]{1,100})?$/;

interface Order {
  readonly target: string;
  readonly of: Target;
  readonly command: string;
}

export async function* answerRefusal(ask: Ask, { action, name, value }: Extract<Intent, { kind: 'refusal' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield words.refuse;
  const deed = DEEDS[action];
  const order = yield* orderFor(ask, deed, name);
  if (order === null) return;
  if (!SAFE_NAME.test(order.target)) {
    yield words.notShown;
    return;
  }
  const command = order.command
    .replace('$', () => order.target)
    .replace(/\b(?:VALUE|PRIORITY|LIMIT)$/, (unsaid) => value ?? (unsaid === 'VALUE' ? (DEFAULTS[action] ?? unsaid) : unsaid));
  yield `${words.command}\n\n\`\`\`conman\nconman "${command}"\n\`\`\``;
  yield `${words.console(`Monitoring & Reporting > ${MONITORS[order.of]} > ${deed.menu}`)} ${words.who}`;
  yield name === null || (value === null && /;(?:PRIORITY|LIMIT)$/.test(order.command)) ? `${words.fill} ${words.check}` : words.check;
}

/** Of an order that does not say as what. */
const DEFAULTS: Readonly<Partial<Record<Action, string>>> = { confirm: 'SUCC', reply: 'YES' };

/** The very object that is meant; null when that is not clear, which has been said then. */
async function* orderFor(ask: Ask, { command, object, ofStream }: Deed, name: string | null): AsyncGenerator<string, Order | null, void> {
  if (name === null || object !== 'job') return { target: name ?? PLACEHOLDER[object], of: object, command };
  const words = WORDS[ask.language];
  const found = await lookAt(ask, 'job_details', { job: name });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'job', found.receipt);
    return { target: name, of: object, command };
  }
  if (found.at === 'found') {
    const { job } = found.result;
    yield `${words.now(jobName(job), statusText(job.status))} ${cite(found.receipt)}`;
    return { target: `${conmanStream(ask, job)}.${job.name}`, of: object, command };
  }
  const streams = found.candidates.length > 0 || ofStream === undefined ? null : await ask.call('find_streams', { name, limit: 5 });
  const [stream, ...others] = streams?.result?.streams ?? [];
  if (streams == null || stream === undefined || others.length > 0 || ofStream === undefined) {
    yield notOne(ask, name, found);
    return null;
  }
  yield `${words.now(code(stream.name), statusText(stream.status))} ${cite(streams.receipt)}`;
  const target = conmanStream(ask, { ...stream, streamWorkstation: stream.workstation, streamName: stream.name });
  return { target, of: 'stream', command: ofStream };
}

/** `WS#/FOLDER/STREAM(0600 03/04/26)`: the scheduled time tells the instances of a day apart; it is written in the zone of the plan. */
function conmanStream(
  { zone }: Ask,
  { streamWorkstation, folder, streamName, scheduledAt }: Pick<Job, 'streamWorkstation' | 'folder' | 'streamName' | 'scheduledAt'>,
): string {
  const workstation = streamWorkstation.replace(/^\/(?=[^/]+$)/, '');
  const path = folder === '/' || folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  return `${workstation}#${path}${streamName}${scheduledAt === null ? '' : schedTime(scheduledAt, zone)}`;
}

function schedTime(instant: string, zone: string): string {
  const { year, month, day, hour, minute } = wallClock(Date.parse(instant), zone);
  const two = (value: number) => String(value % 100).padStart(2, '0');
  return `(${two(hour)}${two(minute)} ${two(month)}/${two(day)}/${two(year)})`;
}
