/** Which agent answers; says when agents.json is broken. */
import { lastOf } from '../bridge/remote.ts';
import { Glyph } from '../ui/marks/Glyph.tsx';
import { useSay } from '../words/words.ts';
import { setAgent, useChat } from './chatStore.ts';

export function AgentPicker() {
  const say = useSay();
  const agents = useChat((state) => state.agents);
  const agentId = useChat((state) => state.agentId);
  const known = lastOf(agents);
  if (known === null) return null;
  const chosen = known.agents.find(({ id }) => id === agentId) ?? known.agents.find(({ isDefault }) => isDefault);
  return (
    <>
      <select
        aria-label={say('chat.agent')}
        title={chosen ? `${chosen.role}. ${chosen.goal}` : undefined}
        value={chosen?.id ?? ''}
        onChange={(event) => setAgent(known.agents.find(({ id }) => id === event.target.value)?.id ?? null)}
        className="h-6 rounded-[5px] bg-transparent px-1 text-xs text-dim hover:bg-sunk hover:text-ink"
      >
        {known.agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </select>
      {known.problems.length > 0 ? (
        <span className="flex items-center gap-1.5 text-xs text-warn" title={known.problems.join('\n')}>
          <Glyph shape="diamond" />
          {say('chat.agentProblems')}
        </span>
      ) : null}
    </>
  );
}
