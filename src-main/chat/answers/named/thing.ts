/** One name, every kind of thing it may belong to: jobs, streams, workstations, resources, prompts and files are asked for it in turn. */
import type { Receipt } from '../../../../src-preload/contract/chat.ts';
import type { Ask } from '../ask.ts';
import { folded } from '../folded.ts';
import { isWhole } from '../said/evidence.ts';
import { lookAt } from '../said/jobText.ts';

export type Kind = 'job' | 'stream' | 'workstation' | 'resource' | 'prompt' | 'file';
export type Resolved =
  | { readonly at: 'found'; readonly kind: Kind }
  /** It may be there: what could not be read in full. */
  | { readonly at: 'unread'; readonly receipt: Receipt }
  | { readonly at: 'absent'; readonly receipts: readonly Receipt[] };

/** In the order in which a name is likely to be theirs. */
const KINDS: readonly Kind[] = ['job', 'stream', 'workstation', 'resource', 'prompt', 'file'];

/** @returns the first kind that has something of this very name; a reading that fails does not make the name absent. */
export async function thingNamed(ask: Ask, name: string, kinds: readonly Kind[] = KINDS): Promise<Resolved> {
  let unread: Receipt | null = null;
  const receipts: Receipt[] = [];
  for (const kind of kinds) {
    const { has, receipt } = await LOOKS[kind](ask, name);
    if (has) return { at: 'found', kind };
    if (receipt === null) continue;
    receipts.push(receipt);
    if (!isWhole(receipt)) unread ??= receipt;
  }
  return unread === null ? { at: 'absent', receipts } : { at: 'unread', receipt: unread };
}

type Look = (ask: Ask, name: string) => Promise<{ readonly has: boolean; readonly receipt: Receipt | null }>;

const leaf = (name: string): string => folded(name).replace(/^.*[/#]/, '');
const isSame = (name: string, asked: string): boolean => folded(name) === folded(asked) || leaf(name) === leaf(asked);
/** A name of this shape is none of that kind. */
const NONE = { has: false, receipt: null } as const;

/** Asked for one kind; no receipt: a name of this shape is none of that kind. */
const LOOKS: Readonly<Record<Kind, Look>> = {
  async job(ask, name) {
    const found = await lookAt(ask, 'job_details', { job: name });
    return { has: found.at === 'found' || (found.at === 'unresolved' && found.candidates.length > 0), receipt: found.receipt };
  },
  async stream(ask, name) {
    if (name.includes('.')) return NONE;
    const { receipt, result } = await ask.call('find_streams', { name, limit: 50 });
    return { has: (result?.streams.length ?? 0) > 0, receipt };
  },
  async workstation(ask, name) {
    if (name.includes('.') || name.includes('#')) return NONE;
    const { receipt, result } = await ask.call('workstations', { name: name.slice(name.lastIndexOf('/') + 1), only_problems: false });
    return { has: (result?.workstations.length ?? 0) > 0, receipt };
  },
  async resource(ask, name) {
    const { receipt, result } = await ask.call('resources', { name });
    return { has: result !== null && result.resources.some((one) => isSame(one.name, name)), receipt };
  },
  async prompt(ask, name) {
    const { receipt, result } = await ask.call('prompts', { only_open: false });
    return { has: result !== null && result.prompts.some((one) => one.name !== null && isSame(one.name, name)), receipt };
  },
  async file(ask, name) {
    const { receipt, result } = await ask.call('files', {});
    return { has: result !== null && result.files.some((one) => isSame(one.name, name)), receipt };
  },
};
