/** The `resync` command. Parses the line, runs one command, leaves with its exit code. */
import { parseArgs } from 'node:util';
import { asFault } from '../../base/fault.ts';
import type { Night } from '../../demo/index.ts';
import { USAGE } from './usage.ts';

/** A mistake on the command line: said in one line, exit code 2. */
class UsageError extends Error {}

// What Resync writes is for the person who runs it: files 0600, folders 0700, also those SQLite and the log make by themselves.
process.umask(0o077);

const core = { demo: { type: 'boolean', default: false }, 'data-dir': { type: 'string' } } as const;
const kept = { night: { type: 'string' }, at: { type: 'string' } } as const;

/** The kept night asked for, if one is. */
async function nightOf({ night, at }: { readonly night?: string | undefined; readonly at?: string | undefined }): Promise<Night | undefined> {
  if (night === undefined && at === undefined) return undefined;
  const { nightAt, NIGHTS_SAID } = await import('../../demo/index.ts');
  if (night === undefined) throw new UsageError(`--at needs --night NAME: ${NIGHTS_SAID}.`);
  if (at === undefined) throw new UsageError(`--night needs --at INSTANT: ${NIGHTS_SAID}.`);
  return orUsageError(() => nightAt(night, at));
}

/** Each loads only what it needs: `--help` and `simulate` do not open a store. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  serve: async (args) => {
    const { serve } = await import('./commands/serve.ts');
    const { values } = parse({
      args,
      options: {
        ...core,
        ...kept,
        port: { type: 'string', default: '0' },
        browser: { type: 'boolean' },
        'host-reason': { type: 'string' },
        'accept-store': { type: 'boolean' },
      },
    });
    const { demo: isDemo, port, 'data-dir': dataDir, 'host-reason': hostReason = null, browser, 'accept-store': isStoreAccepted } = values;
    const night = await nightOf(values);
    const audience = browser === true ? 'person' : 'script';
    return serve({ isDemo, night, dataDir, hostReason, isStoreAccepted, port: wholeNumber('--port', port, 65_535), audience });
  },
  ask: async (args) => {
    const { ask } = await import('./commands/ask.ts');
    const { values, positionals } = parse({
      args,
      allowPositionals: true,
      options: { ...core, ...kept, json: { type: 'boolean', default: false }, agent: { type: 'string' } },
    });
    const question = positionals.join(' ').trim();
    if (question === '') throw new UsageError('Say the question: resync ask "Why did LOAD_DWH abend?"');
    const night = await nightOf(values);
    return ask({ question, isDemo: values.demo, night, dataDir: values['data-dir'], hostReason: null, isJson: values.json, agent: values.agent });
  },
  doctor: async (args) => {
    const { doctor } = await import('./commands/doctor.ts');
    const { values } = parse({ args, options: core });
    return doctor({ isDemo: values.demo, dataDir: values['data-dir'], hostReason: null });
  },
  scorecard: async (args) => {
    const { scorecard } = await import('./commands/scorecard.ts');
    const { values } = parse({ args, options: { ...core, json: { type: 'boolean', default: false }, days: { type: 'string', default: '90' } } });
    const sinceDays = wholeNumber('--days', values.days, 3_650);
    if (sinceDays === 0) throw new UsageError('--days is at least 1.');
    return scorecard({ isDemo: values.demo, dataDir: values['data-dir'], isJson: values.json, sinceDays });
  },
  backup: async (args) => {
    const { backup } = await import('./commands/backup.ts');
    const { values } = parse({ args, options: { ...core, to: { type: 'string' } } });
    return backup({ isDemo: values.demo, dataDir: values['data-dir'], to: values.to });
  },
  restore: async (args) => {
    const { restore } = await import('./commands/restore.ts');
    const flag = { type: 'boolean', default: false } as const;
    const { values, positionals } = parse({ args, allowPositionals: true, options: { ...core, yes: flag, settings: flag } });
    if (positionals.length > 1) throw new UsageError('Name one backup: resync restore newest.');
    return restore({ isDemo: values.demo, dataDir: values['data-dir'], backup: positionals[0], isSure: values.yes, withSettings: values.settings });
  },
  rescue: async (args) => {
    const { rescue } = await import('./commands/rescue.ts');
    const { values } = parse({ args, options: { ...core, to: { type: 'string' } } });
    return rescue({ isDemo: values.demo, dataDir: values['data-dir'], to: values.to });
  },
  migrate: async (args) => {
    const { migrate } = await import('./commands/migrate.ts');
    const { values } = parse({ args, options: { ...core, queue: { type: 'string' } } });
    const queue = (['redis', 'sqlite'] as const).find((known) => known === values.queue);
    if (values.queue !== undefined && queue === undefined) throw new UsageError('--queue is redis or sqlite.');
    return migrate({ isDemo: values.demo, dataDir: values['data-dir'], queue: queue ?? null });
  },
  confirm: async (args) => {
    const { confirm } = await import('./commands/confirm.ts');
    const { values } = parse({ args, options: core });
    return confirm({ isDemo: values.demo, dataDir: values['data-dir'] });
  },
  review: async (args) => {
    const [{ exportReview, verifyReview }, { reviewStates }] = await Promise.all([
      import('./commands/review.ts'),
      import('../../../src-preload/contract/review/review.ts'),
    ]);
    const text = { type: 'string' } as const;
    const { values, positionals } = parse({ args, allowPositionals: true, options: { ...core, format: text, state: text } });
    const store = { isDemo: values.demo, dataDir: values['data-dir'] };
    const [what, ...more] = positionals;
    if (what === 'verify' && more.length === 0) return verifyReview(store);
    if (what !== 'export' || more.length > 0) throw new UsageError('Say what: resync review verify, or resync review export.');
    const { format = 'jsonl' } = values;
    if (format !== 'jsonl' && format !== 'csv') throw new UsageError('--format is jsonl or csv.');
    const state = reviewStates.find((known) => known === values.state);
    if (values.state !== undefined && state === undefined) throw new UsageError(`--state is one of ${reviewStates.join(', ')}.`);
    return exportReview({ ...store, format, state });
  },
  simulate: async (args) => {
    const [{ simulate }, { loadSimulator }, { faultsSaid }, { resourcesDir }] = await Promise.all([
      import('./simulate/simulate.ts'),
      import('../../demo/index.ts'),
      import('./simulate/simulatedFaults.ts'),
      import('./places.ts'),
    ]);
    const text = { type: 'string' } as const;
    const { values } = parse({
      args,
      options: { ...kept, port: text, jobs: text, seed: text, profile: text, certificate: text, fault: { ...text, multiple: true } },
    });
    const { profile = '10.2.8' } = values;
    if (profile !== '10.2.8' && profile !== '10.1.0.1') throw new UsageError('--profile is 10.2.8 or 10.1.0.1.');
    const { CERTIFICATE_KINDS } = await loadSimulator();
    const certificate = CERTIFICATE_KINDS.find((kind) => kind === (values.certificate ?? 'valid'));
    if (certificate === undefined) throw new UsageError(`--certificate is one of ${CERTIFICATE_KINDS.join(', ')}.`);
    const night = await nightOf(values);
    if (night !== undefined && (values.jobs !== undefined || values.seed !== undefined))
      throw new UsageError('--night is a plan that was written down: it takes no --jobs and no --seed.');
    return simulate({
      profile,
      ...(night === undefined ? {} : { night: { ...night, directory: resourcesDir } }),
      certificate,
      faults: orUsageError(() => faultsSaid(values.fault ?? [])),
      port: wholeNumber('--port', values.port ?? '0', 65_535),
      ...(values.jobs === undefined ? {} : { jobs: wholeNumber('--jobs', values.jobs, 500_000) }),
      ...(values.seed === undefined ? {} : { seed: wholeNumber('--seed', values.seed, 2 ** 32 - 1) }),
    });
  },
  mcp: async (args) => {
    const { mcp } = await import('./commands/mcp.ts');
    const { values } = parse({ args, options: core });
    return mcp({ isDemo: values.demo, dataDir: values['data-dir'], hostReason: null });
  },
};

const parse: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown));
  }
};

/** A value out of range is a mistake on the command line. */
function orUsageError<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof RangeError ? new UsageError(thrown.message) : thrown;
  }
}

