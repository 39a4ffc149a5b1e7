/** The colour of an engine, always beside its name: the name says it, the colour only helps the eye. */
import type { EngineColor } from '../../../src-preload/contract/settings.ts';

export function EngineSwatch({ color }: { readonly color: EngineColor }) {
  return <span aria-hidden="true" data-engine={color} className="inline-block size-2.5 shrink-0 rounded-xs" />;
}
