/** What an auditor asks of the core, and the messages that carry it when the auditor is a thread. */

import type { AuditVerdict } from '../../src-preload/contract/audit.ts';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import type { EngineId, MemoryId } from '../../src-preload/contract/ids.ts';
import type { JudgeOpinion } from './decideVerdict.ts';
import type { JudgeCase } from './judge.ts';
import type { QueueTraffic } from './queue/redisConnection.ts';

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
  /** It may carry a password: handed over in memory only. */
  readonly redisUrl: string | null;
}

export type ToThread =
  | { readonly type: 'wake'; readonly settings: AuditSettings; readonly redisUrl: string | null }
  | { readonly type: 'answer'; readonly id: number; readonly value: RereadAnswer | JudgeAnswer | null }
  | { readonly type: 'stop' };

export type FromThread =
  | { readonly type: 'working'; readonly isWorking: boolean }
  | { readonly type: 'verdicts'; readonly events: readonly VerdictEvent[] }
  | { readonly type: 'trouble'; readonly message: string }
  | { readonly type: 'traffic'; readonly traffic: QueueTraffic }
  /** Whether the queue could be used just now: null, or why not. */
  | { readonly type: 'queue'; readonly fault: string | null }
  | { readonly type: 'ask-reread'; readonly id: number; readonly request: RereadRequest }
  | { readonly type: 'ask-judge'; readonly id: number; readonly input: JudgeCase };
