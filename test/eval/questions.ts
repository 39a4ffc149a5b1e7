/** Questions asked of a kept night as a person would ask them, turn after turn, of a core of its own: what was answered, in which language, from which readings. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Turn } from '../../src-preload/contract/chat.ts';
import { inContext } from '../../src-main/chat/answers/asked/followUp.ts';
import { readQuestion } from '../../src-main/chat/answers/asked/intent.ts';
import type { Night } from '../../src-main/demo/index.ts';
import { openCore, type OpenCore } from '../../src-main/hosts/cli/core.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const asked = z.strictObject({ id: z.string(), lang: z.string(), turns: z.array(z.string()).min(1) });
type Asked = z.infer<typeof asked>;

export interface AnsweredTurn {
  readonly answer: string;
  readonly language: string;
  readonly tools: readonly string[];
  readonly claims: readonly object[];
}
export interface Answered {
  readonly id: string;
  readonly turns: readonly AnsweredTurn[];
}

/** Reads and writes JSON lines; each set of questions is a conversation. */
export async function askFile({ questions, out, night }: { readonly questions: string; readonly out: string; readonly night: Night }): Promise<number> {
  const all = readFileSync(questions, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => asked.parse(JSON.parse(line)));
  const answered = await askNight(night, all);
  writeFileSync(out, answered.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return answered.length;
}

export async function askNight(night: Night, all: readonly Pick<Asked, 'id' | 'turns'>[]): Promise<Answered[]> {
  await using directory = temporaryDirectory('resync-eval-');
  const core = await openCore({ isDemo: false, night, dataDir: directory.path, hostReason: null });
  try {
    await core.app.engines.apply();
    await core.client.health.component({ component: 'engine' });
    const answered: Answered[] = [];
    for (const { id, turns } of all) answered.push({ id, turns: await conversation(core, turns, night.atMs) });
    return answered;
  } finally {
    await core.close();
  }
}

async function conversation({ client }: OpenCore, questions: readonly string[], nowMs: number): Promise<AnsweredTurn[]> {
  let conversationId: ConversationId | undefined;
  let previous: Turn | undefined;
  const answered: AnsweredTurn[] = [];
  for (const question of questions) {
    const started = await client.chat.start({ question, ...(conversationId === undefined ? {} : { conversationId }) });
    conversationId = started.conversationId;
    for await (const event of await client.chat.watch({ turnId: started.turnId })) if (event.type === 'ended') break;
    const turn = await client.chat.turn({ turnId: started.turnId });
    const read = (text: string) => readQuestion(text, { nowMs, timeZone: null });
    answered.push({
      answer: turn.answer,
      language: inContext(read(question), previous, read).language,
      tools: turn.receipts.map(({ tool }) => tool),
      claims: turn.claims.map(({ start, end, kind, subject, claimed, observed, verdict }) => ({
        start,
        end,
        kind,
        subject,
        claimed,
        evidence: observed,
        verdict,
        by: turn.answeredBy.kind === 'rules' ? 'rules' : 'prose',
      })),
    });
    previous = turn;
  }
  return answered;
}
