/** Rules for orders: "rerun X", "cancele o Y", "pon Z en hold", "raise the limit of W to 10". All texts are folded; `¤` stands for a name. */
import type { Action, Intent } from '../question.ts';
import type { Sentence } from './rule.ts';

const POLITE = String.raw`(?:please|pls|plz|kindly|can (?:you|i|we)|could (?:you|i|we)|would you|will you|may i|i want (?:you )?to|i need (?:you )?to|just|go|how (?:do|can|could|to) (?:i )?|let'?s|go ahead and|por favor,?|favor|quero(?: que)?|preciso(?: que)?|voce pode|pode(?:s|ria|rias)?(?: voce)?|posso|puedo|como (?:eu )?(?:faco (?:para|pra) |posso |puedo |hago para )?|da (?:para|pra)|puede(?:s)?|podrias?|quiero(?: que)?|necesito(?: que)?|vamos|me|now|agora|ahora|entao|entonces|resync,?)\s{1,4}`;
const ACTIONS: readonly (readonly [Action, string])[] = [
  [
    'rerun',
    String.raw`re-?run|restart|re-?start|run again|reexecut\w+|re-?ejecut\w+|rod[ea] (?:de novo|novamente|outra vez)|rodar (?:de novo|novamente)|reinici\w+|relanc\w+|relanz\w+|rerodar|vuelv[ae] a (?:ejecutar|correr|lanzar)|volver a (?:ejecutar|correr|lanzar)`,
  ],
  ['skip', String.raw`skip|bypass|pul(?:e|a|ar)|salt(?:e|a|ar|en)|omit(?:e|a|ir)`],
  ['cancel', String.raw`cancel|cancele|cancela|cancelar|cancelen|delete|remove|apag(?:ue|a|ar)|exclu(?:a|i|ir)|borr(?:a|ar)|elimin(?:a|ar)`],
  ['kill', String.raw`kill|abort|terminate|mat(?:e|a|ar)|derrub(?:e|a|ar)|abort(?:e|a|ar)|interromp\w+`],
  ['hold', String.raw`hold|suspend|pause|segur(?:e|a|ar)|ret(?:er|enha|en|ener)|paus(?:e|a|ar)|suspend(?:a|e|er)`],
  ['release', String.raw`release|unhold|free|liber(?:e|a|ar)|solt(?:e|a|ar)|suelt(?:a|e)`],
  [
    'submit',
    String.raw`submit|run|launch|execute|trigger|submet(?:a|e|er)|execut(?:e|a|ar)|rod(?:e|a|ar)|lanc(?:e|a|ar)|dispar(?:e|a|ar)|ejecut(?:a|e|ar)|lanz(?:a|ar)|corr(?:e|er)|enviar?`,
  ],
  ['confirm', String.raw`confirm|confirm(?:e|a|ar)|force succ\w*`],
  ['reply', String.raw`reply|answer (?:the )?prompt|answer (?:yes|no)|say (?:yes|no) to|respond(?:a|e|er)?|contest(?:a|e|ar)`],
  ['unlink', String.raw`unlink|deslig(?:ue|ar) o link|desenlaz(?:a|ar)`],
  ['link', String.raw`link|relink|enlaz(?:a|ar)`],
  ['stop', String.raw`stop|shut ?down|par(?:e|a|ar)\b(?! \w+ando)|det(?:en|ener|enga)|deslig(?:ue|a|ar)`],
  ['start', String.raw`start|inici(?:e|a|ar)|arranc(?:a|ar)|sub(?:a|ir)|lig(?:ue|a|ar)`],
];
const ARTICLES = String.raw`(?:(?:the|up|o|a|os|as|el|la|job|trabajo|tarefa|agente|agent|workstation|estacao|estacion|max|maximum) ){0,3}`;
const CHANGE = String.raw`change|set|raise|lower|increase|decrease|reduce|bump|put|mud(?:e|a|ar)|alter(?:e|a|ar)|aument(?:e|a|ar|en)|cambi(?:e|a|ar)|sub(?:e|a|ir)|sob(?:e|a)|baj(?:e|a|ar)|baix(?:e|a|ar)|diminu(?:a|i|ir)|reduz(?:a|ir)?|reduc(?:e|ir)|coloc(?:a|ar)|coloque|poe|por|ponha|pon(?:er|ga)?|ajust(?:e|a|ar)|defin(?:a|e|ir)|elev(?:e|a|ar)`;
const PUT = String.raw`put|place|set|keep|leave|coloc(?:a|ar)|coloque|poe|por|ponha|pon(?:er|ga)?|met(?:e|er|a)|bot(?:a|e|ar)|dej(?:a|e|ar)|deix(?:a|e|ar)`;
/** With the object in their middle. */
const AROUND: readonly (readonly [Action, string])[] = [
  ['priority', String.raw`(?:${CHANGE}) ${ARTICLES}(?:¤ ?(?:'s )?)?prior(?:ity|idade|idad)\b`],
  ['limit', String.raw`(?:${CHANGE}) ${ARTICLES}(?:¤ ?(?:'s )?)?(?:job )?limite?\b`],
  ['fence', String.raw`(?:${CHANGE}) ${ARTICLES}(?:¤ ?(?:'s )?)?(?:job )?fence\b`],
  ['hold', String.raw`(?:${PUT}) (?:${ARTICLES}¤ )?(?:on|in|em|en|a) ?(?:hold|espera|pausa)\b`],
  [
    'confirm',
    String.raw`(?:mark|set|force|flag|marc(?:a|ar)|marque|forc(?:e|a|ar)|fuerza|${PUT}) ${ARTICLES}¤ (?:as|to|como|em|en|a|para|con)? ?(?:succ\w*|success\w*|abend|ok|done|sucesso|exito)\b`,
  ],
  [
    'rerun',
    String.raw`(?:run|start|rod(?:e|a|ar)|corr(?:e|er)|execut(?:e|a|ar)|ejecut(?:a|e|ar)|lanz(?:a|ar)) ${ARTICLES}¤ (?:again|de novo|de nuevo|novamente|otra vez|outra vez|nuevamente)\b`,
  ],
  ['release', String.raw`(?:take|tir(?:a|e|ar)|sac(?:a|ar)|quit(?:a|ar)) ${ARTICLES}¤ (?:off|out of|do|del|de) ?(?:hold|espera)\b`],
];
const AROUND_RULES = AROUND.map(([action, said]) => [action, new RegExp(`^(?:${POLITE}){0,5}(?:${said})`)] as const);
const ACTION_RULES = ACTIONS.map(([action, verbs]) => [action, new RegExp(`^(?:${POLITE}){0,5}(?:${verbs})\\b(?!\\s*[?]?$|\\s+of\\b|\\s+code)`)] as const);
const OBJECT =
  /\b(?:jobs?|streams?|workstations?|agents?|it|this|that|all|them|todos|isso|esse|este|eso|ese|tudo|todo|prompt|trabajos?|fluxos?|flujos?|limite?|fence|priority|prioridade?)\b/;
