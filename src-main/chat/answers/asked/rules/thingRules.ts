/** Rules for the things beside the jobs: who holds a resource, prompts, files, one fact of a job, batchman, what is stuck, what cannot be seen yet. `¤` stands for a name. */
import type { Intent, JobFact } from '../question.ts';
import type { Rule } from './rule.ts';

const RESOURCES = /\b(?:resources?|recursos?)\b/;
const PROMPTS = /\bprompts?\b/;
const FILES = /\b(?:files?|arquivos?|archivos?|ficheros?)\b/;
/** The name belongs to the noun beside it. */
const NOUN_OF_NAME =
  /\b(?:resources?|recursos?|prompts?|files?|arquivos?|archivos?|ficheros?) (?:called |chamad[oa] |llamad[oa] )?¤|¤ (?:resource|prompt|file)\b/;
const FILE_NAME = /\/[\w.-]{1,80}(?:\/[\w.-]{1,80}){1,12}|(?<![\w.-])[\w-]{2,80}\.(?:txt|csv|dat|xml|json|zip|gz|ret|rem)(?![\w.-])/i;
const HOLDS =
  /\b(?:who|whos|who's|quem|quien(?:es)?)\b.{0,40}\b(?:hold(?:s|ing)?|has|have|got|owns?|us(?:es|ing)|segur\w+|us(?:a|an|ando)|ocup\w+|tien\w+|tem|prend\w+|retien\w+|retem|agarr\w+)\b|\b(?:what|what's|which jobs?|que jobs?|quais jobs?|o que|que) (?:is |are |esta[on]? |ta )?(?:hold(?:s|ing)|using|segurando|usando|ocupando|prendendo|reteniendo)\b/;

/** "Is LOAD_DWH waiting for a file?" is about the job: a name that the noun does not introduce comes first. */
const asked =
  (when: 'certain' | 'mentioned'): Rule =>
  ({ plain, names, raw }) => {
    const isTheirs = names.length === 0 || NOUN_OF_NAME.test(plain);
    if (when === 'certain' && !isTheirs) return null;
    const name = names[0] ?? null;
    if (PROMPTS.test(plain)) return { kind: 'prompts', name };
    if (RESOURCES.test(plain)) return { kind: 'resources', name };
    return FILES.test(plain) ? { kind: 'files', name: FILE_NAME.exec(raw)?.[0] ?? name } : null;
  };
export const certainThings = asked('certain');
const mentionedThings = asked('mentioned');
export const things: Rule = (sentence) =>
  mentionedThings(sentence) ?? (sentence.names.length === 0 && FILE_NAME.test(sentence.raw) ? { kind: 'files', name: FILE_NAME.exec(sentence.raw)![0] } : null);

export const holders: Rule = ({ plain, names }) => (names.length > 0 && HOLDS.test(plain) ? { kind: 'resources', name: names[0]! } : null);

const RUNS = /\b(?:runs?|ran|running|rod\w+|corr\w+|execut\w+|ejecut\w+)\b/;
const FACTS: readonly (readonly [JobFact, RegExp])[] = [
  ['user', /\b(?:users?|logins?|logons?|usuarios?|userids?)\b|\bruns? as\b|\b(?:who|quem|quien)(?: l[oa])? (?:runs|roda|corre|ejecuta|executa)\b/],
  [
    'workstation',
    /\b(?:where|onde|donde|which|what|qual|que|cual)\b.{0,20}\b(?:machine|server|host|agent|workstation|cpu|node|maquina|servidor|agente|estacao|estacion|nodo)\b|\b(?:where|onde|donde)\b.{0,30}\b(?:runs?|ran|running|rod\w+|corr\w+|execut\w+|ejecut\w+)\b/,
  ],
  ['priority', /\bprior(?:ity|idade|idad)\b/],
  [
    'duration',
    /\b(?:how long (?:has|did|is|was)|ha quanto tempo|hace cuanto|desde hace cuanto|cuanto (?:lleva|tardo|duro)|quanto tempo (?:levou|durou|ja|faz))\b/,
  ],
];
const POINTS_BACK = /\b(?:it|its|this|that|him|ele|ela|dele|dela|isso|esse|este|eso|ese|su|seu|sua|lo)\b|^(?:and|e|y|also|tambem|tambien)\b/;
const JOBS = /\b(?:which|what|quais|que|cuales|list|how many|quantos|cuantos) (?:os |the |los )?(?:jobs|trabajos|tarefas|tareas)\b/;

