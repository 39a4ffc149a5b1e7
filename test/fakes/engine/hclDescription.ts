/** HCL's own description of the API (OpenAPI 3.1), where it stands beside this project; it is read and never copied. The few facts that tests cannot do without are in `hclFacts.ts`. */
import { existsSync, readFileSync } from 'node:fs';

const FILE = new URL('../../../../shared/reference/hcl/WA_API3_v2.json', import.meta.url);

/** As much of JSON Schema as the description uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

export interface HclDescription {
  readonly version: string;
  readonly document: object;
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Of the JSON answer to a GET below `/twsd/api/v2`; null where there is none. */
  responseOf(path: string): Schema | null;
}

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<
    Record<
      string,
      { readonly get?: { readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>> } }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** null, with a line in the output, where the file is not. */
export function hclDescription(): HclDescription | null {
  if (!existsSync(FILE)) {
    console.log(
      "HCL's description of the API is not beside this project: what needs it whole (holding the simulator's answers against every schema of it) is skipped",
    );
    return null;
  }
  const document = JSON.parse(readFileSync(FILE, 'utf8')) as Document;
  return {
    version: document.info.version,
    document,
    schemas: document.components.schemas,
    responseOf(path) {
      const responses = document.paths[`/twsd/api/v2${path}`]?.get?.responses;
      return (responses?.['200'] ?? responses?.['default'])?.content?.['application/json']?.schema ?? null;
    },
  };
}

const refName = (schema: Schema): string | null => schema.$ref?.split('/').at(-1) ?? null;

/** The schema behind a reference; parts of an `allOf` are put together. */
export function resolved(schemas: HclDescription['schemas'], schema: Schema): Schema {
  const name = refName(schema);
  const own = name === null ? schema : (schemas[name] ?? {});
  if (own.$ref !== undefined) return resolved(schemas, own);
  if (own.allOf === undefined) return own;
  const parts = own.allOf.map((part) => resolved(schemas, part));
  return {
    ...own,
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), own.properties ?? {}) as Record<string, Schema>,
  };
}

/** The properties an answer may have there: of all alternatives together. */
export function propertiesOf(schemas: HclDescription['schemas'], schema: Schema): Readonly<Record<string, Schema>> {
  const own = resolved(schemas, schema);
  const others = (own.oneOf ?? []).map((one) => propertiesOf(schemas, one));
  return Object.assign({}, ...others, own.properties ?? {}) as Record<string, Schema>;
}
