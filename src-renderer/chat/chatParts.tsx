/** What an empty Chat does without: answers with their Markdown, and the evidence behind them. */
import { lazyPart } from '../ui/lazyPart.tsx';

export const evidencePane = lazyPart(async () => (await import('./turns/EvidencePane.tsx')).EvidencePane);

export const turnList = lazyPart(async () => {
  // Whoever sees an answer may ask for its evidence next.
  evidencePane.prefetch();
  return (await import('./turns/TurnList.tsx')).TurnList;
});
