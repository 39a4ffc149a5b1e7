/** An empty conversation: what can be asked, one click away. */
import { useSay, type Word } from '../words/words.ts';
import { askQuestion } from './chatStore.ts';

const tries: readonly Word[] = ['chat.try.failed', 'chat.try.system', 'chat.try.late', 'chat.try.ws'];

export function StartPage() {
  const say = useSay();
  return (
    <div className="mx-auto mt-auto w-full max-w-200 px-6 pb-6">
      <h2 className="text-lg font-semibold">{say('chat.startTitle')}</h2>
      <p className="mt-1 text-dim">{say('chat.startText')}</p>
      <ul className="mt-5 grid gap-px overflow-hidden rounded-md border bg-line sm:grid-cols-2">
        {tries.map((word) => (
          <li key={word} className="bg-panel">
            <button type="button" onClick={() => askQuestion(say(word))} className="h-full w-full px-3 py-2.5 text-left hover:bg-accent-soft">
              {say(word)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
