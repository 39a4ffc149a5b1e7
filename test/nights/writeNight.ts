/**
 * Writes a night down once, with its truth beside it: `node test/nights/writeNight.ts NAME ANCHOR EXAMPLE`, e.g. for the first one
 * `night-1 2026-11-30T14:48:00Z 2026-11-30T14:58:00Z`. Prints what belongs into src-main/demo/nights/catalogue.ts. A night that is there is never written again.
 */
import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { machineOf, outputOf } from '../../src-main/demo/plan/jobLog.ts';
import { generatedNights } from '../../src-main/demo/night/generatedNights.ts';
import { ORDINARY, type PlanJob, type PlanRun, type SimulatedPlan } from '../../src-main/demo/plan/planModel.ts';
import { truthOf } from './truth.ts';

const [name, anchor, example] = process.argv.slice(2);
if (name === undefined || anchor === undefined || example === undefined) throw new Error('Say which: NAME ANCHOR EXAMPLE.');

const HOUR_MS = 3_600_000;
const written = (_key: string, value: unknown) => (value === Infinity ? 'never' : value === -Infinity ? 'always' : value);

function writtenRun(plan: SimulatedPlan, job: PlanJob, run: PlanRun): PlanRun {
  return { ...run, machine: machineOf(plan, job, run), written: job.output ?? outputOf(job, run) };
}

/** Everything the simulator serves from, log lines and machines of pools included, so that nothing is made again from a seed. */
function rowsOf(plan: SimulatedPlan): object {
  const { id, runNumber, timeZone, startMs, endMs, workstations, streams, jobs, files, prompts, resources } = plan;
  return {
    id,
    runNumber,
    timeZone,
    startMs,
    endMs,
    workstations: [...workstations.values()],
    streams: [...streams.values()].map(({ isChanged: _isChanged, ...stream }) => stream),
    jobs: [...jobs.values()].map(({ change: _change, traits, runs, ...job }) => ({
      ...job,
      traits: traits === ORDINARY ? null : traits,
      runs: runs.map((run) => writtenRun(plan, { ...job, change: null, traits, runs }, run)),
    })),
    files: [...files.values()],
    prompts: [...prompts.values()],
    resources: [...resources.values()],
  };
}

function write(file: string, content: object): Buffer {
  const text = JSON.stringify(content, written);
  const bytes = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  writeFileSync(new URL(`../../resources/nights/${file}.json.br`, import.meta.url), bytes, { flag: 'wx' });
  process.stdout.write(`${file}: ${text.length} characters, ${bytes.length} bytes\n`);
  return bytes;
}

const { plan, before } = generatedNights({ jobs: 700, seed: 1, anchorMs: Date.parse(anchor) });
const moments = Array.from({ length: 24 }, (_, hour) => new Date(plan.startMs + hour * HOUR_MS).toISOString());
const sha256 = hash('sha256', write(name, { name, plan: rowsOf(plan), before: rowsOf(before.open()) }), 'hex');
write(`${name}.truth`, truthOf(plan, example, [...moments, new Date(example).toISOString(), new Date(plan.endMs - 1_000).toISOString()]));
process.stdout.write(
  `${JSON.stringify({ name, from: new Date(plan.startMs).toISOString(), until: new Date(plan.endMs).toISOString(), example, sha256 }, null, 2)}\n`,
);
