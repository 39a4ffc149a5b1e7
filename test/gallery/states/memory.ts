/** Memory: the list and one memory in each state of trust. */
import { type MemoryState, memoryStates } from '../../../src-preload/contract/memory.ts';
import { night } from '../night/night.ts';
import { ago } from '../night/now.ts';
import { fails, inTurn, type Replies, type State, type States, WAITS } from './state.ts';

const { memories } = night;
const [firstMemory] = memories.memories;
if (firstMemory === undefined) throw new Error('The recorded night has no memory');

type Memory = (typeof memories.memories)[number];
const firstIs = (changes: Partial<Memory>): Replies => ({
  'memory.list': { ...memories, memories: [{ ...firstMemory, ...changes }, ...memories.memories.slice(1)] },
});
const shown = (changes: Partial<Memory>): State => ({ at: '/memory', replies: firstIs(changes), act: (hand) => hand.press('j') });
const inState = (state: MemoryState): State =>
  shown({ state, decidedBy: state === 'quarantined' ? null : 'ana', restorableUntil: state === 'rejected' || state === 'superseded' ? ago(-20_000) : null });

export const memoryScreenStates = {
  list: { at: '/memory' },
  loading: { at: '/memory', replies: { 'memory.list': WAITS }, isUnderWay: true },
  failed: { at: '/memory', replies: { 'memory.list': fails('STORE_FAILED', { detail: 'SQLITE_CORRUPT' }) } },
  stale: { at: '/memory', replies: { 'memory.list': inTurn(memories, memories, fails('STORE_FAILED')) }, act: (hand) => hand.press('r') },
  empty: { at: '/memory', replies: { 'memory.list': { memories: [], total: 0, byState: {} } } },
  noneFound: {
    at: '/memory',
    replies: { 'memory.list': ({ search }) => (search === undefined ? memories : { memories: [], total: 0, byState: memories.byState }) },
    act: (hand) => hand.write('memory.search', 'nothing like it'),
  },
  crowded: { at: '/memory', replies: { 'memory.list': { ...memories, total: 12_480, byState: { ...memories.byState, active: 11_204, rejected: 1_020 } } } },
  ...Object.fromEntries(memoryStates.map((state) => [`is-${state}`, inState(state)])),
  durable: shown({ durability: 'durable', durableAnswer: null, origin: 'human' }),
  lasting: shown({
    durability: 'perishable',
    durableAnswer: '**ORA-01653** means that a tablespace has no room left.',
    isTainted: true,
    planId: 'a2c0c21f-3674-38e1-a7f2-ac6b63b278a4',
  }),
  linked: shown({ state: 'corrected', supersedes: memories.memories[1]?.id ?? null, supersededBy: 'mem_of_another_page' as Memory['id'] }),
  stubbed: shown({ state: 'rejected', stubbedAt: ago(1_000), answer: '', restorableUntil: ago(1_000) }),
  detailsLoading: { at: '/memory', replies: { 'audit.findings': WAITS, 'memory.retrieve': WAITS }, act: (hand) => hand.press('j'), isUnderWay: true },
  detailsFailed: { at: '/memory', replies: { 'audit.findings': fails('STORE_FAILED'), 'memory.retrieve': fails('INTERNAL') }, act: (hand) => hand.press('j') },
  detailsEmpty: { at: '/memory', replies: { 'audit.findings': [], 'memory.retrieve': [] }, act: (hand) => hand.press('j') },
  removing: {
    at: '/memory',
    act: async (hand) => {
      await hand.press('j');
      await hand.click('memory.remove');
      await hand.write('memory.removeWhy', 'It names a customer.');
    },
  },
  removed: {
    at: '/memory',
    replies: { 'memory.remove': firstMemory },
    act: async (hand) => {
      await hand.press('j');
      await hand.click('memory.remove');
      await hand.write('memory.removeWhy', 'It names a customer.');
      await hand.clickAt('[role="dialog"] button[type="submit"]');
    },
  },
} satisfies States;
