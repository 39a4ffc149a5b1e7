/** Whom settings connect Resync to, and where: what the gate lets out, what a person confirms and what secrets are bound to. Pure. */
import type { EngineSettings, Settings } from '../../src-preload/contract/settings.ts';
import { destinationOf } from '../base/egress/destination.ts';
import type { Permission } from '../base/egress/gate.ts';

/** What is connected to: the model, the team's queue, or an engine by its id. */
export type Party = 'llm' | 'queue' | `engine:${string}`;

export const engineParty = (id: string): Party => `engine:${id}`;

/** The origins of an engine's hosts, the primary first. An address that is none has no origin. */
export const engineOrigins = ({ url, fallbackUrls }: Pick<EngineSettings, 'url' | 'fallbackUrls'>): string[] =>
  originsOf(url === null ? [] : [url, ...fallbackUrls]);

export function originsOf(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => (URL.canParse(address) ? [destinationOf(address).origin] : [])))];
}

/** What settings let this party be reached by. */
export function permissionOf(settings: Settings, party: Party): Permission {
  const { origins, isUnencryptedAllowed } = configuredFor(settings, party);
  return { origins: new Set(origins), isUnencryptedAllowed };
}

function configuredFor({ engines, llm, auditor }: Settings, party: Party): { readonly origins: readonly string[]; readonly isUnencryptedAllowed: boolean } {
  if (party === 'llm') return { origins: originsOf(llm.url === null ? [] : [llm.url]), isUnencryptedAllowed: llm.isUnencryptedAllowed };
  if (party === 'queue') return { origins: originsOf(auditor.redisUrl === null ? [] : [auditor.redisUrl]), isUnencryptedAllowed: auditor.isUnencryptedAllowed };
  const engine = engines.find(({ id }) => engineParty(id) === party);
  return engine === undefined
    ? { origins: [], isUnencryptedAllowed: false }
    : { origins: engineOrigins(engine), isUnencryptedAllowed: engine.isUnencryptedAllowed };
}
