/** A judge that fails again and again is left alone for a while, and its failures end no memory's tries. */
import { expect, test } from 'vitest';
import { createJudgeRest } from '../../../src-main/audit/schedule/judgeRest.ts';
import type { JudgeAnswer } from '../../../src-main/audit/ports.ts';
import { createTestClock } from '../../fakes/store.ts';

const failed: JudgeAnswer = { at: 'failed', why: 'no answer' };
const opinion: JudgeAnswer = { at: 'opinion', opinion: { isIncorrect: false, confidence: 0, reason: 'fine' } };

function start() {
  const clock = createTestClock();
  const rest = createJudgeRest({ settings: () => ({ judgeRestAfter: 3, judgeRestMinutes: 10 }), clock });
  let asked = 0;
  const ask = (answer: JudgeAnswer) =>
    rest.ask(async () => {
      asked++;
      return answer;
    });
  return { clock, rest, ask, asked: () => asked };
}

test('three failures in a row: it rests, is not asked, and says for how long', async () => {
  const { clock, rest, ask, asked } = start();
  await ask(failed);
  await ask(failed);
  await ask(opinion);
  await ask(failed);
  await ask(failed);
  expect(rest.state()).toEqual({ failuresInRow: 2, restsUntilMs: null });
  await ask(failed);
  expect(rest.state()).toEqual({ failuresInRow: 3, restsUntilMs: clock.now() + 600_000 });
  clock.advance(200_000);
  expect(await ask(opinion)).toEqual({ at: 'resting', delayMs: 400_000 });
  expect(asked()).toBe(6);
});

test('after its rest one case tries it while others wait; failing again it rests at once, answering it is back', async () => {
  const { clock, rest, ask } = start();
  for (let n = 0; n < 3; n++) await ask(failed);
  clock.advance(600_000);
  let answer: (value: JudgeAnswer) => void = () => {};
  const trying = rest.ask(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  expect(await ask(opinion)).toMatchObject({ at: 'resting' });
  answer(failed);
  await trying;
  expect(rest.state().restsUntilMs).toBe(clock.now() + 600_000);
  clock.advance(600_000);
  expect(await ask(opinion)).toBe(opinion);
  expect(rest.state()).toEqual({ failuresInRow: 0, restsUntilMs: null });
});
