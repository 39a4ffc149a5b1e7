/** One tool call without a question around it, on the engine in force. */
import type { ToolCall } from '../../src-preload/contract/toolCalls.ts';
import { instantOf } from '../base/clock.ts';
import type { Tools } from '../chat/tools/tools.ts';
import type { Engines } from '../engines/engines.ts';

interface ToolCallsDeps {
  readonly engines: Pick<Engines, 'active'>;
  readonly tools: Tools;
}

export function createToolCalls({ engines, tools }: ToolCallsDeps) {
  return {
    describeTools: () => tools.schemas.map(({ name, description, parameters }) => ({ name, description, parameters })),
    /** Raises INVALID_INPUT for an unknown tool or wrong arguments, NO_ENGINE, STOPPED; a failed reading is in the result. */
    async callTool(name: string, rawArgs: Record<string, unknown>, signal: AbortSignal | undefined): Promise<ToolCall> {
      const engine = engines.active();
      const { observedAtMs, ...run } = await tools.run(name, rawArgs, { signal, why: 'tool call' });
      return { tool: name, ...run, observedAt: instantOf(observedAtMs), engineId: engine.id, engineName: engine.name, isDemo: engine.isDemo };
    },
  };
}
