/** Which components React has drawn, as its developer tools would be told. Imported before React, which looks for them as it loads. */

interface Fiber {
  readonly type: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

declare global {
  /** Components by their names; each module of the page adds its own. */
  var galleryComponents: Map<unknown, string> | undefined;
  interface Window {
    galleryDrawn?: readonly string[];
  }
}

const names = new Map<unknown, string>();
const drawn = new Set<string>();
globalThis.galleryComponents = names;

function walk(fiber: Fiber | null): void {
  for (let at = fiber; at !== null; at = at.sibling) {
    const name = names.get(at.type);
    if (name !== undefined) drawn.add(name);
    walk(at.child);
  }
}

const developerTools = {
  supportsFiber: true,
  inject: () => 1,
  onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => walk(root.current),
  onCommitFiberUnmount: () => undefined,
};
Object.defineProperty(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', { value: developerTools });

export const drawnComponents = (): readonly string[] => [...drawn];
