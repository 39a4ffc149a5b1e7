/** Fetches the code of a screen before it is drawn: a state in which something is still under way must not be taken for one that waits for code. */
const PARTS: Readonly<Record<string, () => readonly Promise<unknown>[]>> = {
  chat: () => [import('../../../src-renderer/chat/turns/TurnList.tsx'), import('../../../src-renderer/chat/turns/EvidencePane.tsx')],
  plan: () => [import('../../../src-renderer/plan/PlanScreen.tsx')],
  review: () => [import('../../../src-renderer/review/ReviewScreen.tsx')],
  memory: () => [import('../../../src-renderer/memory/MemoryScreen.tsx')],
  health: () => [import('../../../src-renderer/health/HealthScreen.tsx')],
  settings: () => [import('../../../src-renderer/settings/SettingsScreen.tsx')],
};

export async function preload(at: string): Promise<void> {
  const screen = at.split(/[/?]/, 2)[1] ?? '';
  const graph = at.includes('view=graph') ? [import('../../../src-renderer/plan/graph/StreamGraph.tsx')] : [];
  await Promise.all([...(PARTS[screen]?.() ?? []), ...graph]);
}
