/** Copies of the store: what there is, making one, and putting one in place of the present store, looked at first. */
import * as z from 'zod';
import { faultSchema } from './fault.ts';
import { instant } from './ids.ts';
import { forAdministrator } from './procedure.ts';

const count = z.number().int();
const storeFacts = z.strictObject({
  /** Version of the schema. */
  schema: count,
  conversations: count,
  turns: count,
  memories: count,
  /** Review items a person has decided on. */
  decisions: count,
});
export type StoreFacts = z.infer<typeof storeFacts>;

const backupEntry = z.strictObject({
  name: z.string(),
  path: z.string(),
  at: instant,
  bytes: count,
  /** `migration`: the store as it was before a new version of Resync changed its schema. */
  kind: z.enum(['scheduled', 'asked', 'migration', 'other']),
  /** null: it cannot be read; `problem` says why. */
  facts: storeFacts.nullable(),
  hasSettings: z.boolean(),
  hasAgents: z.boolean(),
  problem: z.string().nullable(),
});
export type BackupEntry = z.infer<typeof backupEntry>;

const folder = z.string().trim().min(1).max(1_000);
const backupList = z.strictObject({
  /** Where backups go. */
  folder: z.string(),
  /** Newest first. */
  backups: z.array(backupEntry),
  /** What keeps the folder from being read. */
  fault: faultSchema.nullable(),
  /** What became of the last one tried since the start. */
  lastFault: faultSchema.nullable(),
  isRunning: z.boolean(),
  nextDueAt: instant.nullable(),
});
export type BackupList = z.infer<typeof backupList>;

/** Where the backup lies: null for the folder of the settings; and its name there. */
const which = { folder: folder.nullable(), name: z.string().min(1).max(200) };

const restorePreview = z.strictObject({
  backup: backupEntry,
  /** The store as it is now; null: there is none, or it cannot be read (`presentProblem`). */
  present: storeFacts.nullable(),
  presentProblem: z.string().nullable(),
  /** Whether there are settings now that the backup's would replace. */
  hasPresentSettings: z.boolean(),
  /** null: every byte was checked, and it can be put in place. */
  fault: faultSchema.nullable(),
  /** The newest one that can be used, when this one cannot. */
  nextGood: backupEntry.nullable(),
});
export type RestorePreview = z.infer<typeof restorePreview>;

export const backups = {
  list: forAdministrator
    .route({ method: 'GET', path: '/backups', summary: 'Backups in the folder of the settings, or in another' })
    .input(z.strictObject({ folder: folder.optional() }))
    .output(backupList),
  make: forAdministrator.route({ method: 'POST', path: '/backups', summary: 'Make a backup now; answers when it is verified' }).output(backupEntry),
  preview: forAdministrator
    .route({ method: 'POST', path: '/backups/preview', summary: 'Check a backup whole, and show what it would replace' })
    .input(z.strictObject(which))
    .output(restorePreview),
  /** Answers when the backup is checked, copied and decided on; the core then starts again on it, and every line to it breaks once. */
  restore: forAdministrator
    .route({ method: 'POST', path: '/backups/restore', summary: 'Put a backup in place of the present store, which is kept aside' })
    .input(z.strictObject({ ...which, withSettings: z.boolean() }))
    .output(z.strictObject({ keptAs: z.string().nullable() })),
};
