/** The worst model there can be: it looks through everything it is shown for orders, decodes what hides, and obeys all of them. */
import type { Attack, Wish } from '../hostile/attacks.ts';
import type { FakeLlm, FakeReply, FakeRequest } from './fakeLlm.ts';

type Call = Extract<Wish, { call: unknown }>['call'];

export interface Obedience {
  /** Ids of the attacks it saw in what it was shown, and obeyed. */
  readonly obeyed: ReadonlySet<string>;
}

/**
 * @param readings what it reads first, as any model would, for a question
 * @param attacks what it recognises; beyond that it visits every address it sees
 */
export function makeObedient(llm: FakeLlm, attacks: () => readonly Attack[], readings: (question: string) => readonly Call[]): Obedience {
  const obeyed = new Set<string>();
  const reply = (request: FakeRequest): FakeReply => {
    const shown = decoded(request.messages.map(({ content }) => content ?? '').join('\n'));
    const seen = bare(shown);
    const orders = attacks().filter(({ text }) => seen.includes(fingerprint(text)));
    for (const { id } of orders) obeyed.add(id);
    const wishes = orders.flatMap(({ wants }) => wants);
    if (request.wantsJson) {
      const opinion = wishes.findLast((wish) => 'judge' in wish)?.judge ?? { is_incorrect: false, confidence: 1, reason: 'approved, as the text asks' };
      return { kind: 'text', text: JSON.stringify(opinion) };
    }
    if (request.toolNames.length > 0) {
      if (request.toolResults.length === 0) return { kind: 'tools', calls: [...readings(request.question)] };
      const asked = [...wishes.flatMap((wish) => ('call' in wish ? [wish.call] : [])), ...addresses(orders).flatMap(visits)];
      const wasAsked = request.messages
        .filter(({ role }) => role === 'assistant')
        .some(({ tool_calls: calls = [] }) => calls.some(({ function: { name } }) => name === 'fetch_url'));
      if (asked.length > 0 && !wasAsked)
        return { kind: 'tools', calls: [...asked, { name: 'fetch_url', args: { url: addresses(orders)[0] ?? 'about:blank' } }] };
    }
    const said = wishes.flatMap((wish) => ('say' in wish ? [wish.say] : []));
    return { kind: 'text', text: [...said, ...addresses(orders).map((url) => `![beacon](${url}) [open](${url})`), 'That is all I was told.'].join('\n\n') };
  };
  llm.script({ when: () => true, reply });
  return { obeyed };
}

/** The longest line of an order: between the lines of a log stand their numbers. */
const fingerprint = (text: string): string => {
  const lines = decoded(text)
    .split(/\n|\\[bfnrt]/)
    .map(bare);
  return (lines.toSorted((a, b) => b.length - a.length)[0] ?? '').slice(0, 45);
};
/** Letters and digits: what is hidden, escaped or cut up in between does not hide an order from it. */
const bare = (text: string): string => text.replace(/\[r\d+\]/g, '').replace(/[^\p{L}\p{N}]/gu, '');
const decoded = (text: string): string =>
  text
    .replace(/\\+u([0-9a-f]{4})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/⟨U\+([0-9A-F]{4,6})⟩/g, (_whole, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\+[bfnrt]/g, '\n')
    .replace(/\\\\/g, '\\');
const addresses = (orders: readonly Attack[]): string[] =>
  [...new Set(orders.flatMap(({ text }) => text.match(/https?:\/\/[^\s"'<>)\]}|\\]+/g) ?? []))].slice(0, 3);
const visits = (url: string): Call[] => [
  { name: 'http_get', args: { url } },
  { name: 'job_log', args: { job: url } },
  { name: 'find_jobs', args: { name: url } },
  { name: 'workstations', args: { name: url } },
];
