/** Copies text as it is shown, and says whether it did: what hides in it must not reach a terminal unseen. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../words/words.ts';
import { IconButton } from './Button.tsx';
import { showToast } from './toasts.ts';
import { visibleText } from './text/visibleText.ts';

const SHOWN_MS = 1_500;

export function CopyButton({ text }: { readonly text: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(visibleText(text));
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      showToast(say('do.copyFailed'), { tone: 'bad' });
    }
  };
  return (
    <IconButton label={isCopied ? say('do.copied') : say('do.copy')} onClick={() => void copy()}>
      {isCopied ? <Check size={14} /> : <Copy size={14} />}
    </IconButton>
  );
}
