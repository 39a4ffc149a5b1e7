/** What stands in place of a view while the whole plan is not there, and above it when it is old. */
import type { ReactNode } from 'react';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import type { FaultView } from '../bridge/fault.ts';
import { lastOf } from '../bridge/remote.ts';
import { Failed, Loading, StaleBar } from '../ui/data/States.tsx';
import { readPlan, usePlan } from './planStore.ts';
import { FirstReading } from './ReadingLine.tsx';

const asView = ({ requestId, code, message, detail, retryable }: FaultData): FaultView => ({
  code,
  message,
  retryable,
  requestId: requestId ?? null,
  ...(detail === undefined ? {} : { detail }),
});

/** Why the plan is not as new as it should be; a part that is missing is told beside its age. */
function useStaleness(): FaultView | null {
  const snapshot = usePlan((state) => state.snapshot);
  if (snapshot.at === 'failed') return snapshot.fault;
  const fault = lastOf(snapshot)?.fault ?? null;
  return fault === null || fault.code === 'PARTIAL_DATA' ? null : asView(fault);
}

export function WholePlan({ children }: { readonly children: ReactNode }) {
  const state = usePlan(({ snapshot }) => lastOf(snapshot));
  const stale = useStaleness();
  const retry = () => void readPlan();
  if (state?.at === 'ready') {
    return (
      <>
        {stale === null ? null : <StaleBar fault={stale} onRetry={retry} />}
        {children}
      </>
    );
  }
  if (state?.progress) return <FirstReading progress={state.progress} />;
  if (state?.fault) return <Failed fault={asView(state.fault)} onRetry={retry} />;
  return stale === null ? <Loading /> : <Failed fault={stale} onRetry={retry} />;
}
