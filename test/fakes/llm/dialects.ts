/** How families of models and their servers write thoughts, channels and tool calls: as seen in the wild, about one job. */

/** Server-sent events of these deltas, ended by this reason; null: the stream ends without one and without its end mark. */
export function eventsOf(deltas: readonly object[], finish: string | null = 'stop'): string[] {
  const chunk = (choice: object) => `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`;
  const said = deltas.map((delta) => chunk({ delta }));
  return finish === null ? said : [...said, chunk({ delta: {}, finish_reason: finish }), 'data: [DONE]\n\n'];
}

/** The answer with a thought before it, cleaned by a clear rule. */
export const THOUGHTS: Readonly<Record<string, (thought: string, answer: string) => string>> = {
  'a closing tag only (Qwen, GLM, DeepSeek)': (thought, answer) => `${thought}\n</think>\n\n${answer}`,
  'both tags': (thought, answer) => `<think>${thought}</think>\n${answer}`,
  'THINK in brackets (Mistral)': (thought, answer) => `[THINK]${thought}[/THINK]${answer}`,
  'mm:think (MiniMax)': (thought, answer) => `<mm:think>${thought}</mm:think>${answer}`,
  'thought (Gemini)': (thought, answer) => `<thought>${thought}</thought>${answer}`,
  'seed:think (Seed)': (thought, answer) => `<seed:think>${thought}</seed:think>${answer}`,
  'a prefix nobody has seen': (thought, answer) => `<zz9:thinking>${thought}</zz9:thinking>${answer}`,
  'triangles (Kimi)': (thought, answer) => `◁think▷${thought}◁/think▷${answer}`,
  'START_THINKING (Command)': (thought, answer) => `<|START_THINKING|>${thought}<|END_THINKING|>${answer}`,
  'channels (gpt-oss)': (thought, answer) => `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
  'channels, the first sign taken off': (thought, answer) => `analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
  'channels, closed': (thought, answer) => `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${answer}<|return|>`,
  'a last token left on': (_thought, answer) => `${answer}<|im_end|>`,
};

/** What no rule makes an answer of. */
export const NO_ANSWERS: Readonly<Record<string, (thought: string, answer: string) => string>> = {
  'a tag nobody has seen': (thought, answer) => `<ponder>${thought}</ponder>${answer}`,
  'such a tag, closed only': (thought, answer) => `${thought}</inner.voice>\n${answer}`,
  'such a tag, opened only': (thought, answer) => `${answer}\n<musing>${thought}`,
  'a thought that never ends': (thought, answer) => `${answer} <think>${thought}`,
  'a thought and nothing else': (thought) => `<think>${thought}</think>`,
  'a closing tag at the end': (thought) => `${thought}</think>`,
  'channels without a final one': (thought) => `<|channel|>analysis<|message|>${thought}<|end|>`,
  'channels without their tokens': (thought) => `analysis${thought.replace(/^./, (letter) => letter.toUpperCase())}`,
  'a turn of the template': (thought, answer) => `${answer}<|im_end|>\n<|im_start|>user\n${thought}`,
  'a channel of Gemma': (thought, answer) => `<|channel>thought\n${thought}<channel|>${answer}`,
  'data instead of prose': (_thought, answer) => JSON.stringify({ answer }),
  'dots and blanks': () => ' . . . \n\n ...',
};

interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, string>>;
}

/** A call written as text. */
export const CALLS_AS_TEXT: Readonly<Record<string, (call: Call) => string>> = {
  GLM: ({ tool, args }) =>
    `<tool_call>${tool}\n${Object.entries(args)
      .map(([key, value]) => `<arg_key>${key}</arg_key>\n<arg_value>${value}</arg_value>`)
      .join('\n')}\n</tool_call>`,
  Kimi: ({ tool, args }) =>
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.${tool}:0<|tool_call_argument_begin|>${JSON.stringify(args)}<|tool_call_end|><|tool_calls_section_end|>`,
  'DeepSeek R1': ({ tool, args }) =>
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>${tool}\n\`\`\`json\n${JSON.stringify(args)}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  'DeepSeek V3.1': ({ tool, args }) =>
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>${tool}<｜tool▁sep｜>${JSON.stringify(args)}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  'DeepSeek V3.2': ({ tool, args }) =>
    `<｜DSML｜function_calls>\n<｜DSML｜invoke name="${tool}">\n${Object.entries(args)
      .map(([key, value]) => `<｜DSML｜parameter name="${key}" string="true">${value}</｜DSML｜parameter>`)
      .join('\n')}\n</｜DSML｜invoke>\n</｜DSML｜function_calls>`,
  invoke: ({ tool, args }) =>
    `<function_calls>\n<invoke name="${tool}">\n${Object.entries(args)
      .map(([key, value]) => `<parameter name="${key}">${value}</parameter>`)
      .join('\n')}\n</invoke>\n</function_calls>`,
  Hermes: ({ tool, args }) => `<tool_call>\n${JSON.stringify({ name: tool, arguments: args })}\n</tool_call>`,
  'Qwen Coder': ({ tool, args }) =>
    `<tool_call>\n<function=${tool}>\n${Object.entries(args)
      .map(([key, value]) => `<parameter=${key}>\n${value}\n</parameter>`)
      .join('\n')}\n</function>\n</tool_call>`,
  'Llama function': ({ tool, args }) => `<function=${tool}>${JSON.stringify(args)}</function>`,
  Mistral: ({ tool, args }) => `[TOOL_CALLS]${tool}[ARGS]${JSON.stringify(args)}`,
  'gpt-oss commentary': ({ tool, args }) =>
    `<|channel|>analysis<|message|>I need its log.<|end|><|start|>assistant<|channel|>commentary to=functions.${tool} <|constrain|>json<|message|>${JSON.stringify(args)}<|call|>`,
  'bare JSON': ({ tool, args }) => JSON.stringify({ name: tool, arguments: args }),
  'JSON with a prefixed name': ({ tool, args }) => JSON.stringify({ name: `functions.${tool}`, parameters: args }),
  fence: ({ tool, args }) => `\`\`\`json\n${JSON.stringify({ name: tool, arguments: args })}\n\`\`\``,
  'after a thought': ({ tool, args }) => `Let me look.</think>\n<tool_call>${JSON.stringify({ name: tool, arguments: args })}</tool_call>`,
};

