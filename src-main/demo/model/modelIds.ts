/** Identifiers of definitions: the same for every instance in every plan. */
import type { PlanJob, PlanStream } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';

export const streamModelId = ({ folder, name }: PlanStream): string => uuidOf(`model${folder}/${name}`);
export const jobDefinitionId = (stream: PlanStream, job: PlanJob): string => uuidOf(`definition${stream.folder}/${stream.name}/${job.name}`);
/** Not the one its row in the plan has. */
export const workstationModelId = (name: string): string => uuidOf(`model/workstation/${name}`);
export const modelObjectId = (kind: string, name: string): string => uuidOf(`model/${kind}/${name}`);
