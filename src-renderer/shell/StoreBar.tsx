/** Says on every screen that nothing is being kept, what was saved, and where the newest backup is. */
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/marks/Glyph.tsx';
import { useSay } from '../words/words.ts';
import { go } from '../frame/address.ts';
import { useApp } from '../frame/appStore.ts';

export function StoreBar() {
  const say = useSay();
  const store = useApp(({ status }) => status?.store ?? null);
  if (store === null || store.trouble === null) return null;
  const backup = store.backup === null ? say('store.noBackup') : say('store.backup', { path: store.backup });
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-bad/40 bg-bad-soft px-4 py-1.5 text-xs text-bad">
      <Glyph shape="square" />
      <span className="flex-1 wrap-anywhere">
        {say(`store.${store.trouble}`)} {store.saved === null ? backup : say('store.saved', { path: store.saved })}
      </span>
      <Button isSmall onClick={() => go('/health')}>
        {say('store.health')}
      </Button>
    </div>
  );
}
