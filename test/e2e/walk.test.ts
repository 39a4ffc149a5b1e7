/** The whole loop, on every host: ask, watch the stream, see receipts, a wrong answer is flagged, corrected by keyboard, and the correction answers next. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { type FakeLlm, startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const QUESTION = 'Why did LOAD_DWH abend?';
const WRONG = 'LOAD_DWH ended in ABEND with return code 8 because the network to its agent was lost [r1]. Restart the agent before the next run.';
const CORRECTION = 'LOAD_DWH abends with ORA-01653 when tablespace DWH_DATA is full: ask the DBA on call to extend it, then rerun from LOAD_DWH.';

/** A model that reads the job, then blames the network: the status and the return code are right, the cause is invented. */
function scriptWrongAnswer(llm: FakeLlm): void {
  llm.script(
    {
      when: ({ wantsJson }) => wantsJson,
      reply: { kind: 'text', text: '{"is_incorrect": true, "confidence": 0.7, "reason": "No receipt mentions the network."}' },
    },
    {
      when: ({ question, toolResults }) => question.includes('LOAD_DWH') && toolResults.length === 0,
      reply: { kind: 'tools', calls: [{ name: 'job_details', args: { job: 'LOAD_DWH' } }] },
    },
    { when: ({ question }) => question.includes('LOAD_DWH'), reply: { kind: 'text', text: WRONG, pieces: 40 } },
  );
}

describe.each(launchers())('$name', (launcher) => {
  const directory = temporaryDirectory('resync-walk-');
  let llm: FakeLlm;
  let app: Launched;

  beforeAll(async () => {
    llm = await startFakeLlm();
    scriptWrongAnswer(llm);
    app = await launcher.launch({ dataDir: directory.path, isDemo: true, env: { RESYNC_LLM_URL: llm.url, RESYNC_LLM_MODEL: llm.model } });
  });
  afterAll(async () => {
    await app?.close();
    await llm?.close();
    await directory[Symbol.asyncDispose]();
  });

  test('ask -> stream with receipts -> flagged -> corrected by keyboard -> used by the next answer', async () => {
    const { page } = app;
    const ask = async () => {
      await page.getByRole('textbox', { name: 'Ask a question' }).fill(QUESTION);
      await page.keyboard.press('Enter');
    };
    const answers = page.getByRole('region', { name: 'Answer' });

    // The demo is labelled before anything is asked.
    await page.getByText('DEMO').first().waitFor();
    await ask();
    // The receipt of the tool call stands there by name, and the streamed answer arrives.
    await page.getByText('job_details').first().waitFor();
    await answers.first().getByText('the network to its agent was lost').waitFor();

    // The auditor flags what no receipt supports; the rail counts it.
    await page.getByRole('link', { name: /Review.*1/ }).waitFor();
    await page.getByRole('link', { name: /Review/ }).click();
    const review = page.getByRole('main');
    await review.getByText('the network to its agent was lost').first().waitFor();

    // Correct by keyboard alone.
    await page.keyboard.press('e');
    const editor = page.getByRole('textbox', { name: 'Corrected answer' });
    await editor.waitFor();
    await editor.fill(CORRECTION);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: 'Review', exact: true }).waitFor();

    // Back to Chat is back to the conversation that was left. Ask again: the correction is shown as what is known, and the model was given it.
    await page.getByRole('link', { name: 'Chat' }).click();
    await answers.first().getByText('the network to its agent was lost').waitFor();
    const asked = llm.nextRequest();
    await ask();
    const request = await asked;
    expect(request.messages.map(({ content }) => content).join('\n')).toContain('extend it, then rerun from LOAD_DWH');
    await page.getByText('extend it, then rerun from LOAD_DWH').first().waitFor();
  });

  test('a reload in the middle of an answer loses nothing, and Stop closes the request to the model', async () => {
    const { page } = app;
    llm.script({ when: ({ question }) => question.includes('slow'), reply: { kind: 'hang', text: 'The first half of a slow answer' } });
    await page.getByRole('textbox', { name: 'Ask a question' }).fill('A slow question');
    await page.keyboard.press('Enter');
    await page.getByText('The first half of a slow answer').waitFor();
    // Not merely the next request: the judge may be asked about an earlier answer meanwhile.
    const upstream = llm.requests.findLast(({ question }) => question === 'A slow question');

    await page.reload();
    await page.getByText('The first half of a slow answer').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await upstream?.closed).toBe(true);
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
    await page.getByText('The first half of a slow answer').waitFor();
  });
});
