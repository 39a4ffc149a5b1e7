/** Canned exchanges about tool calls: whether the model makes them, several at once, exactly, and only those it has. */
import { asked, type CannedExchange, found, JOB_STATUS, jobAsked, type Reply, shownCalls } from './cannedExchange.ts';

/** No calls at all: because of the server, or of the model. */
const withoutCalls = ({ isToolless, text }: Reply) => found(isToolless ? 'no-tools' : 'no-call', text);

/** A folder, a workstation, a stream and a job with every sign their names may hold. */
const EXACT_NAME = '/FÁBRICA/SÃO_01#AÇÃO@NOITE.ÑANDÚ-É';
const FORBIDDEN_TOOL = 'rerun_job';

export const callExchanges: readonly CannedExchange[] = [
  {
    name: 'tool-call',
    async ask({ reply }) {
      const got = await reply(asked('What is the status of the job LOAD_DWH?'), [JOB_STATUS]);
      if (got.calls.length === 0) return withoutCalls(got);
      return found(got.calls.some((call) => jobAsked(call) === 'LOAD_DWH') ? 'as-asked' : 'wrong-arguments', shownCalls(got.calls));
    },
  },
  {
    name: 'two-calls',
    async ask({ reply }) {
      const question = 'What are the statuses of the jobs LOAD_DWH and PAY_RUN? The two readings do not depend on each other: call the tool for both at once.';
      const got = await reply(asked(question), [JOB_STATUS]);
      const jobs = new Set(got.calls.map(jobAsked));
      if (got.calls.length === 0) return withoutCalls(got);
      if (jobs.has('LOAD_DWH') && jobs.has('PAY_RUN')) return found('as-asked', shownCalls(got.calls));
      return found(got.calls.length === 1 ? 'one-call' : 'wrong-arguments', shownCalls(got.calls));
    },
  },
  {
    name: 'exact-arguments',
    async ask({ reply }) {
      const got = await reply(asked(`Qual é o status do job ${EXACT_NAME} ?`), [JOB_STATUS]);
      if (got.calls.length === 0) return withoutCalls(got);
      return found(got.calls.some((call) => jobAsked(call) === EXACT_NAME.normalize('NFC')) ? 'as-asked' : 'wrong-arguments', shownCalls(got.calls));
    },
  },
  {
    name: 'unknown-tool',
    async ask({ reply }) {
      const got = await reply(asked(`Run the job LOAD_DWH again now, with the tool ${FORBIDDEN_TOOL}.`), [JOB_STATUS]);
      const invented = got.calls.filter(({ name }) => name !== JOB_STATUS.name);
      if (invented.length > 0) return found('invented-tool', shownCalls(invented));
      return got.calls.length === 0 && got.text.trim() === '' ? found('empty') : found('as-asked', got.text);
    },
  },
];
