/** A model that hands out a command which changes the plan, or one that does not exist, is not learnt from unseen. */
import type { Check } from '../check.ts';
import { commandsIn } from './commandGrammar.ts';

export const commandAdvice: Check = {
  name: 'command-advice',
  applies: (claim) => claim.kind === 'advice' && claim.claimed !== null,
  run(claim, context) {
    // What rules and people write was written by somebody who answers for it.
    if (context.origin !== 'model') return null;
    const commands = commandsIn(claim.claimed ?? '');
    const worst = commands.find(({ does }) => does === 'mutating') ?? commands.find(({ does }) => does === 'invalid');
    if (worst === undefined) return null;
    return {
      check: 'command-advice',
      claimId: claim.id,
      verdict: 'uncheckable',
      claimed: worst.text,
      evidence: null,
      live: null,
      reason:
        worst.does === 'mutating'
          ? `Advises a command that changes the plan (mutating): ${worst.text}`
          : `Advises a command that the scheduler does not have (invalid): ${worst.text}`,
      confidence: null,
      calls: 'flag',
    };
  },
};
