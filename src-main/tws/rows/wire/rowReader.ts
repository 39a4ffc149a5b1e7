/**
 * Reads rows as their schemas say, but by plain functions: with a chain of schemas per field, a page of rows costs twice what parsing its JSON costs.
 * The schemas stay the definition; a property test holds the two together.
 */
import * as z from 'zod';

/** The value is not what the schema asks for. */
export const UNREADABLE = Symbol('unreadable');
type Read<T> = (said: unknown) => T | typeof UNREADABLE;

const readers = new WeakMap<z.ZodType, Read<unknown>>();

/** @param read gives for every value what the schema would; `UNREADABLE` where that would refuse. */
export function readBy<S extends z.ZodType>(schema: S, read: Read<z.output<S>>): S {
  readers.set(schema, read);
  return schema;
}

/** The plain function for a schema, made once; schemas it knows nothing of are asked themselves. */
export function readerOf<S extends z.ZodType>(schema: S): Read<z.output<S>> {
  const known = readers.get(schema);
  // What is kept for a schema gives that schema's output.
  if (known !== undefined) return known as Read<z.output<S>>;
  const made = makeReader(schema);
  readers.set(schema, made);
  return made as Read<z.output<S>>;
}

function makeReader(schema: z.ZodType): Read<unknown> {
  if (schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodUnknown) return (said) => said;
  // An object that keeps or refuses further fields is left to its schema.
  if (schema instanceof z.ZodObject && schema.def.catchall === undefined) return objectReader(schema.shape as z.ZodRawShape);
  return (said) => {
    const parsed = schema.safeParse(said);
    return parsed.success ? parsed.data : UNREADABLE;
  };
}

/** Fields that are not named are left out, as the schema leaves them out. */
export function objectReader<S extends z.ZodRawShape>(shape: S): Read<z.output<z.ZodObject<S>>> {
  const byName = new Map(Object.entries(shape).map(([name, schema]) => [name, readerOf(schema as z.ZodType)] as const));
  // Most fields of most rows are absent, and few of them mean anything then.
  const tellingWhenAbsent = [...byName].filter(([, read]) => read(undefined) !== undefined);
  return (said) => {
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return UNREADABLE;
    const row: Record<string, unknown> = {};
    for (const name in said) {
      const read = byName.get(name);
      if (read === undefined) continue;
      const value = read((said as Readonly<Record<string, unknown>>)[name]);
      if (value === UNREADABLE) return UNREADABLE;
      row[name] = value;
    }
    for (const [name, read] of tellingWhenAbsent) {
      if (Object.hasOwn(row, name)) continue;
      const value = read(undefined);
      if (value === UNREADABLE) return UNREADABLE;
      row[name] = value;
    }
    // Field by field what the shape says.
    return row as z.output<z.ZodObject<S>>;
  };
}

/** What is not said stays so; what cannot be understood counts as not said. */
export const leniently =
  <T>(read: Read<T>): Read<T | null | undefined> =>
  (said) => {
    if (said === undefined || said === null) return said;
    const value = read(said);
    return value === UNREADABLE ? null : value;
  };
