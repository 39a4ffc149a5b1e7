/** "Tell me when X ...": a watch rule, which changes nothing in the scheduler; what it is, and when it speaks, is said. */
import type { WatchRule } from '../../../../../src-preload/contract/plan/planHistory.ts';
import { asFault } from '../../../../base/fault.ts';
import type { Watching } from '../../../tools/recordedPast.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead } from '../../said/evidence.ts';
import { faultText } from '../../said/faultText.ts';
import { folded } from '../../folded.ts';
import { jobName, lookAt, notOne, statusText } from '../../said/jobText.ts';
import type { Intent } from '../../asked/question.ts';
import { code, visible } from '../../said/visible.ts';
import { timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    event: { failed: 'fails', late: 'is late', started: 'starts', ended: 'ends', 'any-change': 'changes its status' },
    set: (job: string, event: string) => `**Watching ${job}: Resync will notify you once, when it ${event}.**`,
    now: (job: string, status: string) => `Right now ${job} has status ${status}.`,
    how: 'It looks at every recorded reading (about once a minute) while Resync runs, and changes nothing in the scheduler. `/watch` lists what is watched, `/unwatch JOB` ends it.',
    fired: (at: string, seen: string) => `It spoke at ${at}${seen === '' ? '' : `: ${seen}`}.`,
    list: (n: number) => (n === 0 ? 'Nothing is being watched.' : `**Watched (${n}):**`),
    one: (key: string, event: string) => `${key}, when it ${event}`,
    done: (key: string) => ` (${key})`,
    removed: (key: string) => `No longer watched: ${key}.`,
    noneSuch: (name: string) => `Nothing called ${name} is being watched.`,
    which: 'Which of these should no longer be watched?',
    unavailable: 'Watching is not available here: there is no recorder.',
    failed: (why: string) => `**The watch could not be changed**: ${why}`,
  },
  'pt-BR': {
    event: { failed: 'falhar', late: 'atrasar', started: 'iniciar', ended: 'terminar', 'any-change': 'mudar de status' },
    set: (job, event) => `**Vigiando ${job}: o Resync avisará uma vez, quando ele ${event}.**`,
    now: (job, status) => `Agora ${job} está com status ${status}.`,
    how: 'Ele olha cada leitura gravada (cerca de uma por minuto) enquanto o Resync roda, e não altera nada no scheduler. `/watch` lista o que é vigiado, `/unwatch JOB` encerra.',
    fired: (at, seen) => `Avisou às ${at}${seen === '' ? '' : `: ${seen}`}.`,
    list: (n) => (n === 0 ? 'Nada está sendo vigiado.' : `**Vigiados (${n}):**`),
    one: (key, event) => `${key}, quando ${event}`,
    done: (key) => ` (${key})`,
    removed: (key) => `Não é mais vigiado: ${key}.`,
    noneSuch: (name) => `Nada com o nome ${name} está sendo vigiado.`,
    which: 'Qual destes não deve mais ser vigiado?',
    unavailable: 'Vigiar não está disponível aqui: não há gravador.',
    failed: (why) => `**A vigilância não pôde ser alterada**: ${why}`,
  },
  es: {
    event: { failed: 'falle', late: 'se retrase', started: 'arranque', ended: 'termine', 'any-change': 'cambie de estado' },
    set: (job, event) => `**Vigilando ${job}: Resync avisará una vez, cuando ${event}.**`,
    now: (job, status) => `Ahora mismo ${job} tiene estado ${status}.`,
    how: 'Mira cada lectura grabada (más o menos una por minuto) mientras Resync corre, y no cambia nada en el planificador. `/watch` lista lo vigilado, `/unwatch JOB` lo termina.',
    fired: (at, seen) => `Avisó a las ${at}${seen === '' ? '' : `: ${seen}`}.`,
    list: (n) => (n === 0 ? 'No se vigila nada.' : `**Vigilados (${n}):**`),
    one: (key, event) => `${key}, cuando ${event}`,
    done: (key) => ` (${key})`,
    removed: (key) => `Ya no se vigila: ${key}.`,
    noneSuch: (name) => `No se vigila nada llamado ${name}.`,
    which: '¿Cuál de estos ya no debe vigilarse?',
    unavailable: 'Vigilar no está disponible aquí: no hay grabador.',
    failed: (why) => `**La vigilancia no se pudo cambiar**: ${why}`,
  },
});

export async function* answerWatch(ask: Ask, { name, event }: Extract<Intent, { kind: 'watch' }>): Paragraphs {
  const words = WORDS[ask.language];
  const { watching } = ask;
  if (watching === null) {
    yield words.unavailable;
    return;
  }
  const found = await lookAt(ask, 'job_details', { job: name });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'job', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  }
  const { job } = found.result;
  yield* changing(ask, async () => {
    const rule = await watching.watchJob({ jobKey: job.key, event });
    const now = `${words.now(jobName(job), statusText(job.status))} ${cite(found.receipt)}`;
    return [words.set(code(job.key), words.event[rule.event]), ...(rule.firedAt === null ? [] : [firedText(ask, rule)]), now, words.how];
  });
}

export async function* answerWatches(ask: Ask): Paragraphs {
  const { watching } = ask;
  if (watching === null) yield WORDS[ask.language].unavailable;
  else yield* changing(ask, async () => [listText(ask, await watching.watches())]);
}

export async function* answerUnwatch(ask: Ask, { name }: { readonly name: string | null }): Paragraphs {
  const words = WORDS[ask.language];
  const { watching } = ask;
  if (watching === null) {
    yield words.unavailable;
    return;
  }
  yield* changing(ask, async () => {
    const rules = await watching.watches();
    if (name === null) return [rules.length === 0 ? listText(ask, rules) : `${words.which}\n\n${listText(ask, rules)}`];
    const meant = rules.filter((rule) => isMeant(rule, name));
    const keys = [...new Set(meant.map(({ jobKey }) => jobKey))];
    if (keys.length === 0) return [`${words.noneSuch(code(name))} ${listText(ask, rules)}`];
    if (keys.length > 1) return [`${words.which}\n\n${listText(ask, meant)}`];
    await removeAll(watching, meant);
    return [words.removed(code(keys[0]!))];
  });
}

async function removeAll(watching: Watching, rules: readonly WatchRule[]): Promise<void> {
  for (const { id } of rules) await watching.unwatch(id);
}

/** `LOAD`, `NIGHT.LOAD` or the whole key. */
function isMeant({ jobKey }: WatchRule, name: string): boolean {
  const [key, asked] = [folded(jobKey), folded(name)];
  return key === asked || key.endsWith(`.${asked}`) || key.endsWith(`/${asked}`);
}

function listText(ask: Ask, rules: readonly WatchRule[]): string {
  const words = WORDS[ask.language];
  const lines = rules.map((rule) => {
    const done = rule.firedAt === null ? '' : words.done(firedText(ask, rule));
    return `- ${words.one(code(rule.jobKey), words.event[rule.event])}${done}`;
  });
  return [words.list(rules.length), ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}

const firedText = (ask: Ask, { firedAt, seen }: WatchRule): string =>
  WORDS[ask.language].fired(timeText(firedAt, ask.zone), seen === null ? '' : visible(seen));

/** A store that fails is told; nothing is promised that was not written. */
async function* changing(ask: Ask, work: () => Promise<readonly string[]>): Paragraphs {
  let said: readonly string[];
  try {
    said = await work();
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.code === 'INTERNAL' || fault.code === 'STOPPED') throw thrown;
    said = [WORDS[ask.language].failed(faultText(ask.language, fault.toData()))];
  }
  yield* said;
}
