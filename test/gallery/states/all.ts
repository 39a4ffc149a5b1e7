/** Every state there is, by the screen it belongs to. A new one is one more entry in its screen's table. */
import { chatStates } from './chat.ts';
import { healthStates } from './health.ts';
import { jobStates } from './job.ts';
import { memoryScreenStates } from './memory.ts';
import { partStates } from './parts.tsx';
import { planStates } from './plan.ts';
import { reviewStates } from './review.ts';
import { settingsStates } from './settings.ts';
import { shellStates } from './shell.ts';
import type { States } from './state.ts';

const byScreen = {
  shell: shellStates,
  chat: chatStates,
  plan: planStates,
  job: jobStates,
  review: reviewStates,
  memory: memoryScreenStates,
  health: healthStates,
  settings: settingsStates,
  parts: partStates,
} satisfies Record<string, States>;

export const states: States = Object.fromEntries(
  Object.entries(byScreen).flatMap(([screen, table]) => Object.entries(table).map(([name, state]) => [`${screen}/${name}`, state])),
);
