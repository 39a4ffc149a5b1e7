/** The agents a person may ask, from a file that is read again whenever it is edited. */
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Agent } from '../../../src-preload/contract/chat.ts';
import { agentId } from '../../../src-preload/contract/ids.ts';
import { instantOf, systemClock } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';
import { readAgentFile } from './agentFile.ts';

interface AgentsDeps {
  readonly path: string;
  readonly toolNames: readonly string[];
  readonly log: Log;
}

interface AgentList {
  readonly agents: Agent[];
  readonly problems: string[];
  readonly path: string;
  readonly loadedAt: string;
}

export interface Agents {
  /** The agents in force, and what is wrong with the file as it is now. */
  describe(): AgentList;
  /** The agent with this id, or the default one. Raises NOT_FOUND. */
  get(id: string | undefined): Agent;
  /** After every reading that changed something; returns its undo. */
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/** An editor saves in several steps: read once they are quiet for this long, ... */
const QUIET_MS = 150;
/** ... but never later than this after the first. */
const LATEST_MS = 1_000;

/** A broken file keeps the last good agents in force and says so; with none ever read, one that knows every tool answers. */
export function createAgents({ path, toolNames, log }: AgentsDeps): Agents {
  const changed = createEmitter<void>();
  let agents: readonly Agent[] = [lastResort(toolNames)];
  let problems: readonly string[] = [];
  let loadedAt = systemClock.now();

  const load = () => {
    const before = JSON.stringify([agents, problems]);
    const reading = read(path, toolNames);
    if (reading.at === 'good') {
      agents = reading.agents;
      problems = [];
      loadedAt = systemClock.now();
    } else problems = reading.problems;
    if (JSON.stringify([agents, problems]) === before) return;
    if (problems.length > 0) log.warn({ path, problems }, 'agents.json has problems; the last good agents stay in force');
    changed.emit();
  };
  load();
  const unwatch = watchFile(path, load, log);

  return {
    describe: () => ({ agents: [...agents], problems: [...problems], path, loadedAt: instantOf(loadedAt) }),
    get(id) {
      const found = agents.find((agent) => (id === undefined ? agent.isDefault : agent.id === id));
      if (found !== undefined) return found;
      throw new Fault('NOT_FOUND', `There is no agent "${id ?? 'default'}". The agents are: ${agents.map((agent) => agent.id).join(', ')}.`);
    },
    subscribe: changed.subscribe,
    stop: unwatch,
  };
}

/** A mistake in a file must not cost the night: questions and commands need no agent of one's own. */
function lastResort(tools: readonly string[]): Agent {
  return {
    id: agentId.parse('operator-assistant'),
    name: "Operator's assistant",
    role: 'You help the people who operate HCL Workload Automation.',
    goal: 'Say what is going on in the plan right now, from what the tools return.',
    tools: [...tools],
    model: null,
    isDefault: true,
  };
}

function read(path: string, toolNames: readonly string[]): ReturnType<typeof readAgentFile> {
  const file = readPlainFile(path);
  switch (file.at) {
    case 'read':
      return readAgentFile(file.text, toolNames);
    case 'absent':
      return { at: 'broken', problems: [`${path} is not there any more.`] };
    case 'refused':
      return { at: 'broken', problems: [`${path} ${file.why}.`] };
  }
}

/** Watches the folder, because editors replace files: a watch on the file itself would end with the old one. */
function watchFile(path: string, onChange: () => void, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;
  let firstAt: number | null = null;
  const fire = () => {
    firstAt = null;
    onChange();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name !== null && name !== basename(path)) return;
      firstAt ??= performance.now();
      clearTimeout(timer);
      timer = setTimeout(fire, Math.max(0, Math.min(QUIET_MS, firstAt + LATEST_MS - performance.now()))).unref();
    });
    watcher.on('error', (thrown) => log.warn({ err: thrown, path }, 'agents.json is no longer watched; a change needs a restart'));
  } catch (thrown) {
    // Inside an archive nothing can change, so there is nothing to watch.
    log.info({ err: thrown, path }, 'agents.json is not watched');
  }
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}
