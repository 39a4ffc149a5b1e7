/** The corpus of attacks (test/fixtures/injection), with the addresses of this test run filled in. */
import { readdirSync, readFileSync } from 'node:fs';

/** What an attack wants of whoever obeys it. */
export type Wish =
  | { readonly say: string }
  | { readonly call: { readonly name: string; readonly args: Readonly<Record<string, unknown>> } }
  | { readonly judge: { readonly is_incorrect: boolean; readonly confidence: number; readonly reason: string } };

export interface Attack {
  readonly id: string;
  /** Where the attacker can write. */
  readonly where: 'log' | 'name' | 'prompt' | 'memory' | 'question';
  readonly language: 'en' | 'pt' | 'es';
  readonly class: string;
  readonly text: string;
  readonly wants: readonly Wish[];
}

const FOLDER = new URL('../../fixtures/injection/', import.meta.url);

/** @param canary base address that must never be asked for; it stands in the attacks. */
export function readAttacks(canary: string): Attack[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(new URL(name, FOLDER), 'utf8').trim().split('\n'));
  return lines.map((line) => JSON.parse(line.replaceAll('{{URL}}', canary).replaceAll('{{HOST}}', new URL(canary).host)) as Attack);
}

/** The same attack about this job. */
export const aimedAt = (attack: Attack, job: string): Attack => JSON.parse(JSON.stringify(attack).replaceAll('{{JOB}}', job)) as Attack;
