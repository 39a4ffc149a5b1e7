/** The turns of a conversation, virtualised; stays at the end while the reader is there. */
import { useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { useSay } from '../../words/words.ts';
import { useChat } from '../chatStore.ts';
import { TurnCard } from './TurnCard.tsx';

/** Within this distance of the end a reader counts as reading the newest. */
const NEAR_END_PX = 80;

export function TurnList() {
  const say = useSay();
  const turns = useChat((state) => state.turns);
  const conversationId = useChat((state) => state.conversationId);
  const list = useRef<VListHandle>(null);
  const isAtEnd = useRef(true);
  const shown = useRef('');
  useEffect(() => {
    // Another conversation, or a new question: the end is what one wants to see, wherever one was.
    const key = `${conversationId} ${turns.length}`;
    if (key !== shown.current) isAtEnd.current = true;
    shown.current = key;
    const frame = requestAnimationFrame(() => {
      if (isAtEnd.current) list.current?.scrollToIndex(turns.length - 1, { align: 'end' });
    });
    return () => cancelAnimationFrame(frame);
  }, [turns, conversationId]);
  const onScroll = () => {
    const handle = list.current;
    if (handle) isAtEnd.current = handle.scrollOffset + handle.viewportSize >= handle.scrollSize - NEAR_END_PX;
  };
  return (
    <VList ref={list} onScroll={onScroll} data={turns} className="min-h-0 flex-1" tabIndex={0} role="group" aria-label={say('chat.answer')}>
      {(view, index) => (
        <div key={view.turn.id} className={index > 0 ? 'border-t' : undefined}>
          <TurnCard view={view} />
        </div>
      )}
    </VList>
  );
}
