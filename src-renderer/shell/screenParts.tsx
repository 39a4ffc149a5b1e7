/** The screens behind Chat: each comes with its own code, fetched when it is opened or a moment before. */
import { type LazyPart, lazyPart } from '../ui/lazyPart.tsx';
import type { ScreenPath } from './screens.ts';

type ScreenPart = LazyPart<object>;

const plan = lazyPart(async () => (await import('../plan/PlanScreen.tsx')).PlanScreen);
const review = lazyPart(async () => (await import('../review/ReviewScreen.tsx')).ReviewScreen);
const memory = lazyPart(async () => (await import('../memory/MemoryScreen.tsx')).MemoryScreen);
const health = lazyPart(async () => (await import('../health/HealthScreen.tsx')).HealthScreen);
const settings = lazyPart(async () => (await import('../settings/SettingsScreen.tsx')).SettingsScreen);

export const firstRun: ScreenPart = lazyPart(async () => (await import('../settings/FirstRun.tsx')).FirstRun);

/** In the order in which they are fetched ahead. */
export const screenParts: Readonly<Record<Exclude<ScreenPath, '/chat'>, ScreenPart>> = {
  '/plan': plan,
  '/review': review,
  '/health': health,
  '/memory': memory,
  '/settings': settings,
};

export function prefetchScreen(path: ScreenPath): void {
  if (path !== '/chat') screenParts[path].prefetch();
}
