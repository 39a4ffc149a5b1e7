/** Plan facts in Spanish. */
import { aboutDependency, type ConditionWords, inWords, type PlanWords, type SubstatusWords, type WhoseWords } from './planWords.ts';

const who: WhoseWords = ({ kind, name }, hand) => (kind === 'job' ? hand.name(name) : `El job stream ${hand.name(name)}`);
const withCode = (returnCode: number | null) => (returnCode === null ? '' : ` con código de retorno ${returnCode}`);

const SUBSTATUS: SubstatusWords = {
  HOLD_WAITING_FOR_PREDECESSOR: 'espera a un predecesor',
  HOLD_UNEXPECTED_PREDECESSOR_CONDITION: 'espera porque un predecesor terminó en una condición inesperada',
  HOLD_WAITING_FOR_TIME: 'espera su hora',
  HOLD_WAITING_FOR_PROMPT: 'espera la respuesta a un prompt',
  HOLD_WAITING_FOR_FILE: 'espera un archivo',
  HOLD_WAITING_FOR_INPUT: 'espera una entrada',
  HOLD_PRIORITY_ZERO: 'tiene prioridad 0',
  READY_WAITING_FOR_RESOURCES: 'espera un recurso',
  READY_WAITING_FOR_LIMIT: 'espera un lugar libre dentro de un límite de jobs',
  READY_WAITING_FOR_AGENT: 'espera a su agente',
  READY_WAITING_FOR_USER_INTERVENTION: 'espera a que alguien actúe',
};

const CONDITION: ConditionWords = {
  STARTED: 'que arranque',
  SUCC: 'que termine bien',
  ABEND: 'que termine en error',
  FAIL: 'que falle al lanzarse',
  SUPPR: 'que quede fuera',
  OUTPUT: 'que cumpla una condición de salida',
};

