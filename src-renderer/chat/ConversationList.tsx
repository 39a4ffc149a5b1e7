/** Past conversations: search, start a new one, rename, remove with undo. */
import { Menu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Conversation } from '../../src-preload/contract/chat.ts';
import { go } from '../frame/address.ts';
import { IconButton } from '../ui/Button.tsx';
import { SearchBox } from '../ui/Field.tsx';
import { Empty, Failed, Loading, StaleBar } from '../ui/data/States.tsx';
import { Ago } from '../ui/time/Time.tsx';
import { visibleText } from '../ui/text/visibleText.ts';
import { useSay } from '../words/words.ts';
import { conversationsShown, readConversations, removeConversation, renameConversation, setSearch, useChat } from './chatStore.ts';

interface RowMenuProps {
  readonly conversation: Conversation;
  readonly onRename: () => void;
}

function RowMenu({ conversation, onRename }: RowMenuProps) {
  const say = useSay();
  const item = 'flex w-full cursor-default rounded px-2 py-1 text-sm data-highlighted:bg-accent-soft';
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={say('chat.actions', { title: conversation.title })}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-dim opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-sunk focus-visible:opacity-100 data-popup-open:opacity-100"
      >
        <Ellipsis size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="w-36 rounded-md border border-line-strong bg-raised p-1 shadow-float outline-none">
            <Menu.Item className={item} onClick={onRename}>
              {say('chat.rename')}
            </Menu.Item>
            <Menu.Item className={clsx(item, 'text-bad')} onClick={() => void removeConversation(conversation)}>
              {say('chat.remove')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function RenameField({ conversation, onDone }: { readonly conversation: Conversation; readonly onDone: () => void }) {
  const say = useSay();
  const [title, setTitle] = useState(conversation.title);
  const save = () => {
    onDone();
    if (title.trim() !== '' && title.trim() !== conversation.title) void renameConversation(conversation.id, title.trim());
  };
  return (
    <input
      ref={(element) => element?.focus()}
      aria-label={say('chat.title')}
      value={title}
      maxLength={200}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') onDone();
      }}
      className="mx-2 h-8 rounded border border-accent bg-raised px-2 text-sm"
    />
  );
}

function Row({ conversation, isShown }: { readonly conversation: Conversation; readonly isShown: boolean }) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) return <RenameField conversation={conversation} onDone={() => setRenaming(false)} />;
  return (
    <div className={clsx('group mx-2 flex items-center rounded-[5px] pr-1', isShown ? 'bg-accent-soft' : 'hover:bg-sunk')}>
      <Link href={`/chat/${conversation.id}`} aria-current={isShown ? 'page' : undefined} className="min-w-0 flex-1 px-2 py-1.5 no-underline">
        <span className={clsx('block truncate', isShown && 'font-medium')}>{visibleText(conversation.title)}</span>
        <span className={clsx('block text-2xs', isShown ? 'text-dim' : 'text-faint')}>
          <Ago at={conversation.updatedAt} /> · {conversation.turns}
        </span>
      </Link>
      <RowMenu conversation={conversation} onRename={() => setRenaming(true)} />
    </div>
  );
}

export function ConversationList() {
  const say = useSay();
  const list = useChat((state) => state.list);
  const shown = useChat(conversationsShown);
  const search = useChat((state) => state.search);
  const conversationId = useChat((state) => state.conversationId);
  return (
    <aside aria-label={say('chat.conversations')} className="flex w-60 shrink-0 flex-col border-r bg-ground">
      <div className="flex items-center gap-1.5 p-2">
        <SearchBox label={say('chat.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
        <IconButton label={say('chat.new')} onClick={() => go('/chat')} className="size-7.5 border border-line-strong bg-raised">
          <Plus size={15} />
        </IconButton>
      </div>
      {list.at === 'failed' && shown ? <StaleBar fault={list.fault} onRetry={() => void readConversations()} /> : null}
      <div className="flex min-h-0 flex-1 flex-col gap-px overflow-auto pb-2">
        {list.at === 'failed' && !shown ? <Failed fault={list.fault} onRetry={() => void readConversations()} /> : null}
        {list.at === 'loading' && !shown ? <Loading /> : null}
        {shown?.length === 0 ? <Empty title={say(search === '' ? 'chat.none' : 'chat.noneFound')} /> : null}
        {shown?.map((conversation) => (
          <Row key={conversation.id} conversation={conversation} isShown={conversation.id === conversationId} />
        ))}
      </div>
    </aside>
  );
}
