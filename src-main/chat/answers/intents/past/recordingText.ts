/** How far a history was recorded: without it, silence would read as "nothing happened". */
import type { Recording } from '../../../../../src-preload/contract/plan/planHistory.ts';
import { type Ask, translated } from '../../ask.ts';
import { timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    none: '**Nothing is recorded yet** for this engine: what happened before is unknown, and this is not a quiet time.',
    since: (from: string, until: string) => `Recorded from ${from} until ${until}.`,
    gaps: (list: string) => `**Not recorded**: ${list}. What happened then is unknown.`,
    gap: (from: string, until: string, why: string) => `${from} to ${until} (${why})`,
    why: {
      'not-running': 'Resync was off',
      'engine-unreachable': 'no answer of the engine',
      'reading-incomplete': 'incomplete reading',
      paused: 'recorder paused',
    },
    more: (count: number) => `and ${count} shorter ones`,
  },
  'pt-BR': {
    none: '**Nada foi gravado ainda** deste engine: o que houve antes é desconhecido, e isso não é calmaria.',
    since: (from, until) => `Gravado de ${from} até ${until}.`,
    gaps: (list) => `**Sem gravação**: ${list}. O que houve nesse tempo é desconhecido.`,
    gap: (from, until, why) => `${from} a ${until} (${why})`,
    why: {
      'not-running': 'Resync desligado',
      'engine-unreachable': 'engine sem resposta',
      'reading-incomplete': 'leitura incompleta',
      paused: 'gravador em pausa',
    },
    more: (count) => `e mais ${count} menores`,
  },
  es: {
    none: '**Aún no hay nada grabado** de este motor: lo que pasó antes es desconocido, y eso no es calma.',
    since: (from, until) => `Grabado de ${from} a ${until}.`,
    gaps: (list) => `**Sin grabación**: ${list}. Lo que pasó entonces es desconocido.`,
    gap: (from, until, why) => `${from} a ${until} (${why})`,
    why: {
      'not-running': 'Resync apagado',
      'engine-unreachable': 'motor sin respuesta',
      'reading-incomplete': 'lectura incompleta',
      paused: 'grabador en pausa',
    },
    more: (count) => `y ${count} menores más`,
  },
});
const MAX_GAPS = 4;

export function recordingText(ask: Ask, { since, until, gaps }: Recording): string {
  const words = WORDS[ask.language];
  if (since === null) return words.none;
  const time = (instant: string | null) => timeText(instant, ask.zone);
  const length = (gap: Recording['gaps'][number]) => Date.parse(gap.until) - Date.parse(gap.from);
  const longest = gaps.toSorted((a, b) => length(b) - length(a)).slice(0, MAX_GAPS);
  const list = longest.map((gap) => words.gap(time(gap.from), time(gap.until), words.why[gap.why]));
  if (gaps.length > MAX_GAPS) list.push(words.more(gaps.length - MAX_GAPS));
  return list.length === 0 ? words.since(time(since), time(until)) : `${words.since(time(since), time(until))} ${words.gaps(list.join('; '))}`;
}
