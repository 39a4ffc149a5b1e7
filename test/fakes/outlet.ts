/** The product's own gate, opened for wherever a test's server listens; what it tells goes to the test. */
import { createGate, type Gate, type Outlet, type Permission } from '../../src-main/base/egress/gate.ts';
import type { EgressEntry } from '../../src-preload/contract/health.ts';

export const anywhere = (): Permission => ({ origins: { has: () => true }, isUnencryptedAllowed: true });

export const silentGate = (): Gate => createGate(() => {});

export function outletFor(purpose: EgressEntry['purpose'], record: (entry: EgressEntry) => void = () => {}): Outlet {
  return createGate(record).outlet(purpose, anywhere);
}
