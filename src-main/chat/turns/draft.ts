/** An answer in the making: what watchers have seen of it is exactly what will be stored. */
import type { Turn } from '../../../src-preload/contract/chat.ts';
import type { LiveTurn } from './liveTurn.ts';

export interface Draft {
  answer: string;
  answeredBy: Turn['answeredBy'];
  memories: Turn['memories'];
  readonly notices: readonly string[];
  say(text: string): void;
  /** Takes back what was said. */
  withdraw(): void;
  notice(text: string): void;
}

export function createDraft(live: Pick<LiveTurn, 'emit' | 'text'>, answeredBy: Turn['answeredBy']): Draft {
  const notices: string[] = [];
  return {
    answer: '',
    answeredBy,
    memories: [],
    notices,
    say(text) {
      this.answer += text;
      live.text(text);
    },
    withdraw() {
      if (this.answer === '') return;
      this.answer = '';
      live.emit({ type: 'restarted' });
    },
    notice(text) {
      notices.push(text);
      live.emit({ type: 'notice', text });
    },
  };
}
