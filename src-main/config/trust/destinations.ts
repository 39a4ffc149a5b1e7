/** Whom settings connect Resync to, and where: what the gate lets out, what a person confirms and what secrets are bound to. Pure. */
import type { EngineSettings, Settings } from '../../../src-preload/contract/settings.ts';
import { hashOf } from '../../base/text/canonicalJson.ts';
import { destinationOf } from '../../base/egress/destination.ts';
import type { Permission } from '../../base/egress/gate.ts';

/** What is connected to: the model, the team's queue, or an engine by its id. */
export type Party = 'llm' | 'queue' | `engine:${string}`;

export const engineParty = (id: string): Party => `engine:${id}`;

/** The origins of an engine's hosts, the primary first. An address that is none has no origin. */
export const engineOrigins = ({ url, fallbackUrls }: Pick<EngineSettings, 'url' | 'fallbackUrls'>): string[] =>
  originsOf(url === null ? [] : [url, ...fallbackUrls]);

export function originsOf(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => (URL.canParse(address) ? [destinationOf(address).origin] : [])))];
}

/** How a party is reached: whatever of it changes, somebody else may be at the other end, or in between. */
export interface Way {
  /** As `destinationOf` writes them, the primary first. */
  readonly origins: readonly string[];
  readonly isUnencryptedAllowed: boolean;
  readonly isTlsUnverified: boolean;
  readonly certificatePins: readonly string[];
  readonly isPinTrusted: boolean;
}

export interface Connected {
  readonly party: Party;
  /** For sentences. */
  readonly name: string;
  readonly way: Way;
}

/** Everybody that settings name an address for. The demo is no connection: it is this very program. */
export function connectedBy({ engines, llm, auditor }: Settings): Connected[] {
  const unpinned = { isTlsUnverified: false, certificatePins: [], isPinTrusted: false };
  const all: Connected[] = [
    ...engines.map((engine) => ({
      party: engineParty(engine.id),
      name: engine.name,
      way: {
        origins: engineOrigins(engine),
        isUnencryptedAllowed: engine.isUnencryptedAllowed,
        isTlsUnverified: engine.isTlsUnverified,
        certificatePins: engine.certificatePins.toSorted(),
        isPinTrusted: engine.isPinTrusted,
      },
    })),
    { party: 'llm', name: 'the language model', way: { ...unpinned, origins: originsOf([llm.url ?? '']), isUnencryptedAllowed: llm.isUnencryptedAllowed } },
    {
      party: 'queue',
      name: 'the audit queue',
      way: { ...unpinned, origins: originsOf([auditor.redisUrl ?? '']), isUnencryptedAllowed: auditor.isUnencryptedAllowed },
    },
  ];
  return all.filter(({ way }) => way.origins.length > 0);
}

/** What settings let this party be reached by. */
export function permissionOf(settings: Settings, party: Party): Permission {
  const way = connectedBy(settings).find((connected) => connected.party === party)?.way;
  return { origins: new Set(way?.origins), isUnencryptedAllowed: way?.isUnencryptedAllowed ?? false };
}

/** Two ways are one when it makes no difference which is taken. */
export const wayKey = (way: Way): string => hashOf({ ...way, origins: way.origins.toSorted() });

/** Whose way a change of the settings changed. */
export function changedParties(before: Settings, after: Settings): Party[] {
  const known = new Map(connectedBy(before).map(({ party, way }) => [party, wayKey(way)]));
  return connectedBy(after).flatMap(({ party, way }) => (known.get(party) === wayKey(way) ? [] : [party]));
}
