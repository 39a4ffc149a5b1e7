/** Writes the replies of a state into the fake core. */
import type { FakeBridge } from '../../fakes/bridge/fakeBridge.ts';
import type { CallName, InputOf, OutputOf, StreamName } from '../../fakes/bridge/names.ts';
import { typedFault } from '../../fakes/bridge/typedFault.ts';
import { everyday, everydayStreams } from '../night/everyday.ts';
import type { Chosen } from '../page/chosen.ts';
import { Fails, type Replies, type Reply, type State, type Streams, WAITS } from './state.ts';

type Looks = Pick<Chosen, 'theme' | 'language'>;

export function script(bridge: FakeBridge, state: State, looks: Looks): void {
  const replies: Replies = { ...everyday, ...state.replies };
  for (const name of Object.keys(replies) as CallName[]) answer(bridge, name, replies, looks);
  const streams: Streams = { ...everydayStreams, ...state.streams };
  for (const name of Object.keys(streams) as StreamName[]) stream(bridge, name, streams);
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the reply to its name
function answer<N extends CallName>(bridge: FakeBridge, name: N, replies: Replies, looks: Looks): void {
  const reply: Reply<N> | undefined = replies[name];
  if (reply === undefined) return;
  bridge.answer(name, (input: InputOf<N>) => {
    const one = typeof reply === 'function' ? reply(input) : reply;
    if (one === WAITS) return new Promise<OutputOf<N>>(() => undefined);
    if (one instanceof Fails) throw typedFault(one.code, one.facts);
    return looked(name, one, looks);
  });
}

/** Theme and language are settings of the core: it answers with those the gallery is looked at in. */
function looked<N extends CallName>(name: N, output: OutputOf<N>, { theme, language }: Looks): OutputOf<N> {
  if (name !== 'settings.get') return output;
  const view = output as OutputOf<'settings.get'>; // as its name says
  return { ...view, settings: { ...view.settings, theme, language } } as OutputOf<N>;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the events to their name
function stream<N extends StreamName>(bridge: FakeBridge, name: N, streams: Streams): void {
  const first = streams[name];
  if (first !== undefined) bridge.stream(name, first);
}
