/** Everything in a plan that an operator rarely meets and a tool must survive, by what is odd about it. */
import type { NightDraft, StreamDraft } from '../draft.ts';

export const ODD_MACHINES: NightDraft['workstations'] = [];
export const ODD_RESOURCES: NightDraft['resources'] = [];
export const ODD_STREAMS: readonly StreamDraft[] = [];
