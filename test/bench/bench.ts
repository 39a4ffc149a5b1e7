/** `npm run bench [name ...]`: measures the built core and prints one JSON line per figure. */
import { benchAudit } from './audit.ts';
import { benchCalls } from './calls.ts';
import { benchMemory } from './memory.ts';
import { benchPlan } from './plan.ts';
import { benchRecord } from './record.ts';
import { benchSnapshot } from './snapshot.ts';
import { benchStart } from './start.ts';
import { benchTws } from './tws.ts';
import { benchViews } from './views.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  calls: benchCalls,
  memory: benchMemory,
  audit: benchAudit,
  record: benchRecord,
  tws: benchTws,
  plan: async () => {
    await benchPlan();
    await benchViews();
    await benchSnapshot();
  },
  snapshot: benchSnapshot,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(benches).filter((one) => one !== 'snapshot')) {
  const bench = benches[name];
  if (bench === undefined) {
    process.stderr.write(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.\n`);
    process.exitCode = 2;
  } else await bench();
}
