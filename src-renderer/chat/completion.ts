/** Completion of `/` commands in the composer. Pure. */
import type { Word } from '../words/words.ts';

export interface SlashCommand {
  readonly name: string;
  /** What follows the command, as a hint; empty when nothing does. */
  readonly takes: string;
  readonly word: Word;
}

export const slashCommands: readonly SlashCommand[] = [
  { name: '/summary', takes: '', word: 'chat.cmd.summary' },
  { name: '/failed', takes: '4h', word: 'chat.cmd.failed' },
  { name: '/late', takes: '', word: 'chat.cmd.late' },
  { name: '/critical', takes: '', word: 'chat.cmd.critical' },
  { name: '/handover', takes: '18:00', word: 'chat.cmd.handover' },
  { name: '/changes', takes: 'since 18:00', word: 'chat.cmd.changes' },
  { name: '/job', takes: 'JOB', word: 'chat.cmd.job' },
  { name: '/why', takes: 'JOB', word: 'chat.cmd.why' },
  { name: '/log', takes: 'JOB', word: 'chat.cmd.log' },
  { name: '/impact', takes: 'JOB', word: 'chat.cmd.impact' },
  { name: '/pred', takes: 'JOB', word: 'chat.cmd.pred' },
  { name: '/succ', takes: 'JOB', word: 'chat.cmd.succ' },
  { name: '/path', takes: 'JOB', word: 'chat.cmd.path' },
  { name: '/history', takes: 'JOB 7d', word: 'chat.cmd.history' },
  { name: '/watch', takes: 'JOB failed', word: 'chat.cmd.watch' },
  { name: '/unwatch', takes: 'JOB', word: 'chat.cmd.unwatch' },
  { name: '/stream', takes: 'STREAM', word: 'chat.cmd.stream' },
  { name: '/ws', takes: 'WORKSTATION', word: 'chat.cmd.ws' },
  { name: '/resources', takes: '', word: 'chat.cmd.resources' },
  { name: '/prompts', takes: '', word: 'chat.cmd.prompts' },
  { name: '/files', takes: '', word: 'chat.cmd.files' },
  { name: '/help', takes: '', word: 'chat.cmd.help' },
];

/** Commands that fit while the first word is being typed; none once it is complete or the text is no command. */
export function completionsFor(draft: string): readonly SlashCommand[] {
  if (!/^\/[a-z]*$/i.test(draft)) return [];
  const typed = draft.toLowerCase();
  const fitting = slashCommands.filter(({ name }) => name.startsWith(typed));
  return fitting.length === 1 && fitting[0]?.name === typed && fitting[0].takes === '' ? [] : fitting;
}

/** The draft after choosing a command: ready for its argument when it takes one. */
export const completed = ({ name, takes }: SlashCommand): string => (takes === '' ? name : `${name} `);
