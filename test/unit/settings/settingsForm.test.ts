/** The form made from the contract: every setting has a control or is listed with its reason, and text and value are each other's reverse. */
import { describe, expect, test } from 'vitest';
import { engineFields, engineTuning, settingsSchema } from '../../../src-preload/contract/settings.ts';
import { engineNumbers, type Field, type FormName, fieldsOf, isTyped, type TypedField } from '../../../src-renderer/settings/form/fields.ts';
import { patchOf, withChanges } from '../../../src-renderer/settings/form/patch.ts';
import { ruleProblem } from '../../../src-renderer/settings/form/rules.ts';
import { type Problem, rangeOf, readText, shownText } from '../../../src-renderer/settings/form/typed.ts';
import { drawnElsewhere } from '../../../src-renderer/words/settings/settingNames.ts';
import type { Saying } from '../../../src-renderer/words/saying.ts';
import { allWords } from '../../../src-renderer/words/words.ts';

const FORMS: readonly FormName[] = ['llm', 'auditor', 'recorder', 'backup', 'look'];
const drawn: readonly Field[] = [...FORMS.flatMap(fieldsOf), ...engineNumbers];
const typed = drawn.filter(isTyped);
const defaults = settingsSchema.parse({});
const named = (name: string): TypedField => typed.find((field) => field.name === name)!;

/** Stored is something else, so that a text is really read. */
const OTHER = 'something else';

/** Every setting there is, as the parsed defaults and the schema of an engine name them. */
const every = [
  ...Object.entries(defaults).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key],
  ),
  ...Object.keys(engineFields.shape)
    .filter((key) => key !== 'tuning')
    .map((key) => `engine.${key}`),
  ...Object.keys(engineTuning.shape).map((key) => `tuning.${key}`),
];

const sayingsOf = ({ word, values = {} }: Problem): string[] => {
  const sayings: readonly string[] = (allWords as Record<string, Saying>)[word] ?? [];
  return sayings.map((saying) => saying.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name])));
};

test('every setting is drawn by the form or listed with where else, and none twice', () => {
  const names = [...drawn.map(({ name }) => name), ...Object.keys(drawnElsewhere)];
  expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(every.toSorted((a, b) => a.localeCompare(b)));
  expect(Object.values(drawnElsewhere).filter((reason) => reason.length < 5)).toEqual([]);
});

test('the four that once had no control are numbers with the bounds of the contract', () => {
  const kinds = ['llm.idleTimeoutMs', 'llm.maxToolCalls', 'auditor.judgeRestAfter', 'auditor.judgeRestMinutes'].map((name) => named(name).kind);
  expect(kinds).toEqual([
    { at: 'number', least: 100, most: 600_000, isWhole: true, unit: 'ms' },
    { at: 'number', least: 1, most: 50, isWhole: true, unit: null },
    { at: 'number', least: 1, most: 100, isWhole: true, unit: null },
    { at: 'number', least: 1, most: 1_440, isWhole: true, unit: 'minutes' },
  ]);
});

test.each(typed.map((field) => [field.name, field] as const))('%s: its default survives being shown and typed', (_name, field) => {
  expect(readText(field, shownText(field, field.initial), OTHER)).toEqual({ isOk: true, value: field.initial });
});

describe.each(typed.filter(({ kind }) => kind.at === 'number').map((field) => [field.name, field] as const))('%s', (_name, field) => {
  const kind = field.kind.at === 'number' ? field.kind : null;
  const bound = (value: number | undefined) => shownText(field, value);
  test('takes its bounds, as the contract does, which takes nothing beyond', () => {
    for (const value of [kind!.least, kind!.most]) expect(readText(field, bound(value), OTHER)).toEqual({ isOk: true, value });
    expect([kind!.least - 1, kind!.least, kind!.most, kind!.most + 1].map((value) => field.schema.safeParse(value).success)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('refuses what is beyond them with a sentence in each language that names them', () => {
    const [least, most] = [bound(kind?.least), bound(kind?.most)];
    for (const text of [String(Number(most) + 1), String(Number(least) - 1), '99999999999999999999']) {
      const reading = readText(field, text, OTHER);
      if (reading.isOk) throw new Error(`${text} was taken`);
      const sayings = sayingsOf(reading.problem);
      expect(sayings).toEqual([
        `Give a number from ${least} to ${most}.`,
        `Informe um número de ${least} a ${most}.`,
        `Indique un número de ${least} a ${most}.`,
      ]);
    }
  });
  test('its bounds stand beside it', () => {
    expect(sayingsOf(rangeOf(field)!)[0]).toMatch(new RegExp(`^${bound(kind?.least)} to ${bound(kind?.most)}`));
  });
});

describe('what is typed', () => {
  test.each([
    ['recorder.intervalS', ' 90 ', 90],
    ['llm.idleTimeoutMs', '0,5', 500],
    ['llm.idleTimeoutMs', '1.11', 1_110],
    ['auditor.flagAbove', '57', 0.57],
    ['auditor.flagAbove', '57.25', 0.5725],
    ['auditor.canaryHour', ' ', null],
    ['backup.folder', '', null],
    ['backup.folder', ' /mnt/backup ', '/mnt/backup'],
    ['backup.schedule', ' 0 12 * * 1-5', '0 12 * * 1-5'],
  ])('%s: "%s" is %s', (name, text, value) => {
    expect(readText(named(name), text, OTHER)).toEqual({ isOk: true, value });
  });
  test.each([
    ['recorder.intervalS', '', 'form.empty'],
    ['recorder.intervalS', 'often', 'form.whole'],
    ['recorder.intervalS', '90.5', 'form.whole'],
    // A thousand, as people of half the languages write it: not one.
    ['recorder.intervalS', '1.000', 'form.whole'],
    ['recorder.intervalS', '1e3', 'form.whole'],
    ['llm.idleTimeoutMs', '1.000', 'form.decimal'],
    ['llm.idleTimeoutMs', '1,000.5', 'form.decimal'],
    ['auditor.flagAbove', 'NaN', 'form.decimal'],
    ['backup.schedule', 'daily', 'form.cron'],
    ['backup.schedule', '', 'form.empty'],
    ['backup.folder', 'x'.repeat(1_001), 'form.tooLong'],
  ])('%s: "%s" is refused: %s', (name, text, word) => {
    expect(readText(named(name), text, OTHER)).toMatchObject({ isOk: false, problem: { word } });
  });
  test('a value that is not touched keeps every digit it has', () => {
    expect(readText(named('llm.idleTimeoutMs'), '12.345', 12_345)).toEqual({ isOk: true, value: 12_345 });
  });
});

test('flagging must not be harder than proposing rejection', () => {
  const flag = named('auditor.flagAbove');
  expect(ruleProblem(withChanges(defaults, [{ field: flag, value: 0.85 }]))).toBeNull();
  expect(ruleProblem(withChanges(defaults, [{ field: flag, value: 0.86 }]))?.name).toBe('auditor.rejectAbove');
});

test('a change is sent as the part of the settings it is, and says nothing of the rest', () => {
  const language = fieldsOf('look')[0]!;
  const patch = patchOf([
    { field: language, value: 'es' },
    { field: named('recorder.intervalS'), value: 90 },
    { field: named('recorder.eventRetentionDays'), value: 3 },
  ]);
  expect(patch).toEqual({ language: 'es', recorder: { intervalS: 90, eventRetentionDays: 3 } });
});
