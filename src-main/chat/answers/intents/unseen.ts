/** What Resync has no reading for yet: said plainly, with what it can show instead, and never answered with something else. */
import { type Ask, translated } from '../ask.ts';
import type { Intent, Unseen } from '../asked/question.ts';
import { code } from '../said/visible.ts';

const WORDS = translated<Readonly<Record<Unseen, (name: string) => string>>>({
  en: {
    'plan-horizon': () =>
      '**Resync does not read yet when the plan begins and ends, nor whether JnextPlan has run**, so it cannot tell. `planman showinfo` on the master does. Ask “how is the system?” for the plan as it stands.',
    'next-run': (name) =>
      `**Resync does not read run cycles yet**, so it cannot tell when ${name} is scheduled next, beyond the plan of now. Ask “status of ${name}” for what this plan holds of it.`,
    nights: () =>
      '**Resync cannot compare two nights yet.** Ask “what changed since 18:00?”, `/handover` for this shift, or `/history JOB` for one job against its earlier runs.',
    calendars: () => '**Resync does not read calendars yet**, so it cannot tell what they hold.',
  },
  'pt-BR': {
    'plan-horizon': () =>
      '**O Resync ainda não lê quando o plano começa e termina, nem se o JnextPlan rodou**, então não tem como dizer. `planman showinfo` no master diz. Pergunte “como está o sistema?” para ver o plano como está.',
    'next-run': (name) =>
      `**O Resync ainda não lê os ciclos de execução**, então não tem como dizer quando ${name} está previsto de novo, além do plano de agora. Pergunte “status de ${name}” para ver o que este plano tem dele.`,
    nights: () =>
      '**O Resync ainda não compara duas noites.** Pergunte “o que mudou desde as 18h?”, `/handover` para este turno, ou `/history JOB` para um job diante de suas execuções anteriores.',
    calendars: () => '**O Resync ainda não lê calendários**, então não tem como dizer o que contêm.',
  },
  es: {
    'plan-horizon': () =>
      '**Resync aún no lee cuándo empieza y termina el plan, ni si JnextPlan corrió**, así que no puede decirlo. `planman showinfo` en el master lo dice. Pregunte “¿cómo está el sistema?” para ver el plan como está.',
    'next-run': (name) =>
      `**Resync aún no lee los ciclos de ejecución**, así que no puede decir cuándo está previsto ${name} otra vez, más allá del plan de ahora. Pregunte “estado de ${name}” para ver lo que este plan tiene de él.`,
    nights: () =>
      '**Resync aún no compara dos noches.** Pregunte “¿qué cambió desde las 18:00?”, `/handover` para este turno, o `/history JOB` para un job frente a sus ejecuciones anteriores.',
    calendars: () => '**Resync aún no lee calendarios**, así que no puede decir qué contienen.',
  },
});

export const answerUnseen = (ask: Ask, { what, name }: Extract<Intent, { kind: 'unseen' }>): string[] => [
  WORDS[ask.language][what](name === null ? '' : code(name)),
];
