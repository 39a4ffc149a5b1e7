/** Memory: what is remembered, filtered, with where each memory comes from. */
import { create } from 'zustand';
import type { Finding } from '../../src-preload/contract/review/audit.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';
import type { Memory, MemoryState, MemoryUse } from '../../src-preload/contract/memory.ts';
import type { FaultView } from '../bridge/fault.ts';
import { ask, LOADING, lastAsked, lastOf, type Remote, readInto } from '../bridge/remote.ts';
import { go } from '../frame/address.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import { say } from '../words/words.ts';

interface MemoryList {
  readonly memories: readonly Memory[];
  readonly total: number;
  readonly byState: Readonly<Record<string, number>>;
}

interface MemoryScreenState {
  readonly list: Remote<MemoryList>;
  readonly search: string;
  readonly state: MemoryState | null;
  readonly chosenId: MemoryId | null;
  readonly findings: Remote<readonly Finding[]>;
  /** What the next answer would be given for the question of the chosen memory, without that memory itself. */
  readonly neighbours: Remote<readonly MemoryUse[]>;
}

export const useMemory = create<MemoryScreenState>(() => ({ list: LOADING, search: '', state: null, chosenId: null, findings: LOADING, neighbours: LOADING }));
const { getState: get, setState: set } = useMemory;
const complain = (fault: FaultView) => showToast(sayFault(fault), { tone: 'bad' });

const askList = lastAsked();

export async function readMemories(): Promise<void> {
  const { search, state } = get();
  const text = search.trim();
  const isNewest = askList();
  await readInto(
    () => get().list,
    (list) => {
      if (isNewest()) set({ list });
    },
    (core) => core.memory.list({ ...(text === '' ? {} : { search: text }), ...(state ? { state } : {}), limit: 500 }),
  );
}

export function filterMemories(filter: Partial<Pick<MemoryScreenState, 'search' | 'state'>>): void {
  set(filter);
  void readMemories();
}

export async function chooseMemory(memoryId: MemoryId | null): Promise<void> {
  set({ chosenId: memoryId, findings: LOADING, neighbours: LOADING });
  if (memoryId === null) return;
  await Promise.all([
    readInto(
      () => get().findings,
      (findings) => {
        if (get().chosenId === memoryId) set({ findings });
      },
      (core) => core.audit.findings({ memoryId }),
    ),
    readNeighbours(memoryId),
  ]);
}

const NEIGHBOURS = 5;

async function readNeighbours(memoryId: MemoryId): Promise<void> {
  const question =
    lastOf(get().list)
      ?.memories.find(({ id }) => id === memoryId)
      ?.question.trim() ?? '';
  if (question === '') return set({ neighbours: { at: 'ready', value: [] } });
  await readInto(
    () => get().neighbours,
    (neighbours) => {
      if (get().chosenId === memoryId) set({ neighbours });
    },
    async (core) => {
      const found = await core.memory.retrieve({ question: question.slice(0, 8_000), limit: NEIGHBOURS + 1 });
      return found.filter((memory) => memory.memoryId !== memoryId).slice(0, NEIGHBOURS);
    },
  );
}

export async function removeMemory(memoryId: MemoryId, reason: string): Promise<void> {
  const answer = await ask((core) => core.memory.remove({ memoryId, reason }));
  if (!answer.isOk) return complain(answer.fault);
  showToast(say('memory.removed'), { action: { label: say('do.undo'), run: () => void restoreMemory(memoryId) } });
  await readMemories();
}

export async function restoreMemory(memoryId: MemoryId): Promise<void> {
  const answer = await ask((core) => core.memory.restore({ memoryId }));
  if (!answer.isOk) return complain(answer.fault);
  showToast(say('memory.restored'));
  await readMemories();
}

/** Opens the conversation a memory came from. */
export async function openOrigin({ turnId }: Memory): Promise<void> {
  if (turnId === null) return;
  const answer = await ask((core) => core.chat.turn({ turnId }));
  if (answer.isOk) go(`/chat/${answer.value.conversationId}`);
  else complain(answer.fault);
}
