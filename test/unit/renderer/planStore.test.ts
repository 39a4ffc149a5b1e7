/** The plan on screen is the plan of the engine in force: another one's is forgotten, and its late answers are dropped. */
import { expect, it } from 'vitest';
import { useConnection } from '../../../src-renderer/bridge/connection.ts';
import type { Core } from '../../../src-renderer/bridge/line.ts';
import { planOf, readPlan, usePlan } from '../../../src-renderer/plan/planStore.ts';

type Answer = PromiseWithResolvers<unknown>;

/** A core whose plan answers when the test says so; the answers of one call after the other. The summary is asked for after them, and comes at once. */
function coreOf(answers: Answer[]): Core {
  const next = () => {
    const answer = Promise.withResolvers<unknown>();
    answers.push(answer);
    return answer.promise;
  };
  // The calls the store makes, and no others.
  return { plan: { refresh: next, summary: async () => 'the summary', workstations: next } } as unknown as Core;
}

it('rows of the engine before are not shown under the name of the next, even when they arrive late', async () => {
  const answers: Answer[] = [];
  useConnection.setState({ line: { at: 'open', core: coreOf(answers), epoch: 1 } });
  planOf('demo');
  const first = readPlan();
  for (const answer of answers.splice(0)) answer.resolve('the demo plan');
  await first;
  expect(usePlan.getState().snapshot).toEqual({ at: 'ready', value: 'the demo plan' });

  const late = readPlan();
  const ofDemo = answers.splice(0);
  planOf('production');
  expect(usePlan.getState().snapshot).toMatchObject({ last: null });
  for (const answer of ofDemo) answer.resolve('the demo plan');
  await late;
  expect(usePlan.getState().snapshot).toMatchObject({ last: null });

  const refused = answers.splice(0);
  expect(refused).toHaveLength(2);
  for (const answer of refused) answer.reject(new Error('refused'));
  await expect.poll(() => usePlan.getState().snapshot).toMatchObject({ at: 'failed', last: null });
});
