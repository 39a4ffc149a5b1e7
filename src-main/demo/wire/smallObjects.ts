/** Prompts, resources and the engine itself as the API writes them. */

import { known, type PlanPrompt, type PlanResource, type SimulatedPlan } from '../plan/planModel.ts';
import { heldOf, holdersOf, promptStatusAt } from '../plan/state.ts';
import { jobKeyOf } from './jobs.ts';
import { ENGINE_ID, instant, machineName, ROOT_FOLDER_ID } from './values.ts';

export function wirePrompt(plan: SimulatedPlan, prompt: PlanPrompt, now: number): Record<string, unknown> {
  const job = known(plan.jobs, prompt.jobId);
  const stream = known(plan.streams, job.streamId);
  return {
    engineId: ENGINE_ID,
    id: prompt.id,
    planId: plan.id,
    name: prompt.name,
    key: prompt.name,
    folder: '/',
    folderId: ROOT_FOLDER_ID,
    number: prompt.number,
    text: prompt.text,
    status: promptStatusAt(plan, prompt, now),
    type: 'Predefined Prompt',
    timeRespond: prompt.answeredMs <= now ? instant(prompt.answeredMs) : undefined,
    jobId: job.id,
    jobKey: jobKeyOf(stream, job),
    jobStreamId: stream.id,
    workstation: machineName(prompt.workstation),
    archived: plan.isArchived,
    actions: [],
  };
}

export function wireResource(plan: SimulatedPlan, resource: PlanResource, now: number): Record<string, unknown> {
  const inUse = heldOf(plan, resource, now);
  return {
    engineId: ENGINE_ID,
    id: resource.id,
    name: resource.name,
    key: `${machineName(resource.workstation)}#/${resource.name}`,
    folder: '/',
    folderId: ROOT_FOLDER_ID,
    workstation: machineName(resource.workstation),
    workstationId: known(plan.workstations, resource.workstation).id,
    quantity: resource.quantity,
    quantityInUse: inUse,
    quantityAvailable: resource.quantity - inUse,
    status: resource.quantity > inUse ? 'AVAILABLE' : 'NOT_AVAILABLE',
    holders: holdersOf(plan, resource, now).map(({ job, quantity }) => {
      const stream = known(plan.streams, job.streamId);
      return { jobStreamId: stream.id, jobStream: stream.name, jobId: job.id, job: job.name, jobKey: jobKeyOf(stream, job), quantity, shared: false };
    }),
    archived: plan.isArchived,
    actions: [],
  };
}

export function engineInfoV2(plan: SimulatedPlan, profile: '10.2.8' | '10.1.0.1'): Record<string, unknown> {
  const full = profile === '10.2.8' ? '10.2.8.00' : '10.1.0.01';
  return {
    displayVersion: profile,
    fullVersion: full,
    capabilities: {},
    referenceId: ENGINE_ID,
    licenseType: 'PERSERVER',
    locale: 'en',
    timezone: plan.timeZone,
  };
}

/** The misspelling is the engine's. */
export function engineInfoV1(plan: SimulatedPlan, profile: '10.2.8' | '10.1.0.1'): Record<string, unknown> {
  return {
    type: 'DISTRIBUTED',
    version: profile,
    fullVersion: profile === '10.2.8' ? '10.2.8.00' : '10.1.0.01',
    hasModel: true,
    hasPlan: true,
    hasDatabasePlan: true,
    locale: 'en',
    timezone: plan.timeZone,
    dbTimezone: plan.timeZone,
    planTimezone: plan.timeZone,
    workstationName: 'MDM1',
    domainName: 'MASTERDM',
    masterDomain: 'MASTERDM',
    masterWorkstation: 'MDM1',
    synphonyFound: true,
    synphonyRunNumber: plan.runNumber,
    synphonyScheduledDate: instant(plan.startMs),
    synphonyBatchManStatus: 'LIVES',
    synphonyPlanStart: instant(plan.startMs),
    synphonyPlanEnd: instant(plan.endMs),
    synphonyStartTime: instant(plan.startMs),
    synphonySize: 512 * (plan.jobs.size + plan.streams.size + plan.workstations.size + plan.files.size + plan.prompts.size + plan.resources.size),
    synphonyFileName: 'Symphony',
    rdbmsType: 'DB2',
    fipsEnabled: false,
    roleBasedSecurityEnabled: true,
    licenseType: 'PERSERVER',
  };
}
