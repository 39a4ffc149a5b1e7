/** Whoever can write a job log must not be able to write what Resync knows: a memory that quotes untrusted text passes through a person. */
import type { Memory } from '../../src-preload/contract/memory.ts';
import type { FindingDraft } from './checks/check.ts';
import type { Decision } from './decideVerdict.ts';

/** Below every real doubt: in the queue these come last. */
const DOUBT = 0.3;

interface Decided {
  readonly decision: Decision;
  readonly findings: readonly FindingDraft[];
}

/**
 * The same outcome, unless it would pass a tainted memory by machine: then it asks a person.
 * Laid over every check, judge and earned autonomy, so that none of them can lift it.
 */
export function heldBack<T extends Decided>(decided: T, memory: Pick<Memory, 'isTainted' | 'origin'>): T {
  if (decided.decision.verdict !== 'pass' || !memory.isTainted || memory.origin === 'human') return decided;
  const reason = 'It was made from text that others write (a job log, a prompt, a note): nothing speaks against it, but only a person may approve it.';
  return {
    ...decided,
    decision: { verdict: 'flag', reason, doubt: DOUBT },
    findings: [
      ...decided.findings,
      { check: 'auditor', claimId: null, verdict: 'uncheckable', claimed: null, evidence: null, live: null, reason, confidence: null, calls: 'flag' },
    ],
  };
}
