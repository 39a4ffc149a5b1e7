/** Rules for orders: "rerun X", "cancele o Y", "libera Z". All texts are folded; `¤` stands for a name. */

import type { Action, Intent } from './question.ts';
import type { Sentence } from './rule.ts';

const POLITE = String.raw`(?:please|pls|kindly|can you|could you|would you|will you|i want (?:you )?to|i need (?:you )?to|how (?:do|can|could|to) (?:i )?|let'?s|go ahead and|por favor,?|favor|quero(?: que)?|preciso(?: que)?|voce pode|pode(?:s|ria|rias)?(?: voce)?|como (?:eu )?(?:faco (?:para|pra) |posso |puedo |hago para )?|da para|puede(?:s)?|podrias?|quiero(?: que)?|necesito(?: que)?|me|now|agora|ahora|resync,?)\s{1,4}`;
const ACTIONS: readonly (readonly [Action, string])[] = [
  [
    'rerun',
    String.raw`re-?run|restart|re-?start|run again|reexecut\w+|re-?ejecut\w+|rode (?:de novo|novamente)|rodar (?:de novo|novamente)|reinici\w+|relanc\w+|relanz\w+|rerodar|vuelve a (?:ejecutar|correr)`,
  ],
  ['cancel', String.raw`cancel|cancele|cancela|cancelar|cancelen|delete|remove|apag(?:ue|ar)|exclu(?:a|ir)|borr(?:a|ar)|elimin(?:a|ar)`],
  ['kill', String.raw`kill|abort|terminate|mat(?:e|a|ar)|derrub(?:e|ar)|abort(?:e|a|ar)|interromp\w+`],
  ['hold', String.raw`hold|put on hold|suspend|pause|segur(?:e|a|ar)|ret(?:er|enha|en|ener)|paus(?:e|a|ar)|suspend(?:a|er)|coloque em hold`],
  ['release', String.raw`release|free|liber(?:e|a|ar)|solt(?:e|a|ar)|suelt(?:a|e)`],
  [
    'submit',
    String.raw`submit|run|launch|execute|trigger|submet(?:a|er)|execut(?:e|a|ar)|rod(?:e|ar)|lanc(?:e|ar)|dispar(?:e|a|ar)|ejecut(?:a|e|ar)|lanz(?:a|ar)|enviar?`,
  ],
  ['confirm', String.raw`confirm|mark as succ\w*|confirm(?:e|a|ar)|force succ\w*`],
  ['reply', String.raw`reply|answer (?:the )?prompt|respond(?:a|e|er)?`],
  [
    'priority',
    String.raw`(?:change|set|raise|lower|increase) (?:the )?priority|(?:mud(?:e|ar)|alter(?:e|ar)|aument(?:e|a|ar)|cambi(?:a|ar)|sub(?:e|ir)|baj(?:a|ar)) (?:a |la )?prior\w+`,
  ],
  ['limit', String.raw`(?:change|set|raise|lower|increase) (?:the )?limit|(?:mud(?:e|ar)|alter(?:e|ar)|aument(?:e|a|ar)|cambi(?:a|ar)) (?:o |el )?limite`],
  ['fence', String.raw`(?:change|set|raise|lower) (?:the )?fence|(?:mud(?:e|ar)|alter(?:e|ar)|cambi(?:a|ar)|baix(?:e|ar)|baj(?:a|ar)) (?:o |el |a )?fence`],
  ['unlink', String.raw`unlink|deslig(?:ue|ar) o link`],
  ['link', String.raw`link|relink`],
  ['stop', String.raw`stop|shut ?down|par(?:e|ar)\b(?! \w+ando)|det(?:en|ener|enga)|deslig(?:ue|ar)`],
  ['start', String.raw`start|inici(?:e|a|ar)|arranc(?:a|ar)`],
];
const ACTION_RULES = ACTIONS.map(([action, verbs]) => [action, new RegExp(`^(?:${POLITE}){0,5}(?:${verbs})\\b(?!\\s*[?]?$|\\s+of\\b|\\s+code)`)] as const);

/** An order to act on the scheduler, to be refused. */
export function orderRule({ plain, names }: Sentence): Intent | null {
  const found = ACTION_RULES.find(([, pattern]) => pattern.test(plain));
  if (found === undefined) return null;
  // "Is there anything to cancel?" is no order; an order names its object or its kind.
  const hasObject =
    names.length > 0 ||
    /\b(?:jobs?|streams?|workstations?|agents?|it|this|that|all|them|todos|isso|esse|este|eso|ese|tudo|todo|prompt|trabajos?|fluxos?|flujos?)\b/.test(plain);
  return hasObject ? { kind: 'refusal', action: found[0], name: names[0] ?? null } : null;
}
