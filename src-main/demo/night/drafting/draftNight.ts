/** A bank's night of any size: the scripted streams, and around them as many ordinary ones as wanted. */
import { createSeeded, type Seeded } from '../../seeded.ts';
import { type JobDraft, keyOf, type NightDraft, type StreamDraft } from './draft.ts';
import { FAMILIES, type Family } from './families.ts';
import { ODD_MACHINES, ODD_RESOURCES, ODD_STREAMS } from '../oddities/all.ts';
import { createRegion } from './region.ts';
import { SCRIPTED_STREAMS } from './troubles.ts';
import { workstationsFor } from './workstations.ts';

const JOBS_PER_STREAM = 14;
/** Up to so many jobs the plan is one bank's night, without regions and without oddities. */
const ONE_NIGHT_JOBS = 1_400;

interface NightWish {
  readonly jobs: number;
  readonly seed: number;
  readonly oddities?: boolean | undefined;
}

/** @param jobs how many jobs in all; never fewer than the scripted ones */
export function draftNight({ jobs, seed, oddities = jobs > ONE_NIGHT_JOBS }: NightWish): NightDraft {
  const workstations = [...workstationsFor(jobs), ...(oddities ? ODD_MACHINES : [])];
  const extraMachines = workstations.filter(({ name }) => name.startsWith('AGT_X')).map(({ name }) => name);
  const scripted = [...SCRIPTED_STREAMS, ...(oddities ? ODD_STREAMS : [])];
  const scriptedJobs = scripted.reduce((sum, stream) => sum + stream.jobs.length, 0);
  return {
    workstations,
    resources: [
      { name: 'DWH_SLOTS', workstation: 'FTA_DWH1', quantity: 4 },
      { name: 'TAPE_DRIVES', workstation: 'AGT_ARCH', quantity: 4 },
      { name: 'BACEN_CHANNEL', workstation: 'AGT_CLEAR', quantity: 2 },
      ...(oddities ? ODD_RESOURCES : []),
    ],
    streams: [...scripted, ...ordinaryStreams(jobs - scriptedJobs, seed, extraMachines)],
  };
}

function ordinaryStreams(wanted: number, seed: number, extraMachines: readonly string[]): StreamDraft[] {
  const random = createSeeded(seed, 'streams');
  const plain = FAMILIES.flatMap((family) => family.streams.map((name) => ({ family, name })));
  const region = createRegion(seed);
  const streams: StreamDraft[] = [];
  // The first night spreads its jobs over every stream of the bank; a larger plan adds regions.
  const perStream = Math.min(JOBS_PER_STREAM, Math.max(1, Math.ceil(wanted / plain.length)));
  for (let made = 0; made < wanted; ) {
    const { family, name } = plain[streams.length % plain.length] ?? plain[0]!; // FAMILIES is not empty
    const number = Math.floor(streams.length / plain.length);
    const size = Math.min(wanted - made, perStream);
    const stream = ordinaryStream({
      name: number === 0 ? name : `${name.slice(0, 10)}_${number.toString(36).toUpperCase().padStart(3, '0')}`,
      family,
      size,
      random,
      machine: number === 0 || extraMachines.length === 0 ? random.pick(family.machines) : random.pick(extraMachines),
      earlier: random.next() < 0.45 ? streams.at(-random.between(1, Math.min(8, streams.length))) : undefined,
    });
    streams.push(number === 0 ? stream : region.placed(stream, number, name));
    made += size;
  }
  return streams;
}

interface StreamWish {
  readonly name: string;
  readonly family: Family;
  readonly size: number;
  readonly random: Seeded;
  readonly machine: string;
  readonly earlier: StreamDraft | undefined;
}

function ordinaryStream({ name, family, size, random, machine, earlier }: StreamWish): StreamDraft {
  // Most of the night lies around the start, so that something ends or starts every half minute while one watches.
  const at = random.next() < 0.92 ? random.between(-350, 60) : random.between(60, 900);
  const suffix = name.includes('_') ? name.slice(name.indexOf('_') + 1) : name;
  const jobs: JobDraft[] = [];
  for (let index = 0; index < size; index++) {
    const step = family.steps[index] ?? `CHECK${index - family.steps.length + 1}`;
    const expected = random.between(2, 16);
    const after = [...new Set(predecessorsOf(index, jobs, random))];
    const last = index === 0 ? earlier?.jobs.at(-1) : undefined;
    jobs.push({
      name: `${step}_${suffix}`,
      after: last === undefined || earlier === undefined ? after : [...after, `${keyOf(earlier)}.${keyOf(last)}`],
      estimatedMinutes: expected,
      minutes: Math.max(0.5, expected * (0.7 + random.next() * 0.7)),
      priority: random.next() < 0.1 ? random.between(20, 60) : 10,
      user: family.user,
      script: `/opt/batch/bin/${step.toLowerCase()}_${suffix.toLowerCase()}.sh`,
    });
  }
  return { name, folder: family.folder, workstation: machine, at, jobs };
}

/** Mostly a chain, at times two branches that meet again. */
function predecessorsOf(index: number, jobs: readonly JobDraft[], random: Seeded): string[] {
  const names = (...back: number[]) => back.flatMap((steps) => jobs[index - steps]?.name ?? []);
  if (index === 0) return [];
  const shape = random.next();
  if (shape < 0.6) return names(1);
  return shape < 0.85 && index > 1 ? names(2) : names(1, 2);
}
