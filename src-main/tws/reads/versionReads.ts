/** Which engine this is and what it offers: from what it says of itself, from the description of its API where it serves one, else from its version. */
import { Fault } from '../../base/fault.ts';
import type { EngineOffer } from '../types/engineTypes.ts';
import type { Operations } from '../operations.ts';
import { textOf } from '../http/readBody.ts';
import type { Read } from '../reader.ts';
import { objectOf } from '../rows/wire/decode.ts';
import { engineInfoOf } from '../rows/smallRows.ts';
import { wireEngineInfoV1, wireEngineInfoV2 } from '../rows/wire/wire.ts';
import type { CallOptions, EngineInfo, Reading, TwsClient } from '../types/types.ts';
import { type ReadSource, readingOf, TTL_MS } from './source.ts';

type VersionReads = Pick<TwsClient, 'engineInfo' | 'offer'>;

const SPEC = '/twsd/WA_API3_v2.json';
/** The largest known is 1.7 MB. */
const MOST_SPEC_BYTES = 16_000_000;

export function createVersionReads(source: ReadSource, operations: Operations): VersionReads {
  const { reader, calls } = source;
  const info = (options: CallOptions) => readEngineInfo(source, operations, options);
  const paths = async (options: CallOptions): Promise<Read<ReadonlySet<string> | null>> => {
    const decode = (answer: { readonly body: Parameters<typeof textOf>[0] }) => pathsIn(textOf(answer.body));
    return reader.read({ call: calls.text(SPEC, MOST_SPEC_BYTES), gate: 'one', ttlMs: TTL_MS.definition, decode }, options);
  };
  return {
    engineInfo: info,
    async offer(options) {
      const engine = await info(options);
      const spec = await orFault(paths(options));
      const described = spec instanceof Fault ? null : spec.value;
      const data = offerOf(engine.data.version, described, engine.hasV2);
      return readingOf(engine, data, { isComplete: engine.isComplete });
    },
  };
}

interface InfoReading extends Reading<EngineInfo> {
  readonly hasV2: boolean;
}

/** v1 knows more of the plan, v2 is what the rest is read from: one of the two must answer. */
async function readEngineInfo({ reader }: ReadSource, operations: Operations, options: CallOptions): Promise<InfoReading> {
  const v2 = await orFault(
    reader.read({ call: operations.infoV2(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV2, answer) }, options),
  );
  // A wrong password is not sent twice: some engines lock the user out.
  if (v2 instanceof Fault && v2.code === 'TWS_AUTH') throw v2;
  const v1 = await orFault(
    reader.read({ call: operations.infoV1(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV1, answer) }, options),
  );
  if (v2 instanceof Fault && v1 instanceof Fault) {
    if (v2.code !== 'TWS_UNSUPPORTED') throw v2;
    if (v1.code !== 'TWS_UNSUPPORTED') throw v1;
    throw new Fault(
      'TWS_UNSUPPORTED',
      'This address does not offer the REST API of the engine: check that it is the master or backup master, version 10.1 or later.',
    );
  }
  const data = engineInfoOf(v2 instanceof Fault ? null : v2.value, v1 instanceof Fault ? null : v1.value);
  reader.setVersion(data.version);
  const observedAtMs = Math.min(...[v2, v1].map((read) => (read instanceof Fault ? Number.POSITIVE_INFINITY : read.observedAtMs)));
  const isComplete = !(v2 instanceof Fault) && !(v1 instanceof Fault);
  return { ...readingOf({ observedAtMs }, data, { isComplete }), hasV2: !(v2 instanceof Fault && v2.code === 'TWS_UNSUPPORTED') };
}

/** Whatever one of the two refuses or garbles, the other may still answer; an engine that is away answers neither. */
const AWAY: ReadonlySet<string> = new Set(['TWS_UNREACHABLE', 'TWS_TIMEOUT', 'TWS_TLS']);

async function orFault<T>(read: Promise<Read<T>>): Promise<Read<T> | Fault> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('TWS_') && !AWAY.has(error.code)) return error;
    throw error;
  }
}

/** The paths the description names, without parsing two megabytes of it; null when it is none. */
function pathsIn(text: string): ReadonlySet<string> | null {
  const paths = new Set([...text.matchAll(/"(\/twsd\/api\/v2\/[^"\s]{1,300})"\s*:/g)].map(([, path = '']) => path.replaceAll(/\{[^{}]*\}/g, '{}')));
  return paths.size === 0 ? null : paths;
}

/** Numbers at the front of the engine's version; null when it says none. */
function versionOf(said: string): readonly [number, number, number] | null {
  const [, major, minor, fix] = /(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(said) ?? [];
  return major === undefined ? null : [Number(major), Number(minor ?? 0), Number(fix ?? 0)];
}

const isAtLeast = (version: readonly number[], other: readonly number[]): boolean => {
  for (const [index, number] of other.entries()) if ((version[index] ?? 0) !== number) return (version[index] ?? 0) > number;
  return true;
};

/** Two versions are documented; between them nobody outside knows where each reading came or went. */
function offerOf(version: string, described: ReadonlySet<string> | null, hasV2: boolean): EngineOffer {
  const numbers = versionOf(version);
  const profile = profileOf(numbers, hasV2);
  const has = (path: string, in101: boolean): boolean | null => {
    if (!hasV2) return false;
    if (described !== null) return described.has(path);
    if (profile === '10.1.0.1') return in101;
    return profile === '10.2.8' ? !in101 : null;
  };
  return {
    version,
    profile,
    isDescribed: described !== null,
    hasPrompts: has('/twsd/api/v2/plan/prompt', false),
    hasFiles: has('/twsd/api/v2/plan/file', false),
    hasNextRuns: has('/twsd/api/v2/model/jobstream/{}/rc-evaluation', false),
    hasSuccessorLists: has('/twsd/api/v2/plan/job/{}/successors', true),
  };
}

function profileOf(version: readonly number[] | null, hasV2: boolean): EngineOffer['profile'] {
  if (!hasV2) return 'before-v2';
  if (version === null) return 'unknown';
  if (!isAtLeast(version, [10, 2])) return '10.1.0.1';
  if (isAtLeast(version, [10, 2, 9])) return 'newer';
  return isAtLeast(version, [10, 2, 8]) ? '10.2.8' : 'unknown';
}
