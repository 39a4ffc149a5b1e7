/** What a large plan has beside one bank's night: the same streams in many regions, woven together, some failing, some repeating. */
import { createSeeded, type Seeded } from '../../seeded.ts';
import { type JobDraft, keyOf, type StreamDraft } from './draft.ts';

/** The failing jobs block what is behind them; with more of them a plan of many edges would stand still. */
const FAILS_ONE_IN = 45;
/** Of the streams: how many have a job at their side that repeats, or one that runs only when another has failed. */
const REPEATS = 0.6;
const HANDLES = 0.2;
const CONDITIONAL_ONE_IN = 40;
const JOINS_ONE_IN = 80;
/** Streams a job may follow across: those made shortly before. */
const NEAR = 400;
/** About what a stream takes. */
const TAKES_MINUTES = 150;
/** About so many dependencies has a job of a region, so that the plan has three for each job. */
const FEWEST = 1;
const MOST = 5;

export interface Region {
  /** @param name the stream's name in the bank itself: every second region uses it again, in a folder of its own */
  placed(stream: StreamDraft, number: number, name: string): StreamDraft;
}

export function createRegion(seed: number): Region {
  const random = createSeeded(seed, 'regions');
  /** Only streams in which nothing fails: the plan goes on around its failures. */
  const sound: StreamDraft[] = [];

  /** One that should be over by then: what follows across is rarely what holds a stream up. */
  const acrossFor = (at: number) => {
    for (let tries = 0; tries < 4; tries++) {
      const near = sound[random.between(0, sound.length - 1)];
      if (near !== undefined && near.at + TAKES_MINUTES <= at) return near;
    }
    return undefined;
  };
  return {
    placed(stream, number, name) {
      const key = stream.name;
      const isNamedAgain = number % 2 === 1;
      const fails = random.between(1, FAILS_ONE_IN) <= stream.jobs.length ? random.between(0, stream.jobs.length - 1) : -1;
      const jobs = stream.jobs.map((job, index) => woven({ job, index, stream, random, across: () => acrossFor(stream.at), isFailing: index === fails }));
      const placed: StreamDraft = {
        ...stream,
        key,
        name: isNamedAgain ? name : key,
        folder: isNamedAgain ? `${stream.folder}/R${String(number).padStart(3, '0')}` : stream.folder,
        jobs,
      };
      // One that itself follows another may begin late.
      if (fails >= 0 || stream.jobs[0]?.after?.some((one) => one.includes('.')) === true) return placed;
      sound.push(placed);
      if (sound.length > NEAR) sound.shift();
      return placed;
    },
  };
}

/** Nothing follows the job at the side: what waits for it would wait for its last repetition, or be suppressed with it. */
const sideOf = ({ jobs }: StreamDraft): number => (jobs.length < 4 ? -1 : jobs.length - 2);

interface Weaving {
  readonly job: JobDraft;
  readonly index: number;
  readonly stream: StreamDraft;
  readonly random: Seeded;
  readonly across: () => StreamDraft | undefined;
  readonly isFailing: boolean;
}

function woven(weaving: Weaving): JobDraft {
  const { job, index, stream, random, isFailing } = weaving;
  const { jobs } = stream;
  const after = new Set(job.after);
  // One job in ten waits for many.
  const wanted = random.next() < 0.1 ? random.between(5, 8) : random.between(FEWEST, MOST);
  for (let tries = 3 * wanted; after.size < wanted && tries > 0; tries--) {
    const own = index > 0 && random.next() < 0.6 ? jobs[index - random.between(1, Math.min(index, 6))] : undefined;
    if (own !== undefined) after.add(keyOf(own));
    else {
      const other = weaving.across();
      if (other !== undefined) after.add(`${keyOf(other)}.${keyOf(other.jobs[followed(other, random)] ?? other.jobs[0]!)}`); // a stream has jobs
    }
  }
  const side = jobs[sideOf(stream)];
  if (side !== undefined && after.delete(keyOf(side))) after.add(keyOf(jobs[0]!)); // a stream with a side has jobs
  return {
    ...job,
    after: [...after],
    ...(isFailing ? { outcome: random.next() < 0.1 ? ('FAIL' as const) : ('ABEND' as const), returnCode: random.pick([1, 2, 8, 12, 126, 255]) } : {}),
    ...(isFailing ? {} : job === side ? atTheSide(weaving) : withWaits(weaving)),
  };
}

function followed(stream: StreamDraft, random: Seeded): number {
  const at = random.between(0, stream.jobs.length - 1);
  return at === sideOf(stream) ? at - 1 : at;
}

function atTheSide({ index, stream, random }: Weaving): Partial<JobDraft> {
  const kind = random.next();
  if (kind < REPEATS) return { everyMinutes: random.pick([20, 30, 60]), until: stream.at + random.between(120, 360) };
  const watched = stream.jobs[random.between(0, index - 1)];
  return kind < REPEATS + HANDLES && watched !== undefined ? { onlyIf: [{ on: keyOf(watched), statuses: ['ABEND', 'FAIL'] }] } : {};
}

/** Conditions that are met whatever comes out, and joins: the plan goes on. */
function withWaits({ index, stream: { jobs }, random }: Weaving): Partial<JobDraft> {
  const kind = random.next();
  const on = index === 0 ? undefined : jobs[random.between(0, index - 1)];
  if (on !== undefined && on !== jobs.at(-2) && kind < 1 / CONDITIONAL_ONE_IN)
    return { onlyIf: [{ on: keyOf(on), statuses: random.pick([['STARTED'], ['SUCC', 'ABEND', 'FAIL']] as const) }] };
  if (index < 3 || kind > 1 / CONDITIONAL_ONE_IN + 1 / JOINS_ONE_IN) return {};
  const of = jobs.slice(Math.max(0, index - 4), index).map((one) => ({ on: keyOf(one) }));
  return { joins: [{ name: 'ENOUGH', needed: random.between(1, of.length - 1), of }] };
}