export const spanish: PlanWords = {
  wait: {
    canceled: ({ whose }, hand) => `${who(whose, hand)} fue cancelado${whose.kind === 'job' ? ': no correrá en este plan' : ''}.`,
    running: ({ job, since }, hand) => `${hand.name(job)} está corriendo${since === null ? '' : ` desde ${hand.time(since)}`}: nada lo impide.`,
    suppressed: ({ job, status }, hand) =>
      `${hand.name(job)} fue suprimido (${hand.text(status)}): su condición no se cumplió o pasó su última hora de arranque.`,
    'will-not-run': ({ job, missed }, hand) => `${hand.name(job)} no correrá de ningún modo: ${spanish.missed(missed, hand.name(missed.on))}.`,
    ended: ({ job, status, returnCode, at }, hand) =>
      `${hand.name(job)} no espera: terminó en ${hand.text(status)}${withCode(returnCode)}${at === null ? '' : ` a las ${hand.time(at)}`}.`,
    'priority-zero': ({ whose: { kind, name } }, hand) =>
      kind === 'job'
        ? `La prioridad de ${hand.name(name)} es 0: nunca arranca hasta que alguien la suba.`
        : `La prioridad del job stream ${hand.name(name)} es 0: nada de él arranca.`,
    held: ({ job, status }, hand) => `${hand.name(job)} está retenido (${hand.text(status)}): alguien debe liberarlo.`,
    predecessor: ({ whose, target, state, hasFailed, more }, hand) => {
      const is = hasFailed ? 'terminó en' : 'está en';
      const said = state === null ? 'está en un estado que el engine no dice' : `${is} ${hand.text(state)}`;
      return `${who(whose, hand)} espera a ${hand.name(target)}, que ${said}${aboutDependency(spanish, more)}.`;
    },
    join: ({ whose, target, more }, hand) => `${who(whose, hand)} espera el join ${hand.name(target)}${aboutDependency(spanish, more)}.`,
    file: ({ whose, target, state }, hand) =>
      `${who(whose, hand)} espera el archivo ${hand.name(target)}${state === null ? '' : `, que está en "${hand.text(state)}"`}.`,
    prompt: ({ whose, target, state, text }, hand) => {
      const said = text === null ? '' : `: "${hand.text(text)}"`;
      if (state === 'answered-no') return `${who(whose, hand)} espera el prompt ${hand.name(target)}, al que se respondió no${said}.`;
      return `${who(whose, hand)} espera una respuesta al prompt ${hand.name(target)}${state === 'not-asked' ? ' (aún no preguntado)' : ''}${said}.`;
    },
    resource: ({ whose, target, more }, hand) => `${who(whose, hand)} espera el recurso ${hand.name(target)}${aboutDependency(spanish, more)}.`,
    internetwork: ({ whose, target }, hand) => `${who(whose, hand)} espera a ${hand.name(target)} en otra red.`,
    'unknown-dependency': ({ whose, target }, hand) => `${who(whose, hand)} espera algo que esta versión de Resync no conoce (${hand.name(target)}).`,
    'upstream-failed': ({ job, target, status, returnCode }, hand) =>
      `Más arriba, ${hand.name(target)} terminó en ${hand.text(status)}${withCode(returnCode)}: lo que ${hand.name(job)} espera depende de él.`,
    'start-time': ({ whose, at }, hand) => `${who(whose, hand)} solo arranca a partir de ${hand.time(at)}.`,
    workstation: ({ workstation, fact }, hand) =>
      fact === null ? `${hand.name(workstation)} no puede arrancar jobs ahora.` : inWords(spanish.workstation, fact, hand.name(workstation)),
    fence: ({ workstation, fence, job, priority }, hand) =>
      `La fence de ${hand.name(workstation)} es ${fence} y la prioridad de ${hand.name(job)} es ${priority}: no arranca hasta que baje la fence o suba la prioridad.`,
    'limit-zero': ({ workstation }, hand) => `El límite de jobs de ${hand.name(workstation)} es 0: allí no arranca nada de prioridad común.`,
    'limit-reached': ({ workstation, running, limit }, hand) => `${hand.name(workstation)} ya tiene ${running} en ejecución y su límite es ${limit}.`,
    'stream-limit': ({ stream, limit, running, job }, hand) =>
      `El límite del job stream ${hand.name(stream)} es ${limit} y ya tiene ${running} en ejecución; ${hand.name(job)} debe esperar.`,
    substatus: ({ job, substatus }, hand) => `${hand.name(job)} ${SUBSTATUS[substatus]}; el engine no dice cuál.`,
    'untold-dependencies': ({ job, count }, hand) =>
      `El engine cuenta ${count} ${count === 1 ? 'dependencia sin resolver' : 'dependencias sin resolver'} de ${hand.name(job)}, pero no dice ${count === 1 ? 'cuál' : 'cuáles'}.`,
    unexplained: ({ job, status }, hand) => `Nada de lo que Resync puede leer impide que ${hand.name(job)} arranque; su estado es ${hand.text(status)}.`,
  },
  workstation: {
    ignored: (_fact, name) => `${name} está ignorada en este plan: nada corre allí.`,
    'state-unknown': (_fact, name) => `El engine no dice en qué estado está ${name}.`,
    'not-linked': (_fact, name) => `${name} está sin enlace: sus jobs no pueden arrancar y sus logs pueden quedar fuera de alcance.`,
    'jobman-down': (_fact, name) => `${name} tiene enlace, pero su gestor de jobs no está activo: los jobs no pueden arrancar.`,
    'launching-disabled': (_fact, name) => `El arranque de jobs está deshabilitado en ${name}.`,
    'limit-zero': (_fact, name) => `El límite de jobs de ${name} es 0: solo arrancan jobs con prioridad hi o go.`,
    fence: ({ fence }, name) => `La fence de ${name} es ${fence}: los jobs con prioridad ${fence} o menor no arrancan.`,
  },
  dependency: {
    orphaned: () => 'huérfana: el predecesor nunca llegará en este plan',
    pending: () => 'pendiente: el predecesor aún no está en el plan',
    join: ({ satisfied, members, needed }) => `satisfechas: ${satisfied} de ${members}; necesarias: ${needed}`,
    resource: ({ needed, available }) => `necesita ${needed}${available === null ? '' : `, disponibles: ${available}`}`,
  },
  missed: ({ conditions }, name) =>
    conditions.length === 0 ? `sigue a ${name}, que tampoco correrá` : `pide a ${name} ${conditions.map((one) => CONDITION[one]).join(' o ')}`,
  summaryPart: {
    counts: 'los recuentos por estado',
    'failed-jobs': 'los jobs con fallo',
    'late-jobs': 'los jobs retrasados',
    'streams-in-error': 'los job streams en error',
    workstations: 'las estaciones',
    'critical-jobs': 'los jobs críticos',
    'engine-information': 'la información del engine',
  },
  partFailed: (part, why) => `No se pudo leer ${part}: ${why}`,
  partCut: (part) => `No se pudo leer hasta el final ${part}: puede haber más de lo que se muestra.`,
};
