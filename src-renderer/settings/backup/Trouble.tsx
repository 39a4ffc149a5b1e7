/** What keeps backups from being read or made: told by the core, and nothing to try again here. */
import type { FaultData } from '../../../src-preload/contract/fault.ts';
import { FaultLine } from '../../ui/data/FaultLine.tsx';

export function Trouble({ fault }: { readonly fault: FaultData }) {
  return (
    <p role="alert" className="border-l-2 border-bad bg-bad-soft px-3 py-2 wrap-anywhere">
      <FaultLine fault={fault} />
    </p>
  );
}
