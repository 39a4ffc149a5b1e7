/** Backups and stores in words for the terminal. */
import type { BackupEntry, StoreFacts } from '../../../src-preload/contract/backup.ts';

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

export const factsText = ({ conversations, turns, memories, decisions, schema }: StoreFacts): string =>
  `${conversations} conversations, ${turns} turns, ${memories} memories, ${decisions} review decisions (schema ${schema})`;

export function entryText({ name, at, bytes, kind, facts, problem }: BackupEntry): string {
  const what = { scheduled: 'scheduled', asked: 'asked for', migration: 'before an upgrade', other: '' }[kind];
  const holds = problem ?? (facts === null ? '' : factsText(facts));
  return `  ${at.slice(0, 16).replace('T', ' ')}Z  ${megabytes(bytes).padStart(9)}  ${what.padEnd(17)}  ${holds}\n      ${name}`;
}
