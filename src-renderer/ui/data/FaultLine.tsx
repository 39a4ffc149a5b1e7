/** A fault as a sentence, with the core's own words small behind it where they tell more. */
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import type { FaultView } from '../../bridge/fault.ts';
import { useFaultText } from '../../words/faultSay.ts';
import { visibleText } from '../text/visibleText.ts';

export function FaultLine({ fault }: { readonly fault: FaultData | FaultView }) {
  const { sentence, original } = useFaultText()(fault);
  return (
    <>
      {visibleText(sentence)}
      {original === null ? null : (
        <span lang="en" className="block text-xs text-dim">
          {visibleText(original)}
        </span>
      )}
    </>
  );
}
