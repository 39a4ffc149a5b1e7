/** The bars the labelled answers are held to, so that no change of claims or checks lowers them unseen. `npm run eval` prints the tables. */
import { describe, expect, it } from 'vitest';
import { evaluateAnswer } from '../../eval/evaluate.ts';
import { languages, readAnswers, readBank } from '../../eval/labelled.ts';
import { failuresOf, scoreOf } from '../../eval/score.ts';

const bank = readBank();
const answers = readAnswers();
const outcomes = answers.map(({ language, answer }) => evaluateAnswer(language, answer, bank));

describe('the labelled answers', () => {
  it('are at least 300, each once, in three languages of about the same size', () => {
    expect(answers.length).toBeGreaterThanOrEqual(300);
    expect(new Set(answers.map(({ answer }) => answer.id)).size).toBe(answers.length);
    for (const language of languages) expect(answers.filter((one) => one.language === language).length, language).toBeGreaterThanOrEqual(100);
  });

  it('quote their own words', () => {
    for (const { answer } of answers) for (const { text } of answer.claims) expect(answer.answer, answer.id).toContain(text);
  });

  it('are judged with precision 0.98 and recall 0.90 on wrong claims, reject no right answer, and call no change wrong', () => {
    expect(failuresOf(scoreOf(outcomes))).toEqual([]);
  });

  it('so are those kept aside', () => {
    expect(failuresOf(scoreOf(outcomes.filter(({ isHeldOut }) => isHeldOut)))).toEqual([]);
  });
});
