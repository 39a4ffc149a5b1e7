/** Waits until the page has stopped changing. */
import type { FakeBridge } from '../../fakes/bridge/fakeBridge.ts';

/** Longer than the batches in which the page draws what streams in, and than a pause in typing counts for. */
const STILL_MS = 90;
const LONGEST_MS = 20_000;

const { performance } = globalThis;

/** @param isDone what else must hold; false after the longest wait is left to who looks at the page */
export async function settle(bridge: FakeBridge | null, isDone: () => boolean): Promise<void> {
  const began = performance.now();
  let changedAt = began;
  const observer = new MutationObserver(() => {
    changedAt = performance.now();
  });
  observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
  try {
    for (;;) {
      await bridge?.quiet();
      await new Promise((resolve) => setTimeout(resolve, 15));
      const now = performance.now();
      if (now - began > LONGEST_MS || (now - changedAt >= STILL_MS && isDone())) return;
    }
  } finally {
    observer.disconnect();
  }
}
