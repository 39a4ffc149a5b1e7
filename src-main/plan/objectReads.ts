/** What tools ask of the smaller things of the plan: one stream, one workstation, resources, prompts, files, and whether the engine moves at all. */
import type { Job, Stream, Workstation } from '../../src-preload/contract/plan/plan.ts';
import { asFault } from '../base/fault.ts';
import type { WorkstationDetails } from '../tws/types/engineTypes.ts';
import type { CallOptions, FileDependencyState, Prompt, Reading, Resource, StreamDetails, TwsClient } from '../tws/types/types.ts';

const MOST_STREAM_JOBS = 500;
const MOST_CANDIDATES = 20;

export function createObjectReads({ tws }: { readonly tws: () => TwsClient }) {
  return {
    /** Job streams that answer to an id, a key or a name: several instances of a day stay several. */
    async resolveStream(ref: string, options: CallOptions): Promise<Reading<Stream[]>> {
      const reading = await tws().streams({ name: ref, limit: MOST_CANDIDATES }, options);
      const byKey = reading.data.filter(({ key }) => key === ref);
      return byKey.length > 0 ? { ...reading, data: byKey, total: byKey.length } : reading;
    },
    streamDetails: (id: string, options: CallOptions): Promise<Reading<StreamDetails>> => tws().stream(id, options),
    streamJobs: (id: string, options: CallOptions): Promise<Reading<Job[]>> => tws().jobs({ streamId: id, limit: MOST_STREAM_JOBS }, options),
    resolveWorkstation: (name: string, options: CallOptions): Promise<Reading<Workstation[]>> => tws().workstations({ name, limit: MOST_CANDIDATES }, options),
    workstationDetails: (id: string, options: CallOptions): Promise<Reading<WorkstationDetails>> => tws().workstation(id, options),
    resources: (options: CallOptions): Promise<Reading<Resource[]>> => tws().resources(options),
    prompts: (options: CallOptions): Promise<Reading<Prompt[]>> => tws().prompts(options),
    files: (options: CallOptions): Promise<Reading<FileDependencyState[]>> => tws().files(options),
    /** The engine's own word for batchman's state (`LIVES`, `DOWN`, ...); null when it does not say or could not be asked. */
    async batchman(options: CallOptions): Promise<string | null> {
      try {
        return (await tws().engineInfo(options)).data.batchman;
      } catch (thrown) {
        if (asFault(thrown).code === 'INTERNAL') throw thrown;
        return null;
      }
    },
  };
}
