/** Every setting by name, and those that the form made from the schema leaves to a part of their own. */
import type { EngineSettings, EngineTuning, Settings, Unit } from '../../../src-preload/contract/settings.ts';

/** What the form has a control for. */
type Simple = string | number | boolean | null;

/** Names of the fields of `T` whose values are `V`, with what they stand under. */
type Named<Prefix extends string, T, V = unknown> = {
  [K in keyof T & string]: T[K] extends V ? `${Prefix}.${K}` : never;
}[keyof T & string];

/** Groups are objects. */
export type GroupName = { [K in keyof Settings]: Settings[K] extends Simple | readonly unknown[] ? never : K }[keyof Settings];
type TopName = Exclude<keyof Settings, GroupName>;
type InGroups<V = unknown> = { [G in GroupName]: Named<G, Settings[G], V> }[GroupName];
type EngineFields = Omit<EngineSettings, 'tuning'>;

type AnyName = TopName | InGroups | Named<'engine', EngineFields> | Named<'tuning', EngineTuning>;
/** The dialog of an engine takes its numbers from the schema, and nothing else. */
type Numbers = Named<'engine', EngineFields, number> | Named<'tuning', EngineTuning, number>;
type OfTheForm = 'language' | 'theme' | InGroups<Simple> | Numbers;

/** Where else a setting is drawn, or why nowhere. A setting that the form could not draw must be here: without, this does not compile. */
export const drawnElsewhere = {
  engines: 'EngineList and EngineDialog: a list, each entry tested before it is saved',
  activeEngineId: 'EngineList, the top bar and the palette: one of the engines',
  'llm.url': 'LlmForm: tested and saved together with its model and key',
  'llm.model': 'LlmForm',
  'llm.isUnencryptedAllowed': 'LlmForm: an exception for its address, loud while it is on',
  'auditor.redisUrl': 'TeamQueue: saved together with its exception',
  'auditor.isUnencryptedAllowed': 'TeamQueue',
  'engine.id': 'nowhere: given once, memories belong to it',
  'engine.kind': 'nowhere: the demo is chosen by a button, everything else is live',
  'engine.name': 'EngineDialog',
  'engine.url': 'EngineDialog',
  'engine.fallbackUrls': 'EngineDialog: one address a line',
  'engine.color': 'EngineColorField',
  'engine.auth': 'EngineDialog: with the fields that sign in that way',
  'engine.user': 'EngineDialog',
  'engine.isTlsUnverified': 'EngineTls: loud while it is on',
  'engine.isUnencryptedAllowed': 'EngineTls',
  'engine.certificatePins': 'EngineTls: taken from what a connection test has shown',
  'engine.isPinTrusted': 'EngineTls',
} as const satisfies Readonly<Record<Exclude<AnyName, OfTheForm>, string>> & Readonly<Partial<Record<AnyName, string>>>;

/** Has a label, and a control made from its schema. */
export type SettingName = Exclude<AnyName, keyof typeof drawnElsewhere>;
/** A switch says all in its label, a choice in its options. */
type WithHint = Exclude<SettingName, InGroups<boolean> | ChoiceName>;
export type HintName = `${WithHint}Hint`;
export type UnitName = `unit.${Unit}`;

type Options<Name extends string, Value> = Value extends string ? (string extends Value ? never : `${Name}.${Value}`) : never;
/** What is drawn by name, with its type: groups, and the look beside them. */
type Shape<F> = F extends GroupName ? { readonly [K in keyof Settings[F] & string as `${F}.${K}`]: Settings[F][K] } : Pick<Settings, 'language' | 'theme'>;
type Form = GroupName | 'look';
type OptionsIn<T> = { [N in keyof T & string]: Options<N, T[N]> }[keyof T & string];
type ChoicesIn<T> = { [N in keyof T & string]: [Options<N, T[N]>] extends [never] ? never : N }[keyof T & string];
type ChoiceName = { [F in Form]: ChoicesIn<Shape<F>> }[Form];
export type OptionName = { [F in Form]: OptionsIn<Shape<F>> }[Form];
