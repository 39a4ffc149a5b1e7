/** A screen that breaks says so in its place; the frame and the other screens stay. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { useSay } from '../words/words.ts';

function Broken({ error }: { readonly error: Error }) {
  const say = useSay();
  return (
    <div role="alert" className="m-6 flex max-w-150 flex-col items-start gap-3 border-l-2 border-bad bg-bad-soft px-4 py-3">
      <h1 className="font-semibold text-bad">{say('state.broken')}</h1>
      <p>{say('state.brokenText')}</p>
      <p className="font-mono text-xs text-dim wrap-anywhere">{error.message}</p>
      <Button onClick={() => window.location.reload()}>{say('state.reload')}</Button>
    </div>
  );
}

interface BoundaryProps {
  readonly children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}
