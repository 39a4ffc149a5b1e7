/** What a host says when it starts the app. */
import type { Night } from '../demo/index.ts';

export interface AppConfig {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** The simulated scheduler, because a person said so (`--demo`). */
  readonly isDemo: boolean;
  /** A kept night instead of one around now, with the time standing still at its instant. It is a demo. */
  readonly night?: Night | undefined;
  readonly version: string;
  readonly host: 'electron' | 'server';
  /** Why this is not the Electron window, when a launcher chose the browser. */
  readonly hostReason: string | null;
  /** A person said to go on with the store that is there, although it is not the one used before. */
  readonly isStoreAccepted?: boolean;
  /** Absolute path of what is shipped beside the code (agents.json). */
  readonly resourcesDir: string;
}

export interface HostPorts {
  /** Tells a person who may be looking elsewhere. */
  notify(notice: { readonly title: string; readonly body: string }): void;
}