/** Present tense in a question reads like an order: "roda agora?", "corre LOAD_DWH?". */
const ASKS = /^(?:rod[ae]|corre|sobe|sube|para|roda|inicia|arranca|salta|pula|ejecuta|executa|lanza|dispara)\b.{0,80}\?$/;

/** An order to act on the scheduler, to be refused. */
export function orderRule({ plain, names }: Sentence): Intent | null {
  if (ASKS.test(plain)) return null;
  const action = [...AROUND_RULES, ...ACTION_RULES].find(([, pattern]) => pattern.test(plain))?.[0];
  if (action === undefined) return null;
  // "Is there anything to cancel?" is no order; an order names its object or its kind.
  return names.length > 0 || OBJECT.test(plain) ? { kind: 'refusal', action, name: names[0] ?? null, value: valueIn(action, plain) } : null;
}

const AMOUNT = /(?:\b(?:to|a|para|pra|em|en|at|of|de)|=|:) ?(\d{1,5}|hi|go)\b/;

/** What it is to be set to, as the person said it. */
function valueIn(action: Action, plain: string): string | null {
  if (action === 'limit' || action === 'fence' || action === 'priority') return AMOUNT.exec(plain)?.[1]?.toUpperCase() ?? null;
  if (action === 'reply') return /\b(?:no|nao|n)\b/.test(plain) ? 'NO' : 'YES';
  if (action === 'confirm') return /\b(?:abend|fail\w*|falha|fallo)\b/.test(plain) ? 'ABEND' : 'SUCC';
  return null;
}
