/** What the form draws for a setting, read off the contract's schema: kind, bounds, unit, default. */
import * as z from 'zod';
import {
  type EngineSettings,
  engineFields,
  engineTuning,
  fieldNotes,
  type Settings,
  settingsSchema,
  type Unit,
} from '../../../src-preload/contract/settings.ts';
import { drawnElsewhere, type GroupName, type SettingName } from '../../words/settings/settingNames.ts';

export interface NumberKind {
  readonly at: 'number';
  /** As the schema has them; a unit may be shown on another scale. */
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly unit: Unit | null;
}
export interface TextKind {
  readonly at: 'text';
  readonly mostChars: number;
  readonly isCron: boolean;
}
type Kind = { readonly at: 'switch' } | { readonly at: 'choice'; readonly options: readonly string[] } | NumberKind | TextKind;

export interface Field<K extends Kind = Kind> {
  readonly name: SettingName;
  /** null: it stands beside the groups. */
  readonly group: string | null;
  readonly key: string;
  readonly kind: K;
  /** Empty is an answer, and means null. */
  readonly isOptional: boolean;
  /** What it is when nobody has set it. */
  readonly initial: unknown;
  /** Without its default: what a value must pass. */
  readonly schema: z.ZodType;
}
/** One that is typed. */
export type TypedField = Field<NumberKind | TextKind>;

export type FormName = GroupName | 'look';

/** Every setting the form draws, in the order of the contract. */
export function fieldsOf(form: FormName): readonly Field[] {
  if (form === 'look') return [fieldOf(null, 'language', settingsSchema.shape.language), fieldOf(null, 'theme', settingsSchema.shape.theme)];
  return fieldsIn(form, settingsSchema.shape[form].unwrap().shape);
}

/** The numbers of an engine; all else of it is drawn by hand. */
export const engineNumbers: readonly TypedField[] = [...fieldsIn('engine', engineFields.shape), ...fieldsIn('tuning', engineTuning.shape)].filter(isTyped);

export function isTyped(field: Field): field is TypedField {
  return field.kind.at === 'number' || field.kind.at === 'text';
}

export function valueIn(settings: Settings, { group, key }: Field): unknown {
  const holder: object = group === null ? settings : settings[group as GroupName];
  return Reflect.get(holder, key);
}

export const engineValueIn = (engine: EngineSettings, { group, key }: Field): unknown => Reflect.get(group === 'tuning' ? engine.tuning : engine, key);

function fieldsIn(group: string, shape: Readonly<Record<string, z.ZodType>>): Field[] {
  return Object.entries(shape)
    .filter(([key]) => !Object.hasOwn(drawnElsewhere, `${group}.${key}`) && key !== 'tuning')
    .map(([key, schema]) => fieldOf(group, key, schema));
}

function fieldOf(group: string | null, key: string, declared: z.ZodType): Field {
  // What is not drawn elsewhere has a name: `drawnElsewhere` does not compile otherwise.
  const name = (group === null ? key : `${group}.${key}`) as SettingName;
  if (!(declared instanceof z.ZodDefault)) throw new Error(`The setting ${name} has no default.`);
  const schema = declared.unwrap() as z.ZodType;
  const isOptional = schema instanceof z.ZodNullable;
  return { name, group, key, kind: kindOf(name, (isOptional ? schema.unwrap() : schema) as z.ZodType), isOptional, initial: declared.def.defaultValue, schema };
}

function kindOf(name: string, schema: z.ZodType): Kind {
  if (schema instanceof z.ZodBoolean) return { at: 'switch' };
  if (schema instanceof z.ZodEnum) return { at: 'choice', options: schema.options.map(String) };
  const { unit = null, isCron = false } = fieldNotes.get(schema) ?? {};
  if (schema instanceof z.ZodNumber) {
    const { minValue, maxValue, isInt } = schema;
    if (minValue === null || maxValue === null) throw new Error(`The setting ${name} has no bounds.`);
    return { at: 'number', least: minValue, most: maxValue, isWhole: isInt, unit };
  }
  if ((schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) && schema.maxLength !== null) {
    return { at: 'text', mostChars: schema.maxLength, isCron };
  }
  throw new Error(`The form has no control for the setting ${name}; draw it by hand and say where in settingNames.ts.`);
}
