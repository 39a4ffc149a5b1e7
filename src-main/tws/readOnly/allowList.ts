/** Decides whether a request only reads. Anything not on the list, or not spelled plainly, is refused. */
import { BLOCKED_OPERATIONS, READ_OPERATIONS } from './readOperations.ts';

export interface EngineRequest {
  readonly method: string;
  /** From `/twsd` on, as it would stand in the request line, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type Permission = { readonly isAllowed: true; readonly template: string } | { readonly isAllowed: false; readonly reason: string };

/**
 * The only query parameters a read needs. `lock`, `unlock`, `force`, `scratch` change things, `follow` never ends;
 * they are refused by not standing here.
 */
const QUERY_PARAMETERS: ReadonlySet<string> = new Set([
  'oql',
  'plan_filter',
  'model_filter',
  'plan_id',
  'limit',
  'offset',
  'grouping_filters',
  'object_type',
  'contentOnly',
  'from_line',
  'to_line',
  'from',
  'to',
  'maxResults',
  'depth',
  'mailboxName',
  'How-Many',
  'lines',
  'pageNumber',
  'fileId',
]);

/** Lower case. Method overrides, lock sessions (`Context-Session`) and audit reasons of writes are refused by not standing here. */
const HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-type',
  'authorization',
  'how-many',
  'query-pagesize',
  'query-pagenumber',
  'include-count',
  'scope',
]);

const refused = (reason: string): Permission => ({ isAllowed: false, reason });

/** @returns whether the request is a read of the list, and which; never throws. */
export function isAllowedRead(request: EngineRequest): Permission {
  const segments = plainSegments(request.path);
  if (segments === null) return refused('its path is not spelled plainly');
  const shape = shapeOf(request.method, segments);
  const blocked = BLOCKED_TEMPLATES.get(shape)?.find((known) => matches(known.segments, segments));
  if (blocked !== undefined) return refused(blocked.reason);
  const allowed = READ_TEMPLATES.get(shape)?.find((known) => matches(known.segments, segments));
  if (allowed === undefined) return refused('it is not one of the read operations');
  const parameter = Object.keys(request.query ?? {}).find((name) => !QUERY_PARAMETERS.has(name));
  if (parameter !== undefined) return refused(`the parameter "${parameter}" is not one of a read`);
  const header = Object.keys(request.headers ?? {}).find((name) => !HEADERS.has(name.toLowerCase()));
  if (header !== undefined) return refused(`the header "${header}" is not one of a read`);
  return { isAllowed: true, template: allowed.template };
}

/**
 * The decoded segments, or null when two servers could read the path differently: encoded slashes, dots or percent signs,
 * empty or dot segments, backslashes, path parameters, control characters, a query inside the path.
 */
function plainSegments(path: string): string[] | null {
  if (!path.startsWith('/') || /[?#;\\\s]/.test(path)) return null;
  const segments = path.slice(1).split('/');
  const decoded: string[] = [];
  for (const segment of segments) {
    const plain = decodedOnce(segment);
    // Exactly what a server could end a path at, or read otherwise; other unseen characters are only another name to it.
    if (plain === null || plain === '' || plain === '.' || plain === '..' || /[/\\%\u0000-\u001f\u007f]/.test(plain)) return null;
    decoded.push(plain);
  }
  return decoded;
}

function decodedOnce(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** An identifier holds a digit: that keeps words of the API (`submit`, `count`, `issues`) from passing as one. */
const IDENTIFIER = /^(?=.*\d)[A-Za-z0-9_=+;.#@-]{1,400}$/;

function matches(template: readonly string[], segments: readonly string[]): boolean {
  for (let index = 0; index < template.length; index++) {
    const part = template[index] ?? '';
    const segment = segments[index] ?? '';
    const isThere = part.startsWith('{') ? IDENTIFIER.test(segment) || (part === '{planId}' && segment === 'current') : part === segment;
    if (!isThere) return false;
  }
  return true;
}

const partsOf = (template: string) => template.slice(1).split('/');
/** Only templates of the same method and as many segments can match: every request passes here. */
const shapeOf = (method: string, segments: readonly string[]) => `${method} ${segments.length}`;
const READ_TEMPLATES = Map.groupBy(
  READ_OPERATIONS.map(([method, template]) => ({ method, template, segments: partsOf(template) })),
  ({ method, segments }) => shapeOf(method, segments),
);
const BLOCKED_TEMPLATES = Map.groupBy(
  BLOCKED_OPERATIONS.map(([method, template, reason]) => ({ method, reason, segments: partsOf(template) })),
  ({ method, segments }) => shapeOf(method, segments),
);
