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
  { name: '/job', takes: 'JOB', word: 'chat.cmd.job' },
  { name: '/why', takes: 'JOB', word: 'chat.cmd.why' },
  { name: '/log', takes: 'JOB', word: 'chat.cmd.log' },
  { name: '/impact', takes: 'JOB', word: 'chat.cmd.impact' },
  { name: '/stream', takes: 'STREAM', word: 'chat.cmd.stream' },
  { name: '/ws', takes: 'WORKSTATION', word: 'chat.cmd.ws' },
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
