/** Reads finished turns again until the auditor has judged their claims, so that the marks appear by themselves. */
import type { TurnId } from '../../src-preload/contract/ids.ts';
import { ask } from '../bridge/remote.ts';
import { useApp } from '../frame/appStore.ts';
import { takeTurn, useChat } from './chatStore.ts';
import { hasOpenClaims } from './turns/turnView.ts';

/** A turn whose claims stay open this often is left alone until it is opened again. */
const MOST_READS = 40;
/** Only what is likely on screen. */
const NEWEST_TURNS = 4;
const SHORTEST_GAP_MS = 700;

/** Runs while the chat is shown; each status change of the core may mean a verdict. Returns its undo. */
export function refreshVerdicts(): () => void {
  const reads = new Map<TurnId, number>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const refresh = async () => {
    timer = null;
    const open = useChat
      .getState()
      .turns.slice(-NEWEST_TURNS)
      .map(({ turn }) => turn)
      .filter(hasOpenClaims);
    for (const { id } of open) {
      const count = reads.get(id) ?? 0;
      if (count >= MOST_READS) continue;
      reads.set(id, count + 1);
      const answer = await ask((core) => core.chat.turn({ turnId: id }));
      if (answer.isOk) takeTurn(answer.value);
    }
  };
  const soon = () => {
    timer ??= setTimeout(() => void refresh(), SHORTEST_GAP_MS);
  };
  soon();
  const unsubscribe = useApp.subscribe(({ status }, before) => {
    if (status !== before.status) soon();
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
