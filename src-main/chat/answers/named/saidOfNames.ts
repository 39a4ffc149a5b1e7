/** What is said of a name that nothing in the plan has. */
import { type Ask, translated } from '../ask.ts';
import { code } from '../said/visible.ts';
import { cite } from '../said/evidence.ts';
import type { Grounded } from './grounded.ts';
import type { Near } from './near.ts';
import type { Kind } from './thing.ts';

const WORDS = translated({
  en: {
    near: (asked: string, names: string) => `I found nothing called ${asked}. **Did you mean ${names}?**`,
    or: 'or',
    kinds: { job: 'job', stream: 'job stream', workstation: 'workstation', resource: 'resource', prompt: 'prompt', file: 'file' },
    absent: (asked: string) => `The current plan has no job, job stream or workstation called ${asked}, and no such resource, prompt or file.`,
    unread: (asked: string) => `${asked} was not among what could be read, and not everything could be read: it may still be in the plan.`,
  },
  'pt-BR': {
    near: (asked, names) => `Não encontrei nada chamado ${asked}. **Você quis dizer ${names}?**`,
    or: 'ou',
    kinds: { job: 'job', stream: 'job stream', workstation: 'estação', resource: 'recurso', prompt: 'prompt', file: 'arquivo' },
    absent: (asked) => `O plano atual não tem job, job stream nem estação com o nome ${asked}, e nenhum recurso, prompt ou arquivo assim.`,
    unread: (asked) => `${asked} não estava entre o que pôde ser lido, e nem tudo pôde ser lido: ainda pode estar no plano.`,
  },
  es: {
    near: (asked, names) => `No encontré nada llamado ${asked}. **¿Quiso decir ${names}?**`,
    or: 'o',
    kinds: { job: 'job', stream: 'job stream', workstation: 'estación', resource: 'recurso', prompt: 'prompt', file: 'archivo' },
    absent: (asked) => `El plan actual no tiene ningún job, job stream ni estación llamado ${asked}, y ningún recurso, prompt o archivo así.`,
    unread: (asked) => `${asked} no estaba entre lo que se pudo leer, y no todo se pudo leer: aún puede estar en el plan.`,
  },
});

export function didYouMean(ask: Ask, asked: string, near: readonly Near[]): string {
  const words = WORDS[ask.language];
  const names = [...new Set(near.map(({ kind, name }) => `${code(name)} (${kindText(ask, kind)})`))];
  const listed = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} ${words.or} ${names.at(-1)}`;
  return words.near(code(asked), listed);
}

const kindText = (ask: Ask, kind: Kind): string => WORDS[ask.language].kinds[kind];

export function notThere(ask: Ask, found: Extract<Grounded, { at: 'absent' | 'unread' }>): string {
  const words = WORDS[ask.language];
  if (found.at === 'absent') return `${words.absent(code(found.asked))} ${found.receipts.map(cite).join(' ')}`;
  return `${words.unread(code(found.asked))} ${cite(found.resolved.receipt)}`;
}
