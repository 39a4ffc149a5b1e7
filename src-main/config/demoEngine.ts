/** The simulated scheduler as an engine among the others; it runs only where a person chose it. */
import { type EngineSettings, engineSettings } from '../../src-preload/contract/settings.ts';

export const DEMO_ENGINE: EngineSettings = engineSettings.parse({ id: 'demo', name: 'Demo bank', kind: 'demo', url: null, user: null, auth: 'basic' });
