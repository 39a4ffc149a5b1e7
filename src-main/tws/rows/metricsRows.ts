/** The series of the engine's `/metrics` as facts. How its labels are spelled is not confirmed: each is found by what its name speaks of. Pure. */
import type { EngineMetrics } from '../types/engineTypes.ts';
import { commonOfWord } from '../status/statusMap.ts';
import { lastSegment } from './displayKey.ts';
import type { Sample } from './wire/openMetrics.ts';
import { whole } from './wire/wireValues.ts';

export function metricsOf(samples: readonly Sample[]): EngineMetrics {
  const named = (pattern: RegExp) => samples.filter(({ name }) => pattern.test(name));
  const one = (pattern: RegExp): number | null => named(pattern)[0]?.value ?? null;
  const byStatus = jobsByStatus(named(/JobsInPlanCount_jobs?$/i));
  return {
    jobsByStatus: byStatus,
    jobs: counted(one(/JobsInPlanCount_job_total$/i)),
    isDatabaseConnected: asFlag(one(/DB_connected_boolean$/i)),
    mailboxes: named(/msgFileFill_percent$/i).flatMap(({ labels, value }) => {
      const name = labelled(labels, /file|msg|mailbox|box|name|queue/i);
      return name === null || value < 0 || value > 100 ? [] : [{ name, percent: value }];
    }),
    workstations: workstationsOf(named(/workstation_running_boolean$/i), named(/workstation_linked_boolean$/i)),
    criticalJobs: criticalOf(named(/criticalJob_/i)),
    heapUsedBytes: counted(one(/memory_usedHeap_bytes$/i)),
    heapMostBytes: counted(one(/memory_maxHeap_bytes$/i)),
  };
}

const counted = (value: number | null): number | null => (value === null || value < 0 ? null : whole(value));
const asFlag = (value: number | null | undefined): boolean | null => (value === 1 ? true : value === 0 ? false : null);

/** Labels every series of the server carries; the fact's own name is another one. */
const COMMON_LABELS = /^(?:mp_|scope$|app$|host$|instance$|job_instance$|unit$)/i;

/** The label whose name fits; else the only one there is. */
function labelled(labels: Sample['labels'], pattern: RegExp): string | null {
  const own = Object.entries(labels).filter(([name]) => !COMMON_LABELS.test(name));
  const fitting = own.find(([name]) => pattern.test(name)) ?? (own.length === 1 ? own[0] : undefined);
  return fitting?.[1] ?? null;
}

function jobsByStatus(samples: readonly Sample[]): EngineMetrics['jobsByStatus'] {
  const counts: Record<string, number> = {};
  for (const { labels, value } of samples) {
    const word = labelled(labels, /status/i);
    if (word === null || counted(value) === null) continue;
    const status = commonOfWord(word) ?? 'UNKNOWN';
    counts[status] = (counts[status] ?? 0) + value;
  }
  return Object.keys(counts).length === 0 ? null : counts;
}

function workstationsOf(running: readonly Sample[], linked: readonly Sample[]): EngineMetrics['workstations'] {
  const found = new Map<string, { isRunning: boolean | null; isLinked: boolean | null }>();
  const note = (samples: readonly Sample[], fact: 'isRunning' | 'isLinked') => {
    for (const { labels, value } of samples) {
      const name = labelled(labels, /workstation|ws|cpu|name/i);
      if (name === null) continue;
      const seen = found.get(lastSegment(name)) ?? { isRunning: null, isLinked: null };
      found.set(lastSegment(name), { ...seen, [fact]: asFlag(value) });
    }
  };
  note(running, 'isRunning');
  note(linked, 'isLinked');
  return [...found].map(([name, facts]) => ({ name, ...facts }));
}

function criticalOf(samples: readonly Sample[]): EngineMetrics['criticalJobs'] {
  const byJob = new Map<string, Sample[]>();
  for (const sample of samples) {
    const name = labelled(sample.labels, /job/i);
    if (name !== null) byJob.set(name, [...(byJob.get(name) ?? []), sample]);
  }
  return [...byJob].map(([name, own]) => {
    const value = (pattern: RegExp) => own.find((sample) => pattern.test(sample.name))?.value ?? null;
    const confidence = value(/confidence_factor$/i);
    return {
      name,
      isHighRisk: asFlag(value(/highRisk_boolean$/i)),
      isPotentialRisk: asFlag(value(/potentialRisk_boolean$/i)),
      incompletePredecessors: counted(value(/incompletePredecessors?_jobs$/i)),
      confidence: confidence === null || confidence < 0 || confidence > 100 ? null : confidence > 1 ? confidence / 100 : confidence,
    };
  });
}
