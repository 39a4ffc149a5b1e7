/** What Resync counts about itself, as Prometheus text. Labels come from closed lists only, so that the series stay few. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** `route` is a name of the contract. */
  readonly recordCall: (call: { readonly route: string; readonly outcome: string; readonly durationMs: number }) => void;
  readonly recordTurn: (turn: { readonly state: string; readonly answeredBy: string; readonly durationMs: number }) => void;
  readonly recordVerdict: (verdict: string) => void;
  /** A try of the recorder to read the plan. */
  readonly recordReading: (outcome: 'done' | 'failed') => void;
  /** A connection that left this machine, as the egress ledger has it. */
  readonly recordOutgoing: (entry: { readonly purpose: string; readonly outcome: string; readonly bytesOut: number; readonly bytesIn: number }) => void;
  /** Prometheus text exposition format, version 0.0.4. */
  readonly text: () => Promise<string>;
  /** 99th percentile of the event loop's delay since start, in ms. */
  readonly eventLoopDelayP99Ms: () => number;
  readonly stop: () => void;
}

/** Seconds. Around the promises that matter: 20 ms for a local call, a few seconds for an answer. */
const CALL_BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.2, 1, 5, 30];
const TURN_BUCKETS = [0.2, 0.5, 1, 2, 5, 10, 30, 60, 120];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const delayP99Ms = () => loop.percentile(99) / 1e6;

  const calls = new Counter({ name: 'resync_calls_total', help: 'Calls by route and outcome', labelNames: ['route', 'outcome'], registers });
  const callSeconds = new Histogram({ name: 'resync_call_seconds', help: 'Time to answer a call', labelNames: ['route'], buckets: CALL_BUCKETS, registers });
  const turns = new Counter({ name: 'resync_turns_total', help: 'Questions by how they ended', labelNames: ['state', 'answered_by'], registers });
  const turnSeconds = new Histogram({
    name: 'resync_turn_seconds',
    help: 'Time to a whole answer',
    labelNames: ['answered_by'],
    buckets: TURN_BUCKETS,
    registers,
  });
  const verdicts = new Counter({ name: 'resync_audit_verdicts_total', help: 'Verdicts of the auditor', labelNames: ['verdict'], registers });
  const readings = new Counter({ name: 'resync_recorder_readings_total', help: 'Readings of the plan for the record', labelNames: ['outcome'], registers });
  const outgoing = new Counter({
    name: 'resync_outgoing_calls_total',
    help: 'Connections that left this machine',
    labelNames: ['purpose', 'outcome'],
    registers,
  });
  const outgoingBytes = new Counter({
    name: 'resync_outgoing_bytes_total',
    help: 'Bytes of those connections',
    labelNames: ['purpose', 'direction'],
    registers,
  });
  addGauge(registry, { name: 'resync_event_loop_delay_p99_seconds', help: 'Delay of the event loop, 99th percentile', read: () => delayP99Ms() / 1000 });
  addGauge(registry, { name: 'process_resident_memory_bytes', help: 'Resident memory', read: () => process.memoryUsage.rss() });
  addGauge(registry, { name: 'process_uptime_seconds', help: 'Time since start', read: () => process.uptime() });

  return {
    recordCall: ({ route, outcome, durationMs }) => {
      calls.inc({ route, outcome });
      callSeconds.observe({ route }, durationMs / 1000);
    },
    recordTurn: ({ state, answeredBy, durationMs }) => {
      turns.inc({ state, answered_by: answeredBy });
      turnSeconds.observe({ answered_by: answeredBy }, durationMs / 1000);
    },
    recordVerdict: (verdict) => verdicts.inc({ verdict }),
    recordReading: (outcome) => readings.inc({ outcome }),
    recordOutgoing: ({ purpose, outcome, bytesOut, bytesIn }) => {
      outgoing.inc({ purpose, outcome });
      outgoingBytes.inc({ purpose, direction: 'out' }, bytesOut);
      outgoingBytes.inc({ purpose, direction: 'in' }, bytesIn);
    },
    text: () => registry.metrics(),
    eventLoopDelayP99Ms: delayP99Ms,
    stop: () => {
      loop.disable();
      registry.clear();
    },
  };
}

function addGauge(registry: Registry, { name, help, read }: { name: string; help: string; read: () => number }): void {
  const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
}
