/** The two systems outside: the scheduler's engines and the model, with what the model was found good for. */
import { runningClock } from '../base/clock.ts';
import { engineParty } from '../config/trust/destinations.ts';
import { createEngines } from '../engines/engines.ts';
import { createConformance } from '../llm/conformance/conformance.ts';
import { createModels } from '../llm/models.ts';
import type { AppConfig } from './config.ts';
import type { Ground } from './ground.ts';
import { activeEngine } from './settingsActions.ts';
import { servedBy } from './wiring.ts';

export type Outside = ReturnType<typeof openOutside>;

/** @param isAnswering a question is being answered: the model is not examined meanwhile */
export function openOutside({ config, ground, isAnswering }: { config: AppConfig; ground: Ground; isAnswering: () => boolean }, closers: AsyncDisposableStack) {
  const { settings, gate, clock, log } = ground;
  const { night, resourcesDir, dataDir } = config;
  const modelOutlet = gate.outlet('llm', () => settings.permission('llm'));
  const engines = closers.adopt(
    createEngines({
      wanted: () => activeEngine(settings.current()),
      known: () => settings.current().engines,
      secretsFor: settings.secretsFor,
      gate,
      permission: (id) => settings.permission(engineParty(id)),
      log,
      clock,
      night: night === undefined ? undefined : { ...night, directory: resourcesDir },
    }),
    (open) => open.close(),
  );
  const models = closers.adopt(
    createModels({
      settings: () => settings.current().llm,
      apiKey: () => settings.llmApiKey(),
      permission: () => settings.permission('llm'),
      outlet: modelOutlet,
      log,
    }),
    (open) => open.close(),
  );
  const conformance = closers.adopt(
    createConformance({
      dataDir,
      served: () => servedBy(settings.current().llm),
      apiKey: () => settings.llmApiKey(),
      isBusy: isAnswering,
      outlet: modelOutlet,
      clock: runningClock(clock),
      log,
    }),
    (checks) => checks.close(),
  );
  return { engines, models, conformance };
}
