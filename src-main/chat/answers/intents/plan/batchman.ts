/** "Is batchman up?": the engine's own word for it, and what that means. It is read with every question, so that it needs no tool. */
import { type Ask, translated } from '../../ask.ts';
import { visible } from '../../said/visible.ts';

const WORDS = translated({
  en: {
    up: '**batchman is up: the engine says LIVES.** Jobs whose dependencies are met can start.',
    down: (state: string) =>
      `**batchman is DOWN: the engine says ${state}.** It is the process that resolves dependencies and sets jobs free: while it is down nothing new starts, and statuses stay as they were. Jobs that run already go on, but their end is not taken note of until it lives again.`,
    next: 'A person with the right to do so starts it on the master with `conman start`, after looking into the log of batchman for why it ended. Resync changes nothing.',
    unknown: 'The engine does not say whether batchman is up: Resync cannot tell.',
  },
  'pt-BR': {
    up: '**O batchman está no ar: o engine diz LIVES.** Jobs com dependências satisfeitas podem iniciar.',
    down: (state) =>
      `**O batchman está PARADO (DOWN): o engine diz ${state}.** É o processo que resolve as dependências e libera os jobs: enquanto estiver parado nada novo inicia, e os status ficam como estavam. O que já está rodando continua, mas seu fim só é registrado quando ele voltar.`,
    next: 'Uma pessoa autorizada o inicia no master com `conman start`, depois de ver no log do batchman por que ele terminou. O Resync não altera nada.',
    unknown: 'O engine não diz se o batchman está no ar: o Resync não tem como saber.',
  },
  es: {
    up: '**batchman está activo: el motor dice LIVES.** Los jobs con dependencias satisfechas pueden arrancar.',
    down: (state) =>
      `**batchman está CAÍDO (DOWN): el motor dice ${state}.** Es el proceso que resuelve las dependencias y libera los jobs: mientras esté caído nada nuevo arranca, y los estados quedan como estaban. Lo que ya corre sigue, pero su fin no se registra hasta que vuelva.`,
    next: 'Una persona autorizada lo inicia en el master con `conman start`, después de ver en el log de batchman por qué terminó. Resync no cambia nada.',
    unknown: 'El motor no dice si batchman está activo: Resync no puede saberlo.',
  },
});

export function answerBatchman(ask: Ask): string[] {
  const words = WORDS[ask.language];
  if (ask.batchman === null) return [words.unknown];
  return ask.batchman === 'LIVES' ? [words.up] : [words.down(visible(ask.batchman)), words.next];
}
