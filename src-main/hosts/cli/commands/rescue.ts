/** `resync rescue`: saves what a damaged store still holds into a new one, and says what was lost. */
import { join, resolve } from 'node:path';
import { memoryId } from '../../../../src-preload/contract/ids.ts';
import { instantOf, systemClock } from '../../../base/clock.ts';
import { RESYNC } from '../../../base/command.ts';
import { createSilentLog } from '../../../base/log.ts';
import { dataDirectory } from '../../../config/dataDirectory.ts';
import { rescueStore } from '../../../database/rescue/rescue.ts';
import { indexMemory } from '../../../memory/remember.ts';
import { storeIn } from './backup.ts';
import { terminalText } from '../terminalText.ts';

interface RescueOptions {
  readonly dataDir: string | undefined;
  readonly isDemo: boolean;
  /** The file to make; undefined: beside the store, named after the time. */
  readonly to: string | undefined;
}

/** Exit code 1 when something was lost. Raises STORE_FAILED when nothing could be saved. */
export async function rescue({ dataDir, isDemo, to }: RescueOptions): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const now = systemClock.now();
  const target = to === undefined ? join(directory, `resync-rescued-${instantOf(now).replaceAll(/[:.]/g, '-')}.db`) : resolve(to);
  const { tables, strays, missingPages, trail, schema } = await rescueStore({
    from: storeIn(directory),
    to: target,
    index: (db, { id, ...memory }) => indexMemory(db, { ...memory, id: memoryId.parse(id), names: [] }),
    clock: systemClock,
    log: createSilentLog(),
  });
  const lines = [
    `${storeIn(directory)} was read and left as it is. Saved into ${target} (schema ${schema}, verified):`,
    ...tables
      .filter(({ saved, lost }) => saved + lost > 0)
      .map(({ table, saved, lost }) => `  ${table.padEnd(20)} ${String(saved).padStart(8)} saved${lost === 0 ? '' : `, at least ${lost} lost`}`),
    ...(missingPages === 0 ? [] : [`The file was cut short: ${missingPages} pages at its end are gone, and what stood on them is not counted.`]),
    ...(strays === 0 ? [] : [`${strays} of them come from pages no table pointed to any more: a few may be older versions of a row.`]),
    trail.isIntact
      ? `The trail of decisions still verifies: ${trail.events} events.`
      : `The trail of decisions does not verify any more (${trail.why ?? ''}); what is left of it was saved.`,
    `To put it in place: end Resync, then ${RESYNC} restore ${target} --yes${dataDir === undefined ? '' : ` --data-dir ${dataDir}`}`,
  ];
  process.stdout.write(terminalText(`${lines.join('\n')}\n`));
  return missingPages > 0 || tables.some(({ lost }) => lost > 0) ? 1 : 0;
}
