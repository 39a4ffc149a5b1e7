/** The rules that read a question, in order: each says what it recognises, or null. All texts are folded; `¤` stands for a name. */

import { glossaryTermsIn } from '../../lore/glossary.ts';
import { orderRule } from './orderRules.ts';
import { pastRule, watchRule } from './pastRules.ts';
import type { About, Intent, Scope } from '../question.ts';
import { batchman, certainThings, forecast, holders, jobFact, stuck, things, unseen } from './thingRules.ts';
import type { Rule, Sentence } from './rule.ts';

export const WHY =
  /\b(?:why|how come|pq|por ?que|porque|motivo|causa|causou|causo|caused|reason|razao|razon|root cause|o que (?:houve|aconteceu) com|what happened (?:to|with|in)|what(?:'s| is) up with|o que (?:rolou|deu|tem) (?:com|n[oa]|em)?|que (?:le )?(?:paso|ocurrio|sucedio) (?:con|a|en)|que onda con)\b/;
const FAILURE =
  /\b(?:fail\w*|abend\w*|errors?|err(?:ed|ored)|crash\w*|broke\w*|stuck|rc|ended badly|falh\w*|erros?|quebr\w*|ca(?:iu|iram)|cay(?:o|eron)|caid[ao]s?|morreu|muri[oe]\w*|abort\w*|deu (?:pau|ruim|erro)|fall(?:o|a|an|aron|ad\w+|os|as)|error(?:es)?|romp\w*|con problemas?|com problemas?|in trouble)\b/;
export const FAILED_HARD =
  /\b(?:fail\w*|abend\w*|errors?|crash\w*|broke\w*|falh\w*|erros?|quebr\w*|ca(?:iu|iram)|abort\w*|fall(?:o|a|an|aron|ad\w+)|romp\w*)\b/;
const NOT_RUNNING =
  /\b(?:(?:not|n't|never|hasn't|isn't|didn't|doesn't|won't) (?:been |yet )?(?:run\w*|start\w*|execut\w*|launch\w*|go)|not yet|nao (?:esta |foi |vai )?(?:rod\w*|inici\w*|execut\w*|comec\w*|arranc\w*|parte)|no (?:esta |ha |se )?(?:corr\w*|arranc\w*|inici\w*|ejecut\w*|empez\w*|empiez\w*))\b/;
const WAITING =
  /\b(?:wait\w*|hold|held|holding|ready|stuck|blocked|pending|blocking|esper\w*|aguard\w*|pendente\w*|pendiente\w*|parad\w*|trav(?:ad|ou)\w*|bloquea\w*|trabad\w*|atascad\w*|detenid\w*|retid\w*|retenid\w*|segurando|prende\w*)\b/;
const IMPACT =
  /\b(?:impact\w*|affect\w*|downstream|blocked by|afet\w*|afect\w*|bloquead\w* por|happens? if|happen if|acontece se|acontece caso|pasa si|pasaria si|ocurre si|blocks|bloqueia|bloquea|consequenc\w*|consecuenc\w*)\b|\bdepend\w* (?:on|de|del|do|da|d') ?(?:the |a |o |el )?(?:job |trabajo )?¤|\bdepend\w* on (?:it|this|that)\b|\bdepende\w* d(?:ele|ela|isso|e el|e eso|e ello)\b|\b(?:block(?:ing)?) ?\?*$/;
const SUCCESSORS =
  /\b(?:success?ors?|sucessor\w*|sucesor\w*|(?:runs?|comes?|starts?|roda|vem|corre|viene|va|vai|inicia|arranca) (?:right |just |immediately |directly |logo |justo |imediatamente |inmediatamente )?(?:after|depois|despues|next)|next after)\b/;
const PREDECESSORS =
  /\b(?:predecess?ors?|predecessores|antecessor\w*|upstream|(?:runs?|comes?|roda|vem|corre|viene|va) (?:right |just |immediately |logo |justo )?(?:before|antes))\b/;
const PATH = /\bcritical path\b|\bcaminho critico\b|\b(?:camino|ruta) critic[oa]\b/;
export const LATE = /\b(?:late|delay\w*|overdue|behind schedule|behind|atras\w*|retras\w*|demor\w*)\b/;
export const CRITICAL = /\b(?:critical|critic[oa]s?|criticidade|sla)\b/;
export const LOG = /\b(?:logs?|joblog|stdlist|sysout|output|saida|salida|registro)\b/;
const WORKSTATIONS = /\b(?:workstations?|work stations?|agents?|agentes?|estac(?:ao|oes)|estacion(?:es)?|cpus|servidor(?:es)?|servers?|maquinas?|fta)\b/;
const STREAMS = /\b(?:job ?streams?|streams?|schedules?|fluxos?|flujos?)\b/;
const JOBS = /\b(?:jobs?|trabajos?|tarefas?|tareas?|process(?:os|es)|procesos|runs?)\b/;
const PROBLEM =
  /\b(?:wrong|problems?|issues?|trouble|errad[oa]|problemas?|pasa (?:con|en)|happening (?:with|on)|ha(?:vendo)? (?:com|de errado)|mal|ocorr\w+|down|offline|unlinked|fora|caid[ao]s?|desconectad\w*|unavailable)\b/;
const LISTING =
  /\b(?:which|list|show|any|how many|what|all|quais|qual|liste|listar|lista|mostre|mostra|muestra\w*|cuales|cual|que jobs|que trabajos|quantos|quantas|cuantos|cuantas|algum|alguma|algun|alguno|hay|ha|tem|existe\w*|there)\b/;
const STATUS =
  /\b(?:status|state|situacao|situacion|estado|como (?:esta|vai|anda|va|terminou|termino)|how(?:'s| is| did| was)|is|did|has|esta|terminou|termino|acabou|acabo|rodou|corrio|ran|rodando|corriendo|ejecutando|executando|running|finish\w*|end\w*|details?|detalhes?|detalles?|about|sobre|onde|donde|where|when|quando|cuando)\b/;
const SUMMARY =
  /\b(?:how(?:'s| is| are) (?:the )?(?:system|plan|things|everything|it going|we|production|night|batch|environment)|overview|summary|summari[sz]e|resumo|resumen|panorama|everything (?:ok|fine|good|running)|all (?:ok|good|fine)|tudo (?:bem|certo|ok|em ordem)|todo (?:bien|en orden|ok)|(?:como|que tal) (?:esta|vai|anda|estao|va|estan|andam)(?: [oa]s?| el| la| las| los| tudo| todo)?(?: (?:sistema|plano|plan|ambiente|entorno|produc\w+|noite|noche|coisas|cosas|batch|malha|cadena|scheduler|agora|ahora))?|(?:status|state|health|estado|situacao|situacion|saude|salud) (?:of|do|da|de|del|of the|d[eo] la?) ?(?:the |o |el |la )?(?:system|plan|plano|sistema|ambiente|entorno|scheduler|environment|night|noite|noche|batch|production|producao|produccion)|plan status|plan summary)\b/;
const DEFINE =
  /\b(?:what(?:'s| is| are| does| do)|what .{0,60} means?|meaning|define|definition|explain|difference between|o que (?:e|sao|significa|quer dizer)|que (?:es|son|significa|quiere decir)|significado|significa|defin\w+|expli(?:que|ca|car)|diferenca entre|diferencia entre|qual a diferenca|cual es la diferencia)\b/;
const THANKS = /^(?:thanks?(?: you)?|thank you|thx|cheers|obrigad[oa]|valeu|gracias|muchas gracias)\b/;
const HELP =
  /^(?:help|ajuda|ayuda|commands?|comandos?|\?)[\s?!.]*$|\b(?:what can you do|what do you do|who are you|o que voce (?:faz|pode fazer|sabe)|quem e voce|que puedes hacer|que sabes hacer|quien eres|como (?:voce|te) (?:pode|puedes?) ajudar)\b/;
const VAGUE =
  /\b(?:slow|lento|lenta|lentid\w+|devagar|demorando|weird|strange|estranho|estrano|raro|not working|doesn'?t work|nao (?:funciona|esta funcionando)|no (?:funciona|anda)|problems?|problemas?|broken|help me|ajuda-?me|me ajud\w+|ayudame|something is wrong|algo (?:errado|anda mal|esta mal|va mal)|it is down|urgent|urgente)\b/;
const RETURN_CODE =
  /\b(?:rc|return code|exit (?:code|status)|codigo de (?:retorno|saida|salida)|cod\.? retorno)\s{0,4}(?:=|:|de|of|is|e|es)?\s{0,4}(-?\d{1,5})\b/;

/** Status words people list jobs by, and what to ask the scheduler for. */
export const STATUS_LISTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:running|executing|exec|in execution|rodando|executando|em execucao|corriendo|ejecutando\w*|en ejecucion)\b/, ['RUNNING']],
  [/\b(?:held|on hold by|retid\w*|retenid\w*|segurad\w*)\b/, ['HELD']],
  [/\b(?:hold|waiting|wait|esperando|aguardando|en espera|em espera|espera)\b/, ['WAITING']],
  [/\b(?:ready|pront[oa]s?|list[oa]s para)\b/, ['READY']],
  [/\b(?:cancel+ed|cancel|cancelad\w*)\b/, ['CANCELED']],
  [/\b(?:succ|success\w*|succeeded|finished|done|completed|over|concluid\w*|terminad\w*|com sucesso|exitos\w*|con exito)\b/, ['SUCCESSFUL']],
  [/\b(?:blocked|bloquead\w*)\b/, ['BLOCKED']],
  [/\b(?:suppr\w*|suprimid\w*)\b/, ['SUPPRESS']],
  [/\b(?:undecided|indecis\w*|indecid\w*)\b/, ['UNDECIDED']],
];

const scopeOf = (sentence: Sentence): Scope => ({
  workstation: sentence.workstation,
  stream: sentence.stream ?? (sentence.workstation === null ? (sentence.names[0] ?? null) : null),
});
/** A job is asked about unless its name was introduced as something else. */
const jobNameOf = (sentence: Sentence): string | null => sentence.names[0] ?? null;
const aboutJob = (sentence: Sentence, about: About, make: (name: string) => Intent): Intent => {
  const name = jobNameOf(sentence);
  return name === null ? { kind: 'which-job', about } : make(name);
};

const thanks: Rule = ({ plain, names }) => (THANKS.test(plain) && names.length === 0 && plain.length < 60 ? { kind: 'thanks' } : null);
const help: Rule = ({ plain, names }) => (HELP.test(plain) && names.length === 0 ? { kind: 'help' } : null);

const returnCode: Rule = ({ plain, names }) => {
  const code = RETURN_CODE.exec(plain)?.[1];
  if (code === undefined) return null;
  const name = names[0];
  return name === undefined ? { kind: 'definition', terms: [`rc ${code}`] } : { kind: 'return-code', name, code: Number(code) };
};

const definition: Rule = ({ plain, names, raw }) => {
  if (names.length > 0 || !DEFINE.test(plain) || SUMMARY.test(plain) || LISTING.test(plain.replace(/\bwhat\b|\bqual\b|\bcual\b/g, '')) || WHY.test(plain))
    return null;
  const terms = glossaryTermsIn(raw, plain);
  return terms.length === 0 ? null : { kind: 'definition', terms };
};

const impact: Rule = (sentence) => {
  const { plain } = sentence;
  const isCondition = /\b(?:if|se|si)\b/.test(plain) && sentence.names.length > 0 && LATE.test(plain);
  if (PATH.test(plain)) return aboutJob(sentence, 'critical-path', (name) => ({ kind: 'critical-path', name }));
  if (PREDECESSORS.test(plain)) return aboutJob(sentence, 'predecessors', (name) => ({ kind: 'predecessors', name }));
  if (SUCCESSORS.test(plain)) return aboutJob(sentence, 'successors', (name) => ({ kind: 'successors', name }));
  if (!IMPACT.test(plain) && !isCondition) return null;
  // "Which jobs are blocked?" names no job and asks for a list.
  return sentence.names.length === 0 && /\bblocks\b|\bbloquea\b/.test(plain) ? null : aboutJob(sentence, 'impact', (name) => ({ kind: 'impact', name }));
};

const why: Rule = (sentence) => {
  const { plain } = sentence;
  if (!WHY.test(plain)) return null;
  const isWaiting = NOT_RUNNING.test(plain) || (WAITING.test(plain) && !FAILED_HARD.test(plain)) || LATE.test(plain);
  if (sentence.workstation !== null && PROBLEM.test(plain)) return { kind: 'wrong-with', name: sentence.workstation };
  if (isWaiting) return aboutJob(sentence, 'waiting', (name) => ({ kind: 'why', name, hint: 'waiting' }));
  if (FAILURE.test(plain) || sentence.names.length > 0) return aboutJob(sentence, 'failed', (name) => ({ kind: 'why', name, hint: 'failed' }));
  return null;
};

const log: Rule = (sentence) => {
  if (!LOG.test(sentence.plain)) return null;
  const quoted = /["“'`]([^"“”'`]{2,80})["”'`]/.exec(sentence.raw)?.[1] ?? null;
  return aboutJob(sentence, 'log', (name) => ({ kind: 'log', name, search: quoted === name ? null : quoted }));
};

const waiting: Rule = (sentence) => {
  const { plain, names } = sentence;
  const isAboutOne =
    names.length > 0 &&
    sentence.workstation === null &&
    (WAITING.test(plain) || NOT_RUNNING.test(plain) || /¤ depend\w* (?:on|de)|de que depende|depend\w{0,9} (?:on )?\?{0,9}$/.test(plain));
  // "Jobs on AGT_FX that are waiting" are many.
  if (/\bjobs? (?:on|in|at|of|no|na|em|en|da|do|de|del) ¤/.test(plain)) return null;
  return isAboutOne && !(STREAMS.test(plain) && JOBS.test(plain.replace(STREAMS, ''))) ? { kind: 'why', name: names[0]!, hint: 'waiting' } : null;
};

const wrongWith: Rule = ({ plain, names, workstation }) =>
  names.length > 0 && PROBLEM.test(plain) && !FAILED_HARD.test(plain) ? { kind: 'wrong-with', name: workstation ?? names[0]! } : null;

const failures: Rule = (sentence) => {
  const { plain, names } = sentence;
  if (!FAILURE.test(plain)) return null;
  // "Did LOAD_DWH fail?" is about one job; "which jobs failed in DWH_NIGHT?" about a stream.
  const isAboutOne =
    names.length > 0 &&
    sentence.stream === null &&
    sentence.workstation === null &&
    !LISTING.test(plain.replace(/\bwhat\b/, '')) &&
    !JOBS.test(plain.replace(/\bjob ¤/g, ''));
  if (isAboutOne) return { kind: 'job-status', name: names[0]! };
  if (STREAMS.test(plain) && !JOBS.test(plain.replace(STREAMS, '')) && names.length === 0)
    return { kind: 'streams', name: null, statuses: ['ABEND', 'ERROR', 'STUCK'] };
  return { kind: 'failures', window: sentence.window, scope: scopeOf(sentence) };
};

const lateOrCritical: Rule = ({ plain, names }) => {
  if (names.length > 0) return LATE.test(plain) || CRITICAL.test(plain) ? { kind: 'job-status', name: names[0]! } : null;
  if (CRITICAL.test(plain)) return { kind: 'critical' };
  return LATE.test(plain) ? { kind: 'late' } : null;
};

const HOW_MANY = /\b(?:how many|number of|count of|quant[oa]s|cuant[oa]s|quantidade|cantidad)\b/;
const jobList: Rule = (sentence) => {
  const { plain } = sentence;
  const meant = STATUS_LISTS.flatMap(([pattern, statuses]) => (pattern.test(plain) ? [statuses] : []));
  const asks = HOW_MANY.test(plain) ? 'count' : 'list';
  const isScoped = (sentence.workstation ?? sentence.stream) !== null;
  const isAboutJobs = JOBS.test(plain.replace(/\bjob ?streams?\b/g, '').replace(/\bjobs? ¤/g, '')) || (LISTING.test(plain) && meant.length > 0);
  if (!isAboutJobs || (meant.length === 0 && !isScoped && !(LISTING.test(plain) && sentence.names.length > 0))) return null;
  if (sentence.names.length > 0 && !isScoped && !LISTING.test(plain)) return null;
  const ofStatus = (statuses: readonly string[]): Intent => ({ kind: 'jobs', window: sentence.window, scope: scopeOf(sentence), statuses, asks });
  return asks === 'count' && meant.length > 1 ? { kind: 'several', parts: meant.map(ofStatus) } : ofStatus(meant[0] ?? []);
};

const workstations: Rule = ({ plain, names, workstation }) =>
  WORKSTATIONS.test(plain) && (workstation !== null || names.length <= 1)
    ? { kind: 'workstations', name: workstation ?? names[0] ?? null, onlyProblems: PROBLEM.test(plain) && names.length === 0 }
    : null;

const streams: Rule = ({ plain, names, stream }) => {
  if (!STREAMS.test(plain)) return null;
  const statuses = STATUS_LISTS.find(([pattern]) => pattern.test(plain))?.[1] ?? [];
  return { kind: 'streams', name: stream ?? names[0] ?? null, statuses };
};

const summary: Rule = ({ plain, names }) => (names.length === 0 && SUMMARY.test(plain) ? { kind: 'summary' } : null);
const vague: Rule = ({ plain, names }) => (names.length === 0 && VAGUE.test(plain) ? { kind: 'vague' } : null);
const status: Rule = ({ plain, names }) =>
  names.length > 0 && (STATUS.test(plain) || plain.replace(/[^a-z¤]/g, '').length < 30) ? { kind: 'job-status', name: names[0]! } : null;

export const RULES: readonly Rule[] = [
  thanks,
  help,
  watchRule,
  orderRule,
  unseen,
  batchman,
  definition,
  returnCode,
  forecast,
  holders,
  impact,
  stuck,
  why,
  log,
  jobFact,
  pastRule,
  wrongWith,
  certainThings,
  waiting,
  failures,
  lateOrCritical,
  jobList,
  things,
  workstations,
  streams,
  summary,
  vague,
  status,
];
