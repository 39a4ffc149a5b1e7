/** Promise: agents.json reloads when edited; a broken one is visible and changes nothing that works. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Agents, createAgents } from '../../../src-main/chat/agents/agents.ts';
import { toolNames } from '../../../src-preload/contract/tools.ts';

const PACKAGED = readFileSync(new URL('../../../resources/agents.json', import.meta.url), 'utf8');

function open(text: string): { agents: Agents; save: (text: string) => Promise<void> } {
  const directory = mkdtempSync(join(tmpdir(), 'resync-agents-'));
  const path = join(directory, 'agents.json');
  writeFileSync(path, text);
  const agents = createAgents({ path, toolNames, log: createSilentLog() });
  onTestFinished(() => {
    agents.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    agents,
    // As editors do it: a new file put in the place of the old one.
    save: (next) =>
      new Promise((resolve) => {
        const undo = agents.subscribe(() => {
          undo();
          resolve();
        });
        writeFileSync(`${path}.new`, next);
        renameSync(`${path}.new`, path);
      }),
  };
}
const edited = (change: (file: { agents: Record<string, unknown>[] }) => void): string => {
  const file = JSON.parse(PACKAGED) as { agents: Record<string, unknown>[] };
  change(file);
  return JSON.stringify(file);
};

test('the packaged agents are good, and one is the default', () => {
  const { agents } = open(PACKAGED);
  expect(agents.describe()).toMatchObject({ problems: [] });
  expect(agents.describe().agents.length).toBeGreaterThanOrEqual(3);
  expect(agents.get(undefined).id).toBe('operator-assistant');
  expect(() => agents.get('nobody')).toThrow('The agents are: operator-assistant');
});

test('an edit is in force without a restart; an unknown tool or broken JSON keeps the last good agents and says why', async () => {
  const { agents, save } = open(PACKAGED);
  await save(edited(({ agents: [first] }) => Object.assign(first!, { name: 'Night shift' })));
  expect(agents.get(undefined).name).toBe('Night shift');
  await save(edited(({ agents: [first] }) => Object.assign(first!, { name: 'Wrong', tools: ['cancel_job'] })));
  expect(agents.describe().problems.join()).toContain('agents.0.tools.0: there is no such tool');
  await save('{"agents": [');
  expect(agents.describe().problems.join()).toContain('not JSON');
  expect(agents.get(undefined).name).toBe('Night shift');
  await save(PACKAGED);
  expect(agents.describe().problems).toEqual([]);
});

test('with no good file at all, a question is still answered, and what to repair is said', () => {
  const { agents } = open('[]');
  expect(agents.describe().problems).toHaveLength(1);
  expect(agents.get(undefined)).toMatchObject({ isDefault: true, tools: [...toolNames] });
});
