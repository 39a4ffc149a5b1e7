/** One JSON line per figure. Machines are noisy: medians and ratios, never a single time. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'µs' | 'per second' | 'MB' | 'ratio';
  /** How many measurements stand behind the value. */
  readonly n: number;
  readonly note?: string;
}

export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ ...figure, value: Number(figure.value.toPrecision(4)) })}\n`);
}

/** The p-quantile (0..1) of the samples, by nearest rank. */
export function quantile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** Milliseconds each call took, one after another, after a tenth of them as warm-up. */
export async function timed(n: number, call: (index: number) => unknown): Promise<number[]> {
  for (let index = 0; index < Math.ceil(n / 10); index++) await call(index);
  const samples: number[] = [];
  for (let index = 0; index < n; index++) {
    const start = performance.now();
    await call(index);
    samples.push(performance.now() - start);
  }
  return samples;
}
