/** What the simulator answers, and the engine's refusals in its words. */

import type { AbsentValues } from '../oql/applyOql.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Parts are sent as they are made: a log may be larger than one wants to hold. */
  readonly body: string | AnswerParts;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnswerParts {
  parts(): Iterable<string | Uint8Array>;
}

export interface Ask {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** As it is read: by the right clock, without what was taken out of it. */
  readonly query: URLSearchParams;
  /** As it was sent: the links of a page repeat it. */
  readonly sentQuery: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly absentValues: AbsentValues;
  /** Parsed JSON of a v1 query; null when there was none. */
  readonly body: unknown;
  /** The instant the plan is seen at, epoch ms: the simulated time, less the mirror's lag. */
  readonly now: number;
  /** `https://host:port`, for absolute links. */
  readonly origin: string;
}

export const json = (body: unknown, status = 200): Answer => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
export const plainText = (body: string): Answer => ({ status: 200, contentType: 'text/plain; charset=utf-8', body });

/** The body of an error is not documented for v2; v1 has `messages`, and so has this. */
export const refusal = (status: number, ...messages: string[]): Answer => json({ messages }, status);

export const notFound = (what: string): Answer => refusal(404, `AWSJDB101E The ${what} cannot be found.`);
export const noSuchPath = (): Answer => refusal(404, 'The requested resource does not exist.');
export const badFilter = (why: string): Answer => refusal(400, `OQL_FILTER_SYNTAX_ERROR: ${why}`);
export const badRequest = (why: string): Answer => refusal(400, why);

/** A refusal that unwinds a handler. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('refused');
    this.answer = answer;
  }
}
