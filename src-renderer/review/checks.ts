/** The checks that have a name and a guideline in our three languages; a newer one is shown by its own name. */
import type { ReviewItem } from '../../src-preload/contract/review/review.ts';
import type { Say } from '../words/words.ts';

const knownChecks = [
  'entity-exists',
  'status-match',
  'count-match',
  'return-code',
  'time-match',
  'dependency-direction',
  'log-quote',
  'unsupported-entity',
  'cause-support',
  'arithmetic',
  'run-identity',
  'path-order',
  'command-advice',
  'answered-blind',
  'judge',
  'auditor',
] as const;
type KnownCheck = (typeof knownChecks)[number];
/** What a guideline can be about; `spot`: nobody doubted it, `rule`: it proposes a rule. */
type Topic = KnownCheck | 'spot' | 'rule';

const known = (check: string): KnownCheck | undefined => knownChecks.find((name) => name === check);

export function checkName(check: string, say: Say): string {
  const name = known(check);
  return name === undefined ? check : say(`check.${name}`);
}

interface Guideline {
  readonly key: string;
  readonly title: string;
  readonly means: string;
  readonly decide: string;
}

function ofTopic(topic: Topic, say: Say): Guideline {
  return { key: topic, title: say(`check.${topic}`), means: say(`check.${topic}.means`), decide: say(`check.${topic}.decide`) };
}

/** Why a person is asked about an item. */
type Asked = Pick<ReviewItem, 'checks' | 'auditorVerdict'> & Pick<ReviewItem['memory'], 'purpose'>;

/** One for each check that asked, most decisive first. */
export function guidelinesFor({ checks, purpose, auditorVerdict }: Asked, say: Say): Guideline[] {
  if (purpose === 'rule-change') return [ofTopic('rule', say)];
  if (auditorVerdict === 'pass') return [ofTopic('spot', say)];
  const topics = checks.length === 0 ? ['auditor'] : checks;
  return topics.map((check) => {
    const topic = known(check);
    return topic === undefined ? { key: check, title: check, means: say('check.other.means'), decide: say('check.other.decide') } : ofTopic(topic, say);
  });
}
