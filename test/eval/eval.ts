/** `npm run eval`: how well claims, checks and decision do on the labelled answers. Ends with 1 when a bar is missed; `--verbose` lists every miss, `--receipts` makes the receipts anew first. With `--questions` it asks a kept night instead. */
import { parseArgs } from 'node:util';
import { type AnswerOutcome, evaluateAnswer, type Got } from './evaluate.ts';
import { languages, readAnswers, readBank, verdicts } from './labelled.ts';
import { failuresOf, percent, type Score, scoreOf } from './score.ts';

const GOT: readonly Got[] = [...verdicts, 'not found'];
const print = (line = '') => process.stdout.write(`${line}\n`);
/** `--questions Q --out O --night NAME --at ISO`: the form of evaluations from outside. null when it is not asked for. */
async function askedOutside(): Promise<string | null> {
  if (!process.argv.includes('--questions')) return null;
  const { values } = parseArgs({ options: { questions: { type: 'string' }, out: { type: 'string' }, night: { type: 'string' }, at: { type: 'string' } } });
  const { questions, out, night, at } = values;
  if (questions === undefined || out === undefined || night === undefined || at === undefined)
    throw new Error('Say --questions Q --out O --night NAME --at ISO.');
  const { askFile } = await import('./questions.ts');
  const { nightAt } = await import('../../src-main/demo/index.ts');
  return `${await askFile({ questions, out, night: nightAt(night, at) })} conversations: ${out}`;
}

const cell = (value: string | number, width = 14) => String(value).padStart(width);

function printRates(title: string, score: Score): void {
  print(`${title}: ${score.answers} answers, ${score.claims} labelled claims`);
  print(['kind'.padEnd(14), ...['labelled', 'extracted', 'contradicted', 'found', 'precision', 'recall'].map((head) => cell(head))].join(''));
  for (const [kind, rates] of [...score.byKind, ['all', { ...score.overall, claims: score.claims, extracted: extractedIn(score) }] as const])
    print(
      [
        kind.padEnd(14),
        cell(rates.claims),
        cell(rates.extracted),
        cell(rates.labelled),
        cell(rates.right),
        cell(percent(rates.precision)),
        cell(percent(rates.recall)),
      ].join(''),
    );
  print(`false rejects: ${score.falseRejects.length} · changed-since called contradicted: ${score.changedAsContradicted.length}`);
  print();
}

const extractedIn = ({ byKind }: Score): number => [...byKind.values()].reduce((sum, { extracted }) => sum + extracted, 0);

function printConfusion(title: string, score: Score): void {
  print(`confusion, ${title}`);
  print(['expected \\ got'.padEnd(16), ...GOT.map((got) => cell(got))].join(''));
  for (const expected of verdicts) print([expected.padEnd(16), ...GOT.map((got) => cell(score.confusion.get(expected)?.get(got) ?? 0))].join(''));
  print();
}

function printMisses(answers: readonly AnswerOutcome[]): void {
  for (const { id, claims, decision, isWrong, reason } of answers) {
    for (const { label, got, detail } of claims) {
      if (label === null ? got === 'contradicted' : label.verdict !== got)
        print(`${id} expected ${label === null ? 'no such claim' : `${label.kind} ${label.about} ${label.says} ${label.verdict}`}, got ${got}: ${detail}`);
    }
    if (decision === 'reject' && !isWrong) print(`${id} would be rejected: ${reason}`);
  }
}

/** What the first run of each blind batch found, and what is found today. */
async function printBlind(): Promise<void> {
  const { figuresOf, firstRuns, intervalOf, runBatch } = await import('./blind.ts');
  const runs = firstRuns().map((first) => ({ first, now: runBatch(first) }));
  for (const { first, now } of runs) {
    print(`${first.batch}: first run, and today`);
    const today = figuresOf(now);
    for (const [at, figure] of figuresOf(first.counts).entries()) {
      const [from, to] = intervalOf(figure);
      const share = (one: { readonly of: number; readonly all: number }) => `${one.of}/${one.all} ${percent(one.all === 0 ? null : one.of / one.all)}`;
      print(`${figure.name.padEnd(40)}${cell(share(figure), 18)} [${from.toFixed(0)}-${to.toFixed(0)} %]${cell(share(today[at]!), 20)}`);
    }
    print();
  }
}

const valueOf = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const [answers, receipts, out] = [valueOf('--answers'), valueOf('--receipts'), valueOf('--out')];
if (answers !== undefined && receipts !== undefined && out !== undefined) {
  const [mode, policy] = [valueOf('--mode') ?? 'prose', valueOf('--policy') ?? 'now'];
  if (mode !== 'prose' || policy !== 'now') {
    process.stderr.write(`--mode ${mode} --policy ${policy} is not there yet: answers are read as prose, by the policy of now.\n`);
    process.exit(1);
  }
  (await import('./outside.ts')).evaluateOutside({ answers, receipts, out });
  process.exit(0);
}
if (process.argv.includes('--blind')) {
  await printBlind();
  process.exit(0);
}
const asked = await askedOutside();
if (asked !== null) {
  print(asked);
  process.exit();
}
if (process.argv.includes('--receipts')) await (await import('./makeReceipts.ts')).makeReceipts();
const bank = readBank();
const labelled = readAnswers();
const outcomes = labelled.map(({ language, answer }) => ({ language, outcome: evaluateAnswer(language, answer, bank) }));
const all = outcomes.map(({ outcome }) => outcome);
const score = scoreOf(all);
const heldOut = scoreOf(all.filter(({ isHeldOut }) => isHeldOut));
if (process.argv.includes('--verbose')) printMisses(process.argv.includes('--tuning') ? all.filter(({ isHeldOut }) => !isHeldOut) : all);
printRates('all', score);
printRates('tuning', scoreOf(all.filter(({ isHeldOut }) => !isHeldOut)));
printRates('hold-out', heldOut);
printConfusion('all', score);
for (const language of languages) printConfusion(language, scoreOf(outcomes.filter((one) => one.language === language).map(({ outcome }) => outcome)));
const failures = [...failuresOf(score), ...failuresOf(heldOut).map((failure) => `hold-out: ${failure}`)];
for (const failure of failures) print(`MISSED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