type Piece = { readonly index?: number; readonly id?: string; readonly function?: { readonly name?: string | null; readonly arguments?: unknown } };
const inPieces = (...calls: readonly Piece[]): object[] => calls.map((call) => ({ tool_calls: [call] }));

/** One call of `find_jobs` for failed jobs, at most 3 of them, in pieces as servers cut them. */
export const CALL_STREAMS: Readonly<Record<string, readonly object[]>> = {
  'as OpenAI does': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '' } },
    { index: 0, function: { arguments: '{"statuses":["ER' } },
    { index: 0, function: { arguments: 'ROR"],"limit":3}' } },
  ),
  'a new id on every piece': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '' } },
    { index: 0, id: 'b', function: { arguments: '{"statuses":["ERROR"],' } },
    { index: 0, id: 'c', function: { arguments: '"limit":3}' } },
  ),
  'a new id and the name on every piece': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":' } },
    { index: 0, id: 'b', function: { name: 'find_jobs', arguments: '["ERROR"],"limit":3}' } },
    { index: 0, id: 'c', function: { name: 'find_jobs', arguments: '' } },
  ),
  'a new id and a new index on every piece': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '' } },
    { index: 1, id: 'b', function: { name: null, arguments: '{"statuses":["ERROR"],' } },
    { index: 2, id: 'c', function: { name: '', arguments: '"limit":3}' } },
  ),
  'no index, no id': inPieces(
    { function: { name: 'find_jobs' } },
    { function: { arguments: '{"statuses":["ERROR"],' } },
    { function: { arguments: '"limit":3}' } },
  ),
  'the name in pieces': inPieces(
    { index: 0, id: 'a', function: { name: 'find_' } },
    { index: 0, function: { name: 'jobs', arguments: '{"statuses":["ERROR"],"limit":3}' } },
  ),
  'the name growing': inPieces(
    { index: 0, id: 'a', function: { name: 'find_' } },
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"],"limit":3}' } },
  ),
  'arguments before the name': inPieces(
    { index: 0, id: 'a', function: { arguments: '{"statuses":["ERROR"],' } },
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '"limit":3}' } },
  ),
  'arguments encoded twice': inPieces({ index: 0, id: 'a', function: { name: 'find_jobs', arguments: JSON.stringify('{"statuses":["ERROR"],"limit":3}') } }),
  'arguments sent twice': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"],"limit":3}' } },
    { index: 0, id: 'a', function: { arguments: '{"statuses":["ERROR"],"limit":3}' } },
  ),
  'the whole call sent twice': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"],"limit":3}' } },
    { index: 1, id: 'b', function: { name: 'find_jobs', arguments: '{"limit":3,"statuses":["ERROR"]}' } },
  ),
  'null for what is optional': inPieces({
    index: 0,
    id: 'a',
    function: { name: 'find_jobs', arguments: { name: null, stream: null, statuses: ['ERROR'], limit: 3, is_late: null } },
  }),
  'numbers and arrays as strings': inPieces({ index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":"[\\"ERROR\\"]","limit":"3"}' } }),
  'one word for an array': inPieces({ index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":"ERROR","limit":3}' } }),
  'a prefixed name': inPieces({ index: 0, id: 'a', function: { name: 'functions.find_jobs', arguments: '{"statuses":["ERROR"],"limit":3}' } }),
  'a name with its channel': inPieces({
    index: 0,
    id: 'a',
    function: { name: 'find_jobs<|channel|>commentary', arguments: '{"statuses":["ERROR"],"limit":3}' },
  }),
  'arguments in a wrapper': inPieces({ index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"arguments":{"statuses":["ERROR"],"limit":3}}' } }),
};

/** Two calls: the failed jobs, and the late ones. */
export const TWO_CALL_STREAMS: Readonly<Record<string, readonly object[]>> = {
  'one after the other, no index, no id': inPieces(
    { function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"]}' } },
    { function: { name: 'find_jobs', arguments: '{"is_late":true}' } },
  ),
  'in pieces, no index, no id': inPieces(
    { function: { name: 'find_jobs', arguments: '{"statuses":' } },
    { function: { arguments: '["ERROR"]}' } },
    { function: { name: 'find_jobs', arguments: '{"is_' } },
    { function: { arguments: 'late":true}' } },
  ),
  'both numbered 0': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"]}' } },
    { index: 0, id: 'b', function: { name: 'find_jobs', arguments: '' } },
    { index: 0, id: 'b', function: { arguments: '{"is_late":true}' } },
  ),
  'in turns': inPieces(
    { index: 0, id: 'a', function: { name: 'find_jobs' } },
    { index: 1, id: 'b', function: { name: 'find_jobs' } },
    { index: 0, function: { arguments: '{"statuses":["ERROR"]}' } },
    { index: 1, function: { arguments: '{"is_late":true}' } },
  ),
  'a JSON and the next behind it': inPieces({ index: 0, id: 'a', function: { name: 'find_jobs', arguments: '{"statuses":["ERROR"]}{"is_late":true}' } }),
};
