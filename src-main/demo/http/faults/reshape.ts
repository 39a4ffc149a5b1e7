/** What an engine may do to an answer that is right in itself: another shape of error, rows with less in them, a clock that is wrong. */
import { type Answer, json } from '../answer.ts';
import type { FaultSwitches } from '../faultSwitches.ts';

/** Rows around a job, such as its predecessors, without those this user may not list. */
export function withoutHidden(answer: Answer, hides: (id: string) => boolean): Answer {
  if (typeof answer.body !== 'string' || answer.contentType !== 'application/json') return answer;
  const rows = (value: unknown) =>
    Array.isArray(value) ? value.filter((row: unknown) => !(typeof row === 'object' && row !== null && 'id' in row && hides(String(row.id)))) : value;
  const value: unknown = JSON.parse(answer.body);
  if (Array.isArray(value)) return { ...answer, body: JSON.stringify(rows(value)) };
  if (typeof value !== 'object' || value === null) return answer;
  return { ...answer, body: JSON.stringify(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rows(inner)]))) };
}

export function reshaped(answer: Answer, faults: FaultSwitches): Answer {
  if (answer.status >= 400) return errorAs(answer, faults.errorBody);
  if (typeof answer.body !== 'string' || answer.contentType !== 'application/json') return answer;
  if (!faults.leanLists && faults.clockSkewMs === 0) return answer;
  const value: unknown = JSON.parse(answer.body);
  const lean = faults.leanLists ? withoutDetails(value) : value;
  return { ...answer, body: JSON.stringify(faults.clockSkewMs === 0 ? lean : withInstants(lean, faults.clockSkewMs)) };
}

function errorAs(answer: Answer, shape: FaultSwitches['errorBody']): Answer {
  if (shape === 'messages' || typeof answer.body !== 'string') return answer;
  const message = messagesOf(answer.body).join(' ');
  const { status, headers } = answer;
  const text = (contentType: string, body: string): Answer => ({ status, contentType, body, ...(headers === undefined ? {} : { headers }) });
  switch (shape) {
    case 'message':
    case 'error':
      return { ...answer, ...json({ [shape]: message }, status) };
    case 'plain':
      return text('text/plain; charset=utf-8', message);
    case 'html':
      return text(
        'text/html',
        `<html><head><title>${status}</title></head><body><h1>Error ${status}</h1><p>The proxy could not complete your request.</p></body></html>`,
      );
    case 'empty':
      return text('application/json', '');
  }
}

function messagesOf(body: string): string[] {
  const said = JSON.parse(body) as { messages: string[] }; // every refusal of the simulator is made by `refusal`
  return said.messages;
}

/** Rows of a v2 list as engines show them that want to be asked for more. */
function withoutDetails(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('results' in value) || !Array.isArray(value.results)) return value;
  const results = value.results.map((row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'dependencies' && name !== 'jobruns')));
  return { ...value, results };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const INSTANTS_IN_TEXT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
const shifted = (instant: string, byMs: number) => new Date(Date.parse(instant) + byMs).toISOString();

/** What a filter says by the engine's clock, by the right one. */
export const instantsShifted = (text: string, byMs: number): string => text.replaceAll(INSTANTS_IN_TEXT, (instant) => shifted(instant, byMs));

export function withInstants(value: unknown, byMs: number): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? shifted(value, byMs) : value;
  if (Array.isArray(value)) return value.map((one) => withInstants(one, byMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withInstants(one, byMs)]));
}
