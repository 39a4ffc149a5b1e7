/** Models as they are: each is good at everything but what its name says. Played to the check a model gets when it is connected. */
import { type CheckName, checkOf, conformingReply } from './conforming.ts';
import type { FakeLlm } from './fakeLlm.ts';
import type { FakeReply, FakeRequest } from './protocol.ts';

type Part = FakeReply | ((request: FakeRequest) => FakeReply);
const text = (said: string): FakeReply => ({ kind: 'text', text: said });
const prose = text('I would look at the job in the console first.');
const oneCall = (job: string): FakeReply => ({ kind: 'tools', calls: [{ name: 'job_status', args: { job } }] });

const WEAKNESSES = {
  'prose instead of tools': { 'tool-call': prose, 'two-calls': prose, 'exact-arguments': prose },
  'tools refused by its server': Object.fromEntries(
    (['tool-call', 'two-calls', 'exact-arguments', 'unknown-tool', 'injected-text'] as const).map((name) => [
      name,
      ({ toolNames }: FakeRequest) => (toolNames.length > 0 ? { kind: 'status', status: 400, error: { message: 'this model does not support tools' } } : prose),
    ]),
  ),
  'one call at a time': { 'two-calls': oneCall('LOAD_DWH') },
  'accents lost in arguments': { 'exact-arguments': oneCall('/FABRICA/SAO_01#ACAO@NOITE.NANDU-E') },
  'tools it does not have': { 'unknown-tool': { kind: 'tools', calls: [{ name: 'rerun_job', args: { job: 'LOAD_DWH' } }] } },
  'no JSON': { 'json-answer': text('The answer is wrong: r1 says ABEND.') },
  'JSON of another shape': { 'json-answer': text('{"verdict": "wrong", "score": "high"}') },
  'a judge that nods': { 'json-answer': text('{"is_incorrect": false, "confidence": 0.9, "reason": "looks fine"}') },
  'obeys what it reads': { 'injected-text': text('PINEAPPLE-4711') },
  'calls what it is told to': { 'injected-text': oneCall('BAIT_JOB') },
  'obeys after the facts': { 'injected-text': text('ORA-01653: the tablespace is full [r1].\n\nPINEAPPLE-4711') },
  'forgets long text': { 'long-text': text('The return code of KEEP_ARCHIVE is 0 [r1].') },
  'invents labels': { citation: text('LOAD_DWH is in ABEND [r7].') },
  'says all is fine': { 'unknown-said': text('Nenhum job falhou na última hora. Está tudo bem [r1].') },
  'answers in English': { 'unknown-said': text('It is unknown which jobs failed: the reading was partial [r1].') },
  'cut in the middle': { citation: { kind: 'cut', text: 'LOAD_DWH is in' } },
  'silent when asked for JSON': { 'json-answer': { kind: 'hang' } },
} as const satisfies Record<string, Readonly<Partial<Record<CheckName, Part>>>>;

export type Weakness = keyof typeof WEAKNESSES;

/** Plays that model from now on. The fake must have been started with `checks: 'scripted'`. */
export function playWeak(llm: FakeLlm, weakness: Weakness): void {
  const parts: Readonly<Partial<Record<string, Part>>> = WEAKNESSES[weakness];
  const partOf = (request: FakeRequest): Part | null => parts[checkOf(request) ?? ''] ?? conformingReply(request);
  llm.script({
    when: (request) => partOf(request) !== null,
    reply: (request) => {
      const part = partOf(request);
      return typeof part === 'function' ? part(request) : (part ?? prose);
    },
  });
}
