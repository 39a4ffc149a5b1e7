/** Chat: conversations, the turns of one, the evidence behind them. */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useSearch } from 'wouter';
import { conversationId as conversationIdSchema } from '../../src-preload/contract/ids.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { go } from '../frame/address.ts';
import { useKeys } from '../frame/keys.ts';
import { Failed, Loading, StaleBar } from '../ui/data/States.tsx';
import { useSay } from '../words/words.ts';
import { refreshVerdicts } from './auditRefresh.ts';
import { evidencePane, turnList } from './chatParts.tsx';
import { Composer } from './Composer.tsx';
import { ConversationList } from './ConversationList.tsx';
import { askQuestion, openConversation, readAgents, readConversations, setDraft, showPane, stopRunning, useChat } from './chatStore.ts';
import { StartPage } from './StartPage.tsx';

/** A question handed over by another screen: `?ask=` asks it in a new conversation, `?draft=` leaves it to be sent. */
function useHandedQuestion(): void {
  const search = useSearch();
  useEffect(() => {
    const query = new URLSearchParams(search);
    const question = query.get('ask');
    const draft = query.get('draft');
    if (question === null && draft === null) return;
    go('/chat', { replace: true });
    void openConversation(null);
    if (question !== null) askQuestion(question);
    else setDraft(draft ?? '');
  }, [search]);
}

/** A conversation just opened is there to be asked in. */
function useFocusOnOpen(conversation: string | null, inputRef: RefObject<HTMLTextAreaElement | null>): void {
  const opened = useRef<string | null>('');
  useEffect(() => {
    if (opened.current === conversation) return;
    opened.current = conversation;
    inputRef.current?.focus();
  }, [conversation, inputRef]);
}

function Conversation({ onRetry }: { readonly onRetry: () => void }) {
  const opening = useChat((state) => state.opening);
  const isEmpty = useChat((state) => state.turns.length === 0 && !state.isStarting);
  const isNew = useChat((state) => state.conversationId === null);
  if (opening.at === 'loading' && opening.last === null) return <Loading />;
  if (opening.at === 'failed' && opening.last === null) return <Failed fault={opening.fault} onRetry={onRetry} />;
  return (
    <>
      {opening.at === 'failed' ? <StaleBar fault={opening.fault} onRetry={onRetry} /> : null}
      {isEmpty && isNew ? <StartPage /> : <turnList.Part />}
    </>
  );
}

export function ChatScreen({ conversation }: { readonly conversation: string | null }) {
  const say = useSay();
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const announcement = useChat((state) => state.announcement);
  const hasPane = useChat(({ pane }) => pane !== null);
  const open = useCallback(() => void openConversation(conversation === null ? null : conversationIdSchema.parse(conversation)), [conversation]);
  const readLists = useCallback(() => {
    void readConversations();
    void readAgents();
  }, []);
  useOnline(readLists);
  useOnline(open);
  useEffect(refreshVerdicts, []);
  // Its turns are being read: what draws them comes at the same time.
  useEffect(() => (conversation === null ? undefined : turnList.prefetch()), [conversation]);
  useHandedQuestion();
  useFocusOnOpen(conversation, inputRef);
  useKeys('here', [
    { keys: 'i', word: 'chat.focus', run: () => inputRef.current?.focus() },
    { keys: 'n', word: 'chat.new', run: () => go('/chat') },
    { keys: 's', word: 'chat.stopKey', run: () => void stopRunning() },
    { keys: 'x', word: 'chat.closePane', run: () => showPane(null) },
  ]);
  return (
    <div className="flex h-full">
      <ConversationList />
      <section aria-label={say('nav.chat')} className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">{say('nav.chat')}</h1>
        <p aria-live="polite" className="sr-only">
          {announcement}
        </p>
        <div className="flex min-h-0 flex-1 flex-col">
          <Conversation onRetry={open} />
        </div>
        <Composer inputRef={inputRef} />
      </section>
      {hasPane ? <evidencePane.Part /> : null}
    </div>
  );
}
