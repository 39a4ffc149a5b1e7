/** The routes as the typed contract has them, and as the OpenAPI document describes them. */
import { isContractProcedure } from '@orpc/contract';
import type { Schema } from './fromSchema.ts';
import type { Operation, Parameter } from './requests.ts';
import type { Described } from './verdict.ts';

export interface Procedure {
  /** Where it stands in the contract: `['chat', 'start']`. */
  readonly steps: readonly string[];
  /** `POST /chat` */
  readonly route: string;
}

export function proceduresOf(router: object, steps: readonly string[] = []): Procedure[] {
  return Object.entries(router).flatMap(([step, part]: [string, unknown]) => {
    const here = [...steps, step];
    if (isContractProcedure(part)) {
      const { method, path } = part['~orpc'].route;
      return [{ steps: here, route: `${method ?? 'POST'} ${path ?? `/${here.join('/')}`}` }];
    }
    return typeof part === 'object' && part !== null ? proceduresOf(part, here) : [];
  });
}

interface Written {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, Described | undefined>>;
}
/** What this test reads of an OpenAPI document. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
}

export interface DescribedOperation extends Operation {
  readonly answer: Described;
}

/** By `METHOD /path`. */
export function operationsOf({ paths }: OpenApi): Map<string, DescribedOperation> {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([lower, { parameters = [], requestBody, responses }]): DescribedOperation => {
      const body = requestBody?.content?.['application/json']?.schema ?? null;
      return { method: lower.toUpperCase(), path, parameters, body, answer: responses['200'] ?? { content: {} } };
    }),
  );
  return new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
}

/** The one object the typed contract takes where REST has a path, a query and a body. */
export function inputOf({ parameters, body }: Operation): Schema {
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name);
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  return { type: 'object', properties: { ...properties, ...body?.properties }, required: [...required, ...(body?.required ?? [])] };
}

/** The operation a request reaches, which is another one when its path was tampered with: `/review/` is `/review`. */
export function operationAt(operations: ReadonlyMap<string, DescribedOperation>, method: string, target: string): DescribedOperation | undefined {
  const path =
    URL.parse(target, 'http://127.0.0.1')
      ?.pathname.replace(/^\/api/, '')
      .replace(/\/+$/, '') ?? '';
  const steps = path.split('/');
  const isAt = (operation: DescribedOperation) => {
    const own = operation.path.split('/');
    return (
      operation.method === method && own.length === steps.length && own.every((step, at) => step === steps[at] || (step.startsWith('{') && steps[at] !== ''))
    );
  };
  const isFixed = ({ path }: DescribedOperation) => !path.includes('{');
  return [...operations.values()].filter(isAt).sort((a, b) => Number(isFixed(b)) - Number(isFixed(a)))[0];
}
