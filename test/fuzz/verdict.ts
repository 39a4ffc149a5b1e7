/** Whether an answer is one the product may give: typed when it refuses, as described when it does not, and silent about its insides. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { faultCodes } from '../../src-preload/contract/fault.ts';
import type { Schema } from './fromSchema.ts';
import type { Answer } from './send.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const STACK = /\n\s+at |\bat [\w.<>]+ \(|node:internal|node_modules|\.[cm]?[jt]s:\d+:\d+/;
/** The longest path of a CA file, twice, and the words around it. */
const LONGEST_REFUSAL = 5_000;

const ajv = new Ajv2020({
  strict: false,
  formats: {
    'date-time': (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
    date: /^\d{4}-\d\d-\d\d$/,
    uri: (text: string) => URL.canParse(text),
  },
});
const isRefusal = ajv.compile({
  type: 'object',
  required: ['defined', 'code', 'status', 'message', 'data'],
  additionalProperties: false,
  properties: {
    defined: { const: true },
    code: { enum: faultCodes },
    status: { type: 'integer' },
    message: { type: 'string', minLength: 1 },
    data: {
      type: 'object',
      required: ['retryable', 'requestId'],
      additionalProperties: false,
      properties: {
        retryable: { type: 'boolean' },
        detail: { type: 'string' },
        field: { type: 'string', minLength: 1, maxLength: 200 },
        requestId: { type: 'string', minLength: 1 },
      },
    },
  },
});

export interface Described {
  /** Schemas of the answer 200 by media type. */
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** @param secrets texts no answer may hold; @param places paths of this machine no refusal may hold. */
export function createVerdict({ secrets, places }: { readonly secrets: readonly string[]; readonly places: readonly string[] }) {
  const compiled = new Map<Described, ValidateFunction>();
  const inside = [root, homedir(), ...places].filter((place) => place.length > 2);

  const shownOf = (text: string) => inside.find((place) => text.includes(place)) ?? STACK.exec(text)?.[0];

  const secretIn = (text: string): string | null => {
    const secret = secrets.find((one) => text.includes(one));
    return secret === undefined ? null : `holds the secret ${secret}`;
  };

  function refusal({ status, contentType, text }: Answer): string | null {
    if (status < 400) return `an answer ${status} is neither given nor refused`;
    const body = parsed(text);
    if (!contentType.startsWith('application/json') || !isRefusal(body)) return `not the typed error: ${ajv.errorsText(isRefusal.errors)}`;
    const { code, status: said } = body as { code: string; status: number };
    if (code === 'INTERNAL') return 'an unexpected failure';
    if (said !== status) return `says ${said} and is ${status}`;
    if (text.length > LONGEST_REFUSAL) return `a refusal of ${text.length} characters`;
    const shown = shownOf(text);
    return shown === undefined ? null : `shows its insides: ${shown}`;
  }

  function given({ contentType, text }: Answer, described: Described): string | null {
    const media = contentType.split(';')[0] ?? '';
    const schema = described.content[media]?.schema;
    if (schema === undefined) return `the document knows no ${media === '' ? 'answer without a type' : media} here`;
    let validate = compiled.get(described);
    if (validate === undefined) compiled.set(described, (validate = ajv.compile(schema)));
    const bodies = media === 'text/event-stream' ? eventsOf(text) : [media === 'application/json' ? parsed(text) : text];
    for (const body of bodies) {
      if (media === 'text/event-stream' && failsUnexpectedly(body)) return 'a stream that ends in an unexpected failure';
      if (!validate(body)) return `not as described: ${ajv.errorsText(validate.errors).slice(0, 500)}`;
    }
    return null;
  }

  return {
    /** Why the answer may not be given; null when it may. `described` undefined: nothing but a refusal may be. */
    ofAnswer(answer: Answer, described: Described | undefined): string | null {
      const told = secretIn(answer.text);
      if (told !== null) return told;
      return answer.status >= 200 && answer.status < 300 && described !== undefined ? given(answer, described) : refusal(answer);
    },
    /** The same of the words of a refusal without a status around them. */
    ofWords(text: string): string | null {
      const shown = shownOf(text);
      return shown === undefined ? secretIn(text) : `shows its insides: ${shown}`;
    },
    secretIn,
  };
}

interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

/** A stream is let in before it fails: its failure is an event of its own. */
function failsUnexpectedly(body: unknown): boolean {
  const { event, data } = body as StreamEvent;
  return event === 'error' && (typeof data !== 'object' || data === null || !('code' in data) || data.code === 'INTERNAL');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whole events only: the last may have been cut. */
function eventsOf(text: string): StreamEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => block.includes('event:'))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
      return { event: field('event') ?? 'message', data: parsed(field('data') ?? '') };
    });
}
