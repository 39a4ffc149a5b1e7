/** Writes the right answer. Ctrl/Cmd+Enter saves, Escape closes. */
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Kbd } from '../../ui/marks/Kbd.tsx';
import { useSay } from '../../words/words.ts';
import { edit, saveCorrection, stopCorrecting } from '../decisions.ts';
import { useReview } from '../reviewStore.ts';

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape') stopCorrecting();
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) saveCorrection();
  else return;
  event.preventDefault();
}

export function CorrectionEditor() {
  const say = useSay();
  const id = useId();
  const editing = useReview((state) => state.editing);
  const isBusy = useReview((state) => state.isBusy);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.scrollIntoView({ block: 'center' });
  }, []);
  if (!editing) return null;
  return (
    <form
      className="flex flex-col gap-3 rounded-[5px] border border-accent p-3"
      onSubmit={(event) => {
        event.preventDefault();
        saveCorrection();
      }}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-xs font-medium text-dim">
          {say('review.editor')}
        </label>
        <textarea
          id={id}
          ref={area}
          value={editing.answer}
          maxLength={20_000}
          onKeyDown={onKeyDown}
          rows={6}
          onChange={(event) => edit({ answer: event.target.value })}
          className="field-sizing-content max-h-100 w-full rounded-[5px] border border-line-strong bg-raised p-2 text-base"
        />
      </div>
      <TextField
        label={say('review.note')}
        onKeyDown={onKeyDown}
        value={editing.note}
        maxLength={2_000}
        onChange={(event) => edit({ note: event.target.value })}
      />
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 text-xs text-dim">{say('review.saveHint')}</p>
        <Button onClick={stopCorrecting}>{say('do.cancel')}</Button>
        <Button kind="primary" type="submit" disabled={isBusy || editing.answer.trim() === ''}>
          {say('review.saveCorrection')} <Kbd keys="$mod+Enter" />
        </Button>
      </div>
    </form>
  );
}
