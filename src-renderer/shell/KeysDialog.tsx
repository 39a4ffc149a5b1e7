/** `?`: the keys of this screen and those that work everywhere. */
import { Kbd } from '../ui/marks/Kbd.tsx';
import { Overlay } from '../ui/Overlay.tsx';
import { useSay } from '../words/words.ts';
import { openOverlay, useApp } from '../frame/appStore.ts';
import { type KeyScope, useKeyList } from '../frame/keys.ts';

function KeyGroup({ scope, title }: { readonly scope: KeyScope; readonly title: string }) {
  const say = useSay();
  const sets = useKeyList((state) => state.sets);
  const actions = sets.filter((set) => set.scope === scope).flatMap((set) => set.actions);
  if (actions.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow mb-1">{title}</h3>
      <dl>
        {actions.map(({ keys, word }) => (
          <div key={keys} className="flex items-center justify-between gap-6 border-b py-1.5 last:border-0">
            <dt>{say(word)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function KeysDialog() {
  const say = useSay();
  const isOpen = useApp(({ overlay }) => overlay === 'keys');
  return (
    <Overlay isOpen={isOpen} onClose={() => openOverlay(null)} title={say('keys.title')}>
      <div className="grid gap-6 overflow-auto p-5 sm:grid-cols-2">
        <KeyGroup scope="here" title={say('keys.here')} />
        <KeyGroup scope="everywhere" title={say('keys.everywhere')} />
      </div>
    </Overlay>
  );
}
