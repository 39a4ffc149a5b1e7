/** Readings of the tools about one job stream, one workstation, resources, prompts and files. */
import type { ToolArgs, ToolResult } from '../../../src-preload/contract/tools.ts';
import type { CallOptions } from '../../tws/types/types.ts';
import { folded } from '../answers/folded.ts';
import type { PlanReads } from './planReads.ts';
import { capped, type ToolReading, together, toolReading } from './toolReading.ts';

export async function readStreamDetails(plan: PlanReads, { stream: asked }: ToolArgs<'stream_details'>, options: CallOptions): Promise<ToolReading> {
  const resolved = await plan.resolveStream(asked, options);
  const [one, ...others] = resolved.data;
  if (one === undefined || others.length > 0) {
    const streams = resolved.data.map(({ id, name, key, folder, workstation, status, isLate, isCarriedForward, scheduledAt, limit, priority, jobs }) => ({
      id,
      name,
      key,
      folder,
      workstation,
      status,
      isLate,
      isCarriedForward,
      scheduledAt,
      limit,
      priority,
      jobs,
    }));
    return toolReading(resolved, { kind: 'unresolved-stream', asked, streams } satisfies ToolResult<'stream_details'>, { rows: streams.length });
  }
  const reading = await plan.streamDetails(one.id, options);
  const jobs = await plan.streamJobs(one.id, options);
  // What the tool returns is named one by one: the engine's row holds more than its schema.
  const { elapsedMs: _elapsed, ...details } = reading.data;
  const stream = { ...details, dependencies: [...details.dependencies] };
  const data = { kind: 'found', stream, jobs: jobs.data, jobsTotal: jobs.total } satisfies ToolResult<'stream_details'>;
  return together(toolReading(reading, data, { rows: 1 + jobs.data.length, isCut: jobs.isTruncated }), jobs);
}

export async function readWorkstationDetails(
  plan: PlanReads,
  { workstation: asked }: ToolArgs<'workstation_details'>,
  options: CallOptions,
): Promise<ToolReading> {
  const resolved = await plan.resolveWorkstation(asked, options);
  const leaf = folded(asked).replace(/^.*\//, '');
  const exact = resolved.data.filter(({ name }) => folded(name) === leaf);
  const [one, ...others] = exact.length > 0 ? exact : resolved.data;
  if (one === undefined || others.length > 0) {
    const workstations = resolved.data;
    return toolReading(resolved, { kind: 'unresolved-workstation', asked, workstations } satisfies ToolResult<'workstation_details'>, {
      rows: workstations.length,
    });
  }
  const reading = await plan.workstationDetails(one.id, options);
  const { facts, port: _port, agentId: _agent, missing, ...details } = reading.data;
  const workstation = {
    ...details,
    certificateExpiresAt: facts?.certificateExpiresAt ?? null,
    health: details.health === null ? null : { ...details.health },
    missing: missing.map((fault) => fault.toData()),
  };
  return toolReading(reading, { kind: 'found', workstation } satisfies ToolResult<'workstation_details'>, { rows: 1, missing: workstation.missing[0] ?? null });
}

export async function readResources(plan: PlanReads, args: ToolArgs<'resources'>, options: CallOptions): Promise<ToolReading> {
  const reading = await plan.resources(options);
  const wanted = reading.data.filter(({ name, available }) => isNamed(name, args.name) && (!args.only_short || available === null || available <= 0));
  const { kept, isCut } = capped(wanted);
  const resources = kept.map(({ name, workstation, quantity, available, inUse, status, holders }) => ({
    name,
    workstation,
    quantity,
    available,
    inUse,
    status,
    holders: holders === null ? null : holders.map((holder) => ({ name: holder.name, quantity: holder.quantity })),
  }));
  return toolReading(reading, { resources, total: reading.isTruncated ? null : wanted.length } satisfies ToolResult<'resources'>, {
    rows: resources.length,
    isCut,
  });
}

/** Everything but a prompt that was answered waits for somebody, or may yet. */
export async function readPrompts(plan: PlanReads, { only_open }: ToolArgs<'prompts'>, options: CallOptions): Promise<ToolReading> {
  const reading = await plan.prompts(options);
  const wanted = reading.data.filter(({ status }) => !only_open || /^(?:ASKED|UNKNOWN)$/i.test(status));
  const { kept, isCut } = capped(wanted);
  const prompts = kept.map(({ name, number, text, status, kind, askedAt, jobKey, streamKey }) => ({
    name,
    number,
    text,
    status,
    kind,
    askedAt,
    jobKey,
    streamKey,
  }));
  return toolReading(reading, { prompts, total: reading.isTruncated ? null : wanted.length } satisfies ToolResult<'prompts'>, { rows: prompts.length, isCut });
}

const HAS_ARRIVED = /^(?:YES|EXISTS?|FOUND|OK)$/i;

export async function readFiles(plan: PlanReads, args: ToolArgs<'files'>, options: CallOptions): Promise<ToolReading> {
  const reading = await plan.files(options);
  const wanted = reading.data.filter(({ name, status }) => isNamed(name, args.name) && (!args.only_missing || !HAS_ARRIVED.test(status)));
  const { kept, isCut } = capped(wanted);
  const files = kept.map(({ name, workstation, qualifier, status }) => ({ name, workstation, qualifier, status }));
  return toolReading(reading, { files, total: reading.isTruncated ? null : wanted.length } satisfies ToolResult<'files'>, { rows: files.length, isCut });
}

/** Part of the name will do; `@` and `*` match any run of characters. */
function isNamed(name: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const parts = folded(wanted).split(/[@*]+/);
  let at = 0;
  for (const part of parts) {
    const found = folded(name).indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}
