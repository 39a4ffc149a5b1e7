/** Everything in a plan that an operator rarely meets and a tool must survive, by what is odd about it. */
import type { NightDraft, StreamDraft } from '../drafting/draft.ts';
import { CONDITIONS } from './conditions.ts';
import { NAMES } from './names.ts';
import { PLAN_LIFE } from './planLife.ts';
import { WAITS } from './waits.ts';

const agent = (name: string, description: string, rest: Partial<NightDraft['workstations'][number]> = {}): NightDraft['workstations'][number] => ({
  type: 'AGENT',
  name,
  os: 'LINUX',
  description,
  nodeName: `${name.toLowerCase().replaceAll('_', '-')}.bank.example`,
  limit: 24,
  fence: 0,
  isLinked: true,
  members: [],
  timeZone: null,
  ...rest,
});

export const ODD_MACHINES: NightDraft['workstations'] = [
  agent('AGT_ODD', 'What is odd in the plan'),
  agent('AGT_LISBON', 'Branch in Lisbon', { timeZone: 'Europe/Lisbon' }),
  agent('AGT_NEWYORK', 'Branch in New York', { timeZone: 'America/New_York' }),
  agent('NETAG1', 'Network agent of the partner bank', { type: 'X-AGENT' }),
];
export const ODD_RESOURCES: NightDraft['resources'] = [{ name: 'SINGLE_DRIVE', workstation: 'AGT_ODD', quantity: 1 }];
export const ODD_STREAMS: readonly StreamDraft[] = [...CONDITIONS, ...WAITS, ...NAMES, ...PLAN_LIFE];