/** One thing about one job: its user, where it runs, its priority, how long it took. */
export const jobFact: Rule = ({ plain, names, workstation, stream }) => {
  if (workstation !== null || stream !== null || JOBS.test(plain)) return null;
  const facts = FACTS.flatMap(([fact, pattern]) => (pattern.test(plain) ? [fact] : []));
  const isAboutOne = names.length > 0 || POINTS_BACK.test(plain) || (facts.includes('user') && RUNS.test(plain));
  return facts.length > 0 && isAboutOne && !/\bstatus\b/.test(plain) ? { kind: 'job-fact', name: names[0] ?? null, facts } : null;
};

const WILL = /\b(?:will|won't|gonna|going to|can|could|vai|vao|ira|va a|van a|consegue|conseguira|lleg\w+|alcanz\w+|da tempo|chega\w*)\b/;
const KEEPS = /\b(?:cut-?offs?|deadlines?|(?:in|on) time|make it|prazos?|a tempo|no horario|plazos?|a tiempo|a hora|corte|slas?)\b/;
const WHEN_DONE =
  /\b(?:when will|when does|when is|what time (?:will|does)|a que horas?|que horas?|quando|cuando)\b.{0,60}\b(?:finish|ends?|done|complete|ready|termina(?:ra)?|terminar|acaba(?:ra)?|acabar|pronto|listo)\b|\b(?:eta|forecast|previsao|pronostico)\b/;
const WHEN_RUNS =
  /\b(?:when will|what time will|a que horas?|que horas?|quando|cuando)\b.{0,60}\b(?:run|start|begin|execute|roda|rodar|corre|correra|correr|inicia|iniciar|comeca|comecar|empieza|arranca|ejecuta|executa)\b/;

/** When a job will be done, and whether that is in time. */
export const forecast: Rule = ({ plain, names }) => {
  const isAsked = (WILL.test(plain) && KEEPS.test(plain)) || WHEN_DONE.test(plain) || WHEN_RUNS.test(plain);
  if (!isAsked) return null;
  if (names.length > 0) return { kind: 'critical-path', name: names[0]! };
  return WILL.test(plain) && KEEPS.test(plain) && !POINTS_BACK.test(plain) ? { kind: 'late' } : null;
};

const BATCHMAN = /\bbatchman\b/;
const IS_UP =
  /\b(?:up|down|alive|lives|running|live|status|state|stopped|dead|ok|working|is|arriba|abajo|caid[oa]|caiu|cayo|viv[oa]|no ar|fora|rodando|corriendo|de pe|parad[oa]|funcionando|funciona|estado|situacao|esta|ta|rodou|vivo|muerto|morto)\b/;
const WHAT_IS = /^(?:what(?:'s| is| are| does)|o que (?:e|significa|faz)|que (?:es|significa|hace)|define|explain|explique|explica)\b/;
const SCHEDULER_UP =
  /^(?:is|o|el|a|la|esta|ta|are) (?:the |o |el )?(?:scheduler|engine|motor|planificador|agendador|plan|plano)\b.{0,20}\b(?:up|down|alive|running|stopped|caid[oa]|parad[oa]|viv[oa]|no ar|fora do ar|corriendo|rodando|arriba|de pe)\b/;

export const batchman: Rule = ({ plain, names }) => {
  if (names.length > 0) return null;
  if (SCHEDULER_UP.test(plain)) return { kind: 'batchman' };
  return BATCHMAN.test(plain) && (!WHAT_IS.test(plain) || /\b(?:status|state|estado|situacao)\b/.test(plain)) && (IS_UP.test(plain) || plain.length < 12)
    ? { kind: 'batchman' }
    : null;
};

const PLAN_END =
  /\bjnextplan\b|\b(?:when|quando|cuando|what time|que horas?|until when|ate quando|hasta cuando)\b.{0,40}\b(?:plan|plano|production day)\b.{0,40}\b(?:end|ends|over|finish\w*|expires?|start\w*|begin\w*|termina|acaba|vence|expira|comeca|comecou|empieza|empezo|vai|va|virar?|vira)\b|\b(?:quando|cuando)\b.{0,20}\b(?:termina|acaba|vence|expira|comeca|empieza|vira)\b.{0,20}\b(?:plan|plano|dia)\b|\bplan (?:horizon|end|start)\b|\b(?:fim|fin|inicio|horizonte) d[eo]l? (?:plan|plano)\b/;
const NEXT_RUN =
  /\b(?:next (?:scheduled )?(?:runs?|time|execution|start)|runs? next|proxim[ao]s? (?:execuc\w+|ejecuc\w+|vez|corrida|rodada|inicio|dia|fecha|data)|run cycles?|ciclos? de (?:execucao|ejecucion))\b|\b(?:quando|cuando)\b.{0,40}\b(?:de novo|de nuevo|outra vez|otra vez|novamente|proxima)\b|\bwhen\b.{0,40}\bagain\b/;
const COMPARES =
  /\bcompar\w+\b|\b(?:versus|vs\.?|than|que|do que) (?:yesterday|last night|ontem|ayer|anoche|la noche anterior|a noite passada|last week)\b|\bdifferen\w+ (?:from|to|between)\b.{0,30}\b(?:yesterday|last night)\b/;
const CALENDARS = /\b(?:calendars?|calendarios?)\b/;
const NIGHTS = /\b(?:yesterday|last night|tonight|ontem|hoje|noites?|ayer|hoy|noches?|anoche|nights?|week|semana)\b/;

/** What needs readings that are not made yet: it is said, not answered with something else. */
export const unseen: Rule = ({ plain, names }) => {
  if (PLAN_END.test(plain) && !WHAT_IS.test(plain)) return { kind: 'unseen', what: 'plan-horizon', name: null };
  if (COMPARES.test(plain) && NIGHTS.test(plain)) return { kind: 'unseen', what: 'nights', name: null };
  if (NEXT_RUN.test(plain) && names.length > 0) return { kind: 'unseen', what: 'next-run', name: names[0]! };
  return CALENDARS.test(plain) && !WHAT_IS.test(plain) ? { kind: 'unseen', what: 'calendars', name: null } : null;
};

const STUCK = /\b(?:stuck|hung|hanging|frozen|trav(?:ad|ou|and)\w*|trabad\w*|atascad\w*|colgad\w*|pendurad\w*|engasg\w*|atorad\w*|congelad\w*|empacad\w*)\b/;
const ANYTHING = /\b(?:any\w*|something|some|algo|algum\w*|algun\w*|coisas?|cosas?|nada|jobs?|hay|tem|there|what|que|quais|which|everything|tudo|todo)\b/;
const QUEUED = /\b(?:en (?:la )?cola|na fila|em fila|in (?:the )?queue|queued|encolad\w*|enfileirad\w*)\b/;
const NOT_STARTING =
  /\b(?:not|n't|nao|no|sin|sem|without) (?:starting|start|launching|arranc\w+|inici\w+|comec\w+|empiez\w+|sobem|saem|rodam|corren|comienz\w+)\b/;
const NO_REASON = /\b(?:without|no|for no|sem|sin) (?:any |a |ningun |nenhum |apparent |good )?(?:reason|motivo|razon|razao|causa)\b/;
const WHY = /\b(?:why|por ?que|porque|pq)\b/;

/** What hangs: failed, ready and not started, or kept from starting for no reason of its own. */
export const stuck: Rule = ({ plain, names }): Intent | null => {
  if (names.length > 0 || WHY.test(plain) || /\b(?:streams?|fluxos?|flujos?|status|mean|significa)\b/.test(plain)) return null;
  const isStuck = STUCK.test(plain) && ANYTHING.test(plain);
  return isStuck || QUEUED.test(plain) || (NOT_STARTING.test(plain) && ANYTHING.test(plain)) || NO_REASON.test(plain) ? { kind: 'stuck' } : null;
};
