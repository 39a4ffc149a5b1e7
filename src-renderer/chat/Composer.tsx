/** Where a question is written: completion for `/`, Send or Queue, Stop. */
import { clsx } from 'clsx';
import { CornerDownLeft, Square, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { useSay } from '../words/words.ts';
import { AgentPicker } from './AgentPicker.tsx';
import { askQuestion, setDraft, stopRunning, unqueue, useChat } from './chatStore.ts';
import { completed, completionsFor, type SlashCommand } from './completion.ts';
import { isRunning } from './turns/turnView.ts';

interface CompletionsProps {
  readonly id: string;
  readonly commands: readonly SlashCommand[];
  readonly at: number;
  readonly onPick: (command: SlashCommand) => void;
}

function Completions({ id, commands, at, onPick }: CompletionsProps) {
  const say = useSay();
  if (commands.length === 0) return null;
  return (
    <div
      id={id}
      role="listbox"
      aria-label={say('chat.commands')}
      className="absolute bottom-full left-0 mb-1.5 max-h-80 w-110 overflow-auto rounded-md border border-line-strong bg-raised p-1 shadow-float"
    >
      {commands.map((command, index) => (
        <div
          key={command.name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(command);
          }}
          className={clsx('flex cursor-default items-baseline gap-2 rounded px-2 py-1', index === at && 'bg-accent-soft')}
        >
          <span className="w-34 shrink-0 font-mono text-xs">
            {command.name} <span className="text-faint">{command.takes}</span>
          </span>
          <span className="truncate text-xs text-dim">{say(command.word)}</span>
        </div>
      ))}
    </div>
  );
}

function QueuedQuestions() {
  const say = useSay();
  const conversationId = useChat((state) => state.conversationId);
  const queue = useChat((state) => state.queue);
  return queue
    .filter((queued) => queued.conversationId === conversationId)
    .map((queued) => (
      <p key={queued.id} className="flex items-center gap-2 border-b px-3 py-1 text-xs">
        <span className="eyebrow">{say('chat.queued')}</span>
        <span className="min-w-0 flex-1 truncate">{queued.question}</span>
        <IconButton label={say('chat.unqueue')} onClick={() => unqueue(queued.id)}>
          <X size={13} />
        </IconButton>
      </p>
    ));
}

function useCompletion(draft: string) {
  const [index, setIndex] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const commands = draft === dismissed ? [] : completionsFor(draft);
  const at = Math.min(index, Math.max(0, commands.length - 1));
  return {
    commands,
    at,
    move: (by: number) => setIndex((at + by + commands.length) % Math.max(1, commands.length)),
    dismiss: () => setDismissed(draft),
    reset: () => setIndex(0),
  };
}

export function Composer({ inputRef }: { readonly inputRef: RefObject<HTMLTextAreaElement | null> }) {
  const say = useSay();
  const listId = useId();
  const draft = useChat((state) => state.draft);
  const isBusy = useChat((state) => state.isStarting || state.turns.some(isRunning));
  const completion = useCompletion(draft);
  const pick = (command: SlashCommand) => {
    setDraft(completed(command));
    completion.reset();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const command = completion.commands[completion.at];
    if (command && event.key === 'ArrowDown') completion.move(1);
    else if (command && event.key === 'ArrowUp') completion.move(-1);
    else if (command && event.key === 'Escape') completion.dismiss();
    else if (command && (event.key === 'Tab' || (event.key === 'Enter' && command.name !== draft))) pick(command);
    else if (event.key === 'Escape') inputRef.current?.blur();
    else if (event.key === 'Enter' && !event.shiftKey) askQuestion(draft);
    else return;
    event.preventDefault();
  };
  return (
    <form
      className="mx-auto w-full max-w-200 px-6 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        askQuestion(draft);
      }}
    >
      <div className="relative rounded-lg border border-line-strong bg-raised focus-within:border-accent">
        <Completions id={listId} commands={completion.commands} at={completion.at} onPick={pick} />
        <QueuedQuestions />
        <textarea
          ref={inputRef}
          aria-label={say('chat.ask')}
          placeholder={say('chat.placeholder')}
          aria-autocomplete="list"
          aria-controls={completion.commands.length > 0 ? listId : undefined}
          aria-activedescendant={completion.commands.length > 0 ? `${listId}-${completion.at}` : undefined}
          value={draft}
          maxLength={8000}
          rows={2}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-48 w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none"
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <AgentPicker />
          <span className="flex-1" />
          {isBusy ? (
            <Button isSmall kind="danger" onClick={() => void stopRunning()}>
              <Square size={10} fill="currentColor" />
              {say('chat.stop')}
            </Button>
          ) : null}
          <Button isSmall kind="primary" type="submit" disabled={draft.trim() === ''}>
            {say(isBusy ? 'chat.queue' : 'chat.send')}
            <CornerDownLeft size={12} aria-hidden="true" />
          </Button>
        </div>
      </div>
    </form>
  );
}
