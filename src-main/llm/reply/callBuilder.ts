/** Puts tool calls together from their pieces: which piece belongs to which call, when ids change, indexes are missing and names come in parts. */
import { randomUUID } from 'node:crypto';
import type { ToolRequest } from '../types.ts';

export interface CallPiece {
  readonly index?: number | null | undefined;
  readonly id?: string | null | undefined;
  readonly function?: { readonly name?: string | null | undefined; readonly arguments?: unknown } | null | undefined;
}

export interface CallBuilder {
  /** @returns how many characters of arguments the piece brought. */
  add(piece: CallPiece): number;
  size(): number;
  all(): ToolRequest[];
}

interface Building {
  readonly index: number | null;
  id: string;
  name: string;
  argumentsText: string;
  readonly json: JsonProgress;
}

/** Not used before in the conversation, and of the nine characters that the strictest servers want. */
export const newCallId = () => randomUUID().replaceAll('-', '').slice(0, 9);

export function createCallBuilder(toolNames: readonly string[]): CallBuilder {
  const known = new Set(toolNames);
  const calls: Building[] = [];

  /** A piece without a name never starts a call: it goes on with one, if there is any. */
  const callFor = (index: number | null, id: string, name: string): Building | undefined => {
    const sameId = id === '' ? undefined : calls.findLast((call) => call.id === id);
    const sameIndex = index === null ? undefined : calls.findLast((call) => call.index === index);
    const isOpen = name === '' || index === null;
    return sameId ?? sameIndex ?? (isOpen ? calls.at(-1) : undefined);
  };

  /** Whether a piece with a name is of another call than the one it would go on with. */
  const isNext = (call: Building, id: string, name: string, more: string): boolean => {
    if (call.name === '') return false;
    const isOtherName = name !== call.name && !isNameGrowing(call, name);
    const isOtherId = id !== '' && call.id !== '' && id !== call.id;
    if (call.argumentsText === '') return isOtherName && (known.has(call.name) || isOtherId);
    // What has not ended goes on, whatever its id: some servers give every piece a new one, and its name again.
    if (!call.json.isWhole()) return isOtherName && isOtherId;
    return more.trimStart().startsWith('{') || isOtherName || (isOtherId && more !== '');
  };

  const isNameGrowing = (call: Building, name: string): boolean => {
    if (call.argumentsText !== '' || known.has(call.name)) return false;
    return name.startsWith(call.name) || known.size === 0 || toolNames.some((tool) => tool.startsWith(call.name + name));
  };

  const grow = (call: Building, name: string) => {
    if (call.name === '') call.name = name;
    else if (name !== call.name && isNameGrowing(call, name)) call.name = name.startsWith(call.name) ? name : call.name + name;
  };

  return {
    add(piece) {
      const index = piece.index ?? null;
      const id = piece.id ?? '';
      const name = piece.function?.name ?? '';
      const given = piece.function?.arguments ?? '';
      const more = typeof given === 'string' ? given : (JSON.stringify(given) ?? '');
      const before = callFor(index, id, name);
      const isAnother = before === undefined || (name !== '' && isNext(before, id, name, more));
      if (isAnother && name === '' && more === '') return 0;
      const call = isAnother ? { index, id, name: '', argumentsText: '', json: createJsonProgress() } : before;
      if (isAnother) calls.push(call);
      if (call.id === '') call.id = id;
      grow(call, name);
      call.argumentsText += more;
      call.json.push(more);
      return more.length;
    },
    size: () => calls.length,
    all: () => calls.map(({ id, name, argumentsText }) => ({ id: id === '' ? newCallId() : id, name, argumentsText })),
  };
}

interface JsonProgress {
  push(text: string): void;
  /** It has begun and closed all that it opened. */
  isWhole(): boolean;
}

/** Each character is looked at once, however many pieces there are. */
function createJsonProgress(): JsonProgress {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let hasBegun = false;
  return {
    push(text) {
      for (const character of text) {
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (character === '\\') isEscaped = true;
          else if (character === '"') isInString = false;
        } else if (character === '"') {
          isInString = true;
          hasBegun = true;
        } else if (character === '{' || character === '[') {
          depth++;
          hasBegun = true;
        } else if (character === '}' || character === ']') depth--;
      }
    },
    isWhole: () => hasBegun && depth <= 0 && !isInString,
  };
}
