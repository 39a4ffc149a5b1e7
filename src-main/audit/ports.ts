/** What an auditor asks of the core, and what its thread and the core serve to each other. */

import type { AuditVerdict } from '../../src-preload/contract/review/audit.ts';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import type { EngineId, MemoryId } from '../../src-preload/contract/ids.ts';
import type { JudgeOpinion } from './decideVerdict.ts';
import type { JudgeCase } from './judge.ts';

/** A receipt's call, to be made again past every cache. */
export interface RereadRequest {
  /** The engine the receipt came from: another engine's answer would be no evidence. */
  readonly engineId: EngineId | null;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface RereadAnswer {
  readonly outcome: 'ok' | 'partial' | 'failed';
  readonly data: unknown;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly observedAt: string;
  readonly planId: string | null;
  /** What failed, or what is missing. */
  readonly fault: FaultData | null;
}

export type JudgeAnswer =
  | { readonly at: 'no-judge' }
  | { readonly at: 'opinion'; readonly opinion: JudgeOpinion }
  | { readonly at: 'failed'; readonly why: string }
  /** It was not asked: it failed too often of late. */
  | { readonly at: 'resting'; readonly delayMs: number }
  /** Asked as often as an hour allows. */
  | { readonly at: 'spent'; readonly delayMs: number };

export interface AuditPorts {
  /** null when the scheduler cannot be asked: the audit then rests on the receipts alone. */
  readonly reread: (request: RereadRequest) => Promise<RereadAnswer | null>;
  readonly judge: (input: JudgeCase) => Promise<JudgeAnswer>;
}

export interface AuditSettings {
  readonly isEnabled: boolean;
  readonly rejectAbove: number;
  readonly flagAbove: number;
}

export interface VerdictEvent {
  readonly memoryId: MemoryId;
  readonly verdict: AuditVerdict;
}

export interface AuditThreadData {
  readonly databasePath: string;
  readonly workerName: string;
  readonly settings: AuditSettings;
  readonly teamQueue: TeamQueue | null;
  /** Where the core's time stands still, verdicts are dated by that instant. */
  readonly standsAtMs?: number | undefined;
}

/** The team's Redis, and whether it may be connected to now. */
export interface TeamQueue {
  /** It may carry a password: handed over in memory only. */
  readonly url: string;
  readonly isUnencryptedAllowed: boolean;
  /** Why nothing may be sent there; null when it may. */
  readonly refusal: FaultData | null;
}

/** What the auditor's thread serves. */
export interface AuditSide {
  /** A hint that there is work or that settings changed; the table is the truth. */
  wake(settings: AuditSettings, teamQueue: TeamQueue | null): void;
  /** Resolves when the running examination has ended, and what it told has arrived. */
  stop(): Promise<void>;
}

/** What the core serves to the auditor's thread. */
export interface AuditCore {
  reread(request: RereadRequest): Promise<RereadAnswer | null>;
  judge(input: JudgeCase): Promise<JudgeAnswer>;
  working(isWorking: boolean): void;
  verdicts(events: readonly VerdictEvent[]): void;
  trouble(message: string): void;
  traffic(entry: EgressEntry): void;
  /** Whether the queue could be used just now: null, or why not. */
  queue(fault: string | null): void;
}
