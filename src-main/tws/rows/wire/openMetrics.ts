/** Reads OpenMetrics (and the older Prometheus) text: `name{label="value"} number`. Lines that are neither are counted, never guessed. Pure. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Samples {
  readonly samples: readonly Sample[];
  /** Lines that are no comment and no sample. */
  readonly unreadable: number;
}

/** A master with 1,500 workstations has a few thousand series. */
const MOST_SAMPLES = 200_000;
const SERIES = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\s*\{([^"}]*(?:"(?:[^"\\]|\\.)*"[^"}]*)*)\})?\s/;
const VALUE = /^(\S+)(?:\s+-?[\d.eE+]+)?(?:\s+#.*)?$/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

export function samplesOf(text: string): Samples {
  const samples: Sample[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    const plain = line.trim();
    if (plain === '' || plain.startsWith('#')) continue;
    const sample = samples.length < MOST_SAMPLES ? sampleOf(plain) : null;
    if (sample === null) unreadable++;
    else samples.push(sample);
  }
  return { samples, unreadable };
}

function sampleOf(line: string): Sample | null {
  const [series = '', name, said] = SERIES.exec(line) ?? [];
  const number = VALUE.exec(line.slice(series.length).trimStart())?.[1];
  if (name === undefined || number === undefined) return null;
  const labels = labelsOf(said ?? '');
  const value = valueOf(number);
  return labels === null || value === null ? null : { name, labels, value };
}

function labelsOf(said: string): Record<string, string> | null {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < said.trimEnd().length) {
    const found = LABEL.exec(said);
    if (found === null) return null;
    labels[found[1] ?? ''] = (found[2] ?? '').replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}

/** null for NaN and infinities too: a series that has no value says nothing. */
function valueOf(said: string): number | null {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(said)) return null;
  const value = Number(said);
  return Number.isFinite(value) ? value : null;
}
