/** A simulated night that was recorded for its last hours, and the deterministic answerer over it: real client, real tools, real recorder. */
import { evidenceOf } from '../../../src-main/audit/checks/evidence.ts';
import { runChecks } from '../../../src-main/audit/checks/runChecks.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { PreviousTurn, ToolCall } from '../../../src-main/chat/answerPort.ts';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { extractClaims } from '../../../src-main/chat/claims/extract.ts';
import { createReceiptBook } from '../../../src-main/chat/receiptBook.ts';
import type { Watching } from '../../../src-main/chat/tools/recordedPast.ts';
import { createTools, type Tools } from '../../../src-main/chat/tools/tools.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src-main/demo/simulator.ts';
import { createArchiveReads } from '../../../src-main/plan/record/archiveReads.ts';
import { createRecordReads } from '../../../src-main/plan/record/reads.ts';
import { createRecorder } from '../../../src-main/plan/record/recorder.ts';
import { createRecordClient } from '../../../src-main/plan/record/thread/recordClient.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { clientDeps } from '../engine/engineClient.ts';
import { readsOver } from './livePlan.ts';
import { createPolledPlan } from './polledPlan.ts';
import { openTestStore } from '../store.ts';

export interface Answered {
  readonly question: string;
  readonly answer: string;
  readonly receipts: Receipt[];
}
export interface AskedPlan {
  readonly simulator: Simulator;
  readonly watching: Watching;
  readonly tools: Tools;
  /** Epoch ms from which on everything was recorded. */
  readonly recordedFromMs: number;
  ask(question: string, previous?: PreviousTurn): Promise<Answered>;
  /** What the auditor's checks have against an answer; empty: nothing. */
  complaints(answered: Answered): unknown[];
  close(): Promise<void>;
}

const STEP_MS = 15 * 60_000;

/** @param recordedMs how long before the start of the night's clock the recorder began */
export async function startAskedPlan(options: SimulatorOptions, recordedMs = 2 * 3_600_000): Promise<AskedPlan> {
  const simulator = await startSimulator({ ...options, clock: { ...options.clock, speed: 0 } });
  const engine = { id: 'eng_1', name: 'SIM', isDemo: true, timeZone: simulator.plan.timeZone };
  const client = createTwsClient(
    clientDeps(simulator, {
      clock: simulator.clock,
      connectTimeoutMs: 5_000,
      requestTimeoutMs: 20_000,
      logTimeoutMs: 20_000,
      credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    }),
  );
  const opened = await openTestStore();
  const log = createSilentLog();
  const store = createRecordClient({ databasePath: opened.path, log });
  const settings = { ...settingsSchema.parse({}).recorder, intervalS: STEP_MS / 1000 };
  const shared = { store, engine: () => engine, settings: () => settings, clock: simulator.clock };
  const workstations = () => client.workstations({ limit: 1_000 }, { why: 'test', maxAgeMs: 0 });
  const recorder = createRecorder({
    ...shared,
    plan: createPolledPlan(
      () => client,
      () => engine.id,
    ),
    workstations,
    archive: createArchiveReads(() => client),
    tell: () => {},
    onReading: () => {},
    log,
  });
  const past = createRecordReads({ ...shared, workstations, openDoubts: () => ({ total: 0, newest: [] }), approvedSince: () => [] });
  simulator.clock.advance(-recordedMs);
  const recordedFromMs = simulator.clock.now();
  await recorder.readNow();
  for (let passed = 0; passed < recordedMs; passed += STEP_MS) {
    simulator.clock.advance(STEP_MS);
    await recorder.readNow();
  }
  const { live, reads: plan } = readsOver(client, { engine, clock: simulator.clock });
  const tools = createTools({ plan, past });

  return {
    simulator,
    watching: past,
    tools,
    recordedFromMs,
    async ask(question, previous) {
      const { signal } = new AbortController();
      const book = createReceiptBook({
        turnId: 'trn_1' as Receipt['turnId'],
        isDemo: true,
        tools,
        signal,
        clock: systemClock,
        save: () => {},
        onStarted: () => {},
        onEnded: () => {},
      });
      const call: ToolCall = async (tool, args) => {
        const { receipt } = await book.call(tool, args);
        // The tools parsed the data with the schema of this tool.
        return { receipt, result: receipt.data as never };
      };
      const batchman = await plan.batchman({ why: 'test', maxAgeMs: 0 });
      let answer = '';
      const { timeZone } = engine;
      const engineNowMs = simulator.clock.now();
      const asked = readQuestion(question, { nowMs: engineNowMs, timeZone });
      const input = { asked, memories: [], call, engineNowMs, timeZone, watching: past, previous, batchman, signal };
      for await (const piece of answerByRules(input)) answer += piece;
      return { question, answer, receipts: book.all() };
    },
    complaints({ question, answer, receipts }) {
      const claims = extractClaims({ answer, question, receipts }).map((claim, index) => ({ ...claim, id: `clm_${index}` as never }));
      const evidence = receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
      const findings = runChecks(claims, { question, origin: 'rules', evidence, live: new Map(), support: [], recalled: [] });
      return findings.filter(({ calls, verdict }) => calls !== 'nothing' || verdict === 'contradicted').map((finding) => ({ question, ...finding }));
    },
    async close() {
      await live.close();
      await recorder.stop();
      await store.close();
      await client.close();
      await simulator.close();
      await opened[Symbol.asyncDispose]();
    },
  };
}
