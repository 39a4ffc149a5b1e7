/**
 * Facts of the scheduler's API that tests need, and no text of its maker:
 * - `tws-operations.json`: every operation's method and path, whether it reads or writes (judged by us), and which version's description is without it;
 *   from the descriptions of version 10.1.0.1 and 10.2.8 (v2, OpenAPI) and of the v1 API.
 * - `tws-fields.json`: of the objects Resync reads and the simulator serves, the names of their fields and the types of those; from the v2 description, 10.1.0.1.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { propertiesOf, resolved, type Schema } from './hclDescription.ts';

const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));

export const operations = z
  .array(z.strictObject({ method: z.string(), path: z.string(), class: z.string(), notIn: z.array(z.enum(['10.1.0.1', '10.2.8'])).default([]) }))
  .parse(fixture('tws-operations.json'));

/** `string`, `date-time`, `enum`, `[JobInPlanV2]`, `map<string>`: a name with a capital is another object of these. */
export const fields = z.record(z.string(), z.record(z.string(), z.string())).parse(fixture('tws-fields.json'));

export const fieldSchemas: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(fields).map(([name, types]) => [
    name,
    { type: 'object', properties: Object.fromEntries(Object.entries(types).map(([field, type]) => [field, schemaOf(type)])) },
  ]),
);

function schemaOf(type: string): Schema {
  const inner = /^(?:\[(.+)\]|map<(.+)>)$/.exec(type);
  if (inner?.[1] !== undefined) return { type: 'array', items: schemaOf(inner[1]) };
  if (inner?.[2] !== undefined) return { type: 'object', additionalProperties: schemaOf(inner[2]) };
  if (/^[A-Z]/.test(type)) return { $ref: `#/components/schemas/${type}` };
  if (type === 'date-time' || type === 'duration') return { type: 'string', format: type };
  return { type: type === 'enum' ? 'string' : type };
}

/** The fields of an object as the fixture writes them, out of the description itself. */
export const fieldsIn = (schemas: Readonly<Record<string, Schema>>, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(propertiesOf(schemas, { $ref: `#/components/schemas/${name}` })).map(([field, schema]) => [field, typeIn(schemas, schema)]),
  );

function typeIn(schemas: Readonly<Record<string, Schema>>, schema: Schema): string {
  const own = resolved(schemas, schema);
  if (own.enum !== undefined) return 'enum';
  if (own.type === 'array') return `[${typeIn(schemas, own.items ?? {})}]`;
  if (Object.keys(propertiesOf(schemas, schema)).length > 0) return schema.$ref?.split('/').at(-1) ?? 'object';
  if (typeof own.additionalProperties === 'object') return `map<${typeIn(schemas, own.additionalProperties)}>`;
  return own.format === 'date-time' || own.format === 'duration' ? own.format : (own.type ?? 'any');
}
