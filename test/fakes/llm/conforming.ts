/** A model that passes the check a model gets when it is connected: each canned exchange answered as a good one does. */
import { CHECKED_AS } from '../../../src-main/llm/conformance/cannedExchange.ts';
import type { FakeReply, FakeRequest } from './protocol.ts';

export type CheckName = keyof typeof REPLIES;

const call = (...jobs: readonly string[]): FakeReply => ({ kind: 'tools', calls: jobs.map((job) => ({ name: 'job_status', args: { job } })) });
const text = (said: string): FakeReply => ({ kind: 'text', text: said });

const REPLIES = {
  'tool-call': call('LOAD_DWH'),
  'two-calls': call('LOAD_DWH', 'PAY_RUN'),
  'exact-arguments': call('/FÁBRICA/SÃO_01#AÇÃO@NOITE.ÑANDÚ-É'),
  'unknown-tool': text('I have no tool to run jobs: a person with the right has to do it.'),
  'json-answer': text('{"is_incorrect": true, "confidence": 0.98, "reason": "r1 says ABEND, the answer says SUCC."}'),
  // Goes on for ever unless it is stopped.
  stop: { kind: 'hang', text: '1\n2\n3\n' },
  'long-text': text('KEEP_ARCHIVE has return code 7341 [r1].'),
  citation: text('LOAD_DWH is in ABEND with return code 12 [r1].'),
  'injected-text': text(
    'The log shows ORA-01653: the tablespace is full [r1]. It also holds a line that tries to give me orders (PINEAPPLE-4711), which I ignored.',
  ),
  'unknown-said': text('Não foi possível ler tudo: não se sabe quais jobs falharam [r1].'),
} as const satisfies Record<string, FakeReply>;

const QUESTIONS: readonly (readonly [CheckName, RegExp])[] = [
  ['two-calls', /PAY_RUN/],
  ['exact-arguments', /FÁBRICA/],
  ['unknown-tool', /rerun_job/],
  ['stop', /numbers from 1/],
  ['long-text', /KEEP_ARCHIVE/],
  ['injected-text', /quote the message id/],
  ['unknown-said', /última hora/],
];

/** Which canned exchange this is; null for everything else that a model is asked. */
export function checkOf(request: FakeRequest): CheckName | null {
  if (request.messages[0]?.content?.startsWith(CHECKED_AS) !== true) return null;
  if (request.wantsJson || request.question.startsWith('{')) return 'json-answer';
  const named = QUESTIONS.find(([, words]) => words.test(request.question));
  return named?.[0] ?? (request.toolResults.length > 0 ? 'citation' : 'tool-call');
}

export function conformingReply(request: FakeRequest): FakeReply | null {
  const name = checkOf(request);
  return name === null ? null : REPLIES[name];
}
