/** What happened to the item, by whom; anybody may add a note. */
import { type FormEvent, useState } from 'react';
import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewDetails } from '../../../src-preload/contract/review/review.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { addNote } from '../decisions.ts';

function NoteForm({ itemId }: { readonly itemId: ReviewItemId }) {
  const say = useSay();
  const [note, setNote] = useState('');
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    const isKept = await addNote(itemId, note.trim());
    setSaving(false);
    if (isKept) setNote('');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== '' && !isSaving) void save();
  };
  return (
    <form onSubmit={onSubmit} className="mt-3 flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField label={say('review.addNote')} value={note} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
      </div>
      <Button type="submit" disabled={note.trim() === ''} aria-disabled={isSaving || undefined}>
        {say('review.saveNote')}
      </Button>
    </form>
  );
}

interface HistoryProps {
  readonly itemId: ReviewItemId;
  readonly history: ReviewDetails['history'];
}

export function History({ itemId, history }: HistoryProps) {
  const say = useSay();
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('review.history')}</h3>
      <ol className="text-xs">
        {history.map((event) => (
          <li key={event.hash} className="flex flex-wrap gap-x-3 border-b py-1">
            <span className="text-dim">
              <Time at={event.at} hasZone />
            </span>
            <span>{event.who}</span>
            <span className="font-medium">{say(`review.event.${event.what}`)}</span>
            {event.note ? <span className="wrap-anywhere text-dim">{event.note}</span> : null}
          </li>
        ))}
      </ol>
      <NoteForm itemId={itemId} />
    </section>
  );
}
