/** What a person is asked to confirm, as Settings and the terminal show it. Pure. */
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import type { Unconfirmed } from './confirmations.ts';
import { unconfirmedSentence } from './confirmations.ts';
import { type Connected, engineParty, type Way, wayKey } from './destinations.ts';

type Row = SettingsView['unconfirmed'][number];

/** Who was never confirmed or is reached in another way than was; and who was, with secrets that do not say for where. */
export function unconfirmedIn(
  unconfirmed: readonly Unconfirmed[],
  connected: readonly Connected[],
  secrets: readonly SettingsView['secrets'][number][],
): Row[] {
  const unbound = new Set(secrets.filter(({ standing }) => standing === 'unbound').map(({ engineId }) => (engineId === null ? 'llm' : engineParty(engineId))));
  const rows = unconfirmed.map(
    (one): Row => ({
      ...shown(one),
      what: whatOf(one),
      before: one.before === null ? [] : [...one.before.origins],
      hasUnbound: unbound.has(one.party),
      sentence: unconfirmedSentence(one),
    }),
  );
  const others = connected.filter(({ party }) => unbound.has(party) && !rows.some((row) => row.party === party));
  return [
    ...rows,
    ...others.map(
      (one): Row => ({
        ...shown(one),
        what: 'secret',
        before: [],
        hasUnbound: true,
        sentence: `What an older version stored for ${one.name} does not say for which address: confirm that it may be sent to ${one.way.origins.join(', ')}, or enter it again.`,
      }),
    ),
  ];
}

const shown = ({ party, name, way }: Connected): Pick<Row, 'party' | 'name' | 'seen' | 'origins' | 'isTlsUnverified' | 'isUnencryptedAllowed'> => ({
  party,
  name,
  seen: wayKey(way),
  origins: [...way.origins],
  isTlsUnverified: way.isTlsUnverified,
  isUnencryptedAllowed: way.isUnencryptedAllowed,
});

function whatOf({ before, way }: { readonly before: Way | null; readonly way: Way }): Row['what'] {
  if (before === null) return 'new';
  return before.origins.toSorted().join() === way.origins.toSorted().join() ? 'protection' : 'address';
}
