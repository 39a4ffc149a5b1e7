/** The signs that models and their servers speak to each other with: none of them is meant for a person. Pure. */

/** Begins or ends a thought: `<think>`, `<mm:think>`, `[THINK]`, `◁think▷`, `<|START_THINKING|>`. */
const THOUGHT =
  /<\|?(\/?)(?:[a-z]\w{0,19}:)?(?:ant)?(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad)\|?>|\[(\/?)THINK\]|◁(\/?)think▷|<\|(?:start|begin_of|(end|end_of))_(?:thinking|thought)\|>/gi;
/** Tokens of templates: `<|im_start|>`, `<｜tool▁calls▁begin｜>`, `<channel|>`, `[TOOL_CALLS]`, `<<SYS>>`. */
const TOKEN =
  /<\/?[|｜][^<>\n]{1,60}>|<[^<>|\n]{1,60}\|>|\[\/?(?:INST|TOOL_CALLS|TOOL_REQUEST|END_TOOL_REQUEST|TOOL_RESULTS|AVAILABLE_TOOLS|SYSTEM_PROMPT|ARGS)\]|<<\/?SYS>>/g;
/** None begins behind a letter or a dot: `List<String>` and `X.<init>` are of programs. */
const TAG = /(?:(?<![\w.])<|<(?=\/))(\/?)([a-z][\w.:-]{0,60})([\s=][^<>]{0,300})?(\/?)>/gi;
/** A server that forgot to take the last token off. */
const LAST_TOKEN =
  /(?:<\|(?:im_end|eot_id|eom_id|end|return|endoftext|end_of_text|user|observation)\|>|<｜end▁of▁sentence｜>|<end_of_turn>|<eos>|<\/s>)\s{0,20}$/;
/** The longest that a reader waits for what may become a sign. */
const LONGEST = 80;

/** What people and models put into Markdown for its looks. */
const HTML: ReadonlySet<string> = new Set(
  'a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td th thead tr tt u ul var'.split(
    ' ',
  ),
);
/** What an operator is told to fill in, or what a scheduler prints for nothing. */
const BLANKS: ReadonlySet<string> = new Set(
  'none null nil unknown empty unset blank n name job jobname stream workstation ws cpu folder date time id number value host node user file path'.split(' '),
);

export interface Mark {
  readonly kind: 'thought-begins' | 'thought-ends' | 'token' | 'tag';
  readonly at: number;
  readonly end: number;
}

/** The first sign at or after `from`; null when there is none. */
export function nextMark(text: string, from = 0): Mark | null {
  const thought = nextThought(text, from);
  // Nothing is looked at twice, however many thoughts there are: the others are looked for before the next one.
  const before = thought === null ? text : text.slice(0, thought.end);
  const others = [nextToken(before, from), nextTag(before, from)].filter((mark) => mark !== null);
  return others.reduce<Mark | null>((first, mark) => (first === null || mark.at < first.at ? mark : first), thought);
}

/** Signs of templates and thoughts: other tags may be what a text is about. */
export const hasSign = (text: string): boolean => nextThought(text, 0) !== null || nextToken(text, 0) !== null;

export function nextThought(text: string, from: number): Mark | null {
  const match = matchFrom(THOUGHT, text, from);
  if (match === null) return null;
  const isEnd = match.slice(1).some((group) => group !== undefined && group !== '');
  return { kind: isEnd ? 'thought-ends' : 'thought-begins', at: match.index, end: match.index + match[0].length };
}

function nextToken(text: string, from: number): Mark | null {
  const match = matchFrom(TOKEN, text, from);
  return match === null ? null : { kind: 'token', at: match.index, end: match.index + match[0].length };
}

function nextTag(text: string, from: number): Mark | null {
  for (let at = from; ; ) {
    const match = matchFrom(TAG, text, at);
    if (match === null) return null;
    const end = match.index + match[0].length;
    if (isControlTag(match)) return { kind: 'tag', at: match.index, end };
    at = end;
  }
}

/** A tag nobody has seen yet is control markup as well; what only looks like one is not. */
function isControlTag([, slash, name = '', rest = '']: RegExpExecArray): boolean {
  if (HTML.has(name.toLowerCase())) return false;
  // `<openjpa-2.4.1 fatal general error>` is a message, not a tag.
  if (rest.trim() !== '' && !rest.includes('=')) return false;
  const isBlank = name === name.toUpperCase() || name.split(/[-_.]/).some((part) => BLANKS.has(part.toLowerCase()));
  return slash === '/' || !isBlank;
}

/** The pattern is shared, its position is not. */
function matchFrom(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** Where a sign may have begun that the next piece completes; the length of the text when none has. */
export function beginningOfMark(text: string): number {
  const tail = Math.max(0, text.length - LONGEST);
  const angle = text.lastIndexOf('<');
  if (angle >= tail && /^<+(?:[/|｜a-z][^<>\n]*)?$/i.test(text.slice(angle))) return angle > 0 && text[angle - 1] === '<' ? angle - 1 : angle;
  const bracket = Math.max(text.lastIndexOf('['), text.lastIndexOf('◁'));
  return bracket >= tail && /^[[◁]\/?[A-Za-z_]*$/.test(text.slice(bracket)) ? bracket : text.length;
}

/** The text breaks off in the middle of a sign. */
export const endsInSign = (text: string): boolean => /<[/|｜][^<>\n]{0,60}$/.test(text.slice(-LONGEST));

export function withoutLastTokens(text: string): string {
  let left = text;
  for (let tokens = 0; tokens < 5; tokens++) {
    // Its end alone is looked at: a pattern that must reach the end tries every place before it.
    const from = Math.max(0, left.length - LONGEST);
    const match = LAST_TOKEN.exec(left.slice(from));
    if (match === null) break;
    left = left.slice(0, from + match.index);
  }
  return left;
}

export interface Span {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

const CODE = /```[\s\S]*?```|`[^`\n]{1,500}`/g;

/** Spans and fences of code that are closed: what others wrote, or what somebody is to type. */
export function codeIn(text: string): Span[] {
  return [...text.matchAll(CODE)].map((match) => ({ at: match.index, end: match.index + match[0].length, text: match[0] }));
}
