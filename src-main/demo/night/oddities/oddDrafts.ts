/** How the odd streams are written down: all alike but for what is odd in each. */
import type { JobDraft, StreamDraft } from '../drafting/draft.ts';

export const oddJob = (name: string, rest: Partial<JobDraft> = {}): JobDraft => ({
  name,
  minutes: 5,
  user: 'oddbatch',
  script: `/opt/odd/bin/${name.toLowerCase()}.sh`,
  ...rest,
});

export const oddStream = (name: string, at: number, jobs: readonly JobDraft[], rest: Partial<StreamDraft> = {}): StreamDraft => ({
  name,
  folder: '/BANK/ODD',
  workstation: 'AGT_ODD',
  at,
  jobs,
  ...rest,
});