function wholeNumber(option: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) throw new UsageError(`${option} is a whole number up to ${max}.`);
  return value;
}

/** What says on which data a command runs may stand before it. */
const BEFORE_COMMAND = { ...core, ...kept };

/** The same line with its command first. */
function commandFirst(line: readonly string[]): string[] {
  let first = 0;
  for (let word = line[first]; word?.startsWith('--') === true; word = line[first]) {
    const [name = '', value] = word.slice(2).split('=', 2);
    if (!Object.hasOwn(BEFORE_COMMAND, name)) break;
    first += name === 'demo' || value !== undefined ? 1 : 2;
  }
  return [line[first] ?? '', ...line.slice(0, first), ...line.slice(first + 1)];
}

async function run(line: readonly string[]): Promise<number> {
  const [name = '', ...args] = commandFirst(line);
  if (['', 'help', '--help', '-h'].includes(name) || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(USAGE);
    return name === '' ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command "${name}".`);
  return command(args);
}

// A reader that leaves early (`| head`) is not an error of ours.
process.stdout.on('error', () => {});
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  const isUsage = thrown instanceof UsageError;
  process.stderr.write(isUsage ? `${thrown.message} See resync --help.\n` : `${sentenceOf(thrown)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

// The work is done: a part that forgot to end must not keep the terminal.
setTimeout(() => process.exit(), 3_000).unref();

/** There may be no log yet: what is unexpected is said with its own words. */
function sentenceOf(thrown: unknown): string {
  const fault = asFault(thrown);
  return fault.code === 'INTERNAL' && thrown instanceof Error ? `Resync failed unexpectedly: ${thrown.stack ?? thrown.message}` : fault.message;
}
