/** Display keys: `/WS#/FOLDER/STREAM.JOB`, the one spelling under which people meet jobs and streams. */
import { trimEndOf } from '../../base/text/trimEnd.ts';

const withSlash = (name: string) => (name.startsWith('/') ? name : `/${name}`);

export function streamKey(workstation: string, folder: string, stream: string): string {
  const path = trimEndOf(withSlash(folder), (character) => character === '/');
  return `${withSlash(workstation)}#${path}/${stream}`;
}

export const jobKey = (streamWorkstation: string, folder: string, stream: string, job: string): string =>
  `${streamKey(streamWorkstation, folder, stream)}.${job}`;

/** `AGT01` of `/FOLDER/AGT01`. */
export const lastSegment = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** What a reference of a person names; missing parts match anything. */
export interface NamedParts {
  readonly workstation: string | null;
  readonly folder: string | null;
  readonly stream: string | null;
  readonly name: string;
}

/** Takes `[/WS#][/FOLDER/][STREAM.]JOB` apart. Job and stream names hold no `.`, `#` or `/`; a schedule time in brackets is left out. */
export function partsOf(reference: string): NamedParts {
  const plain = reference.trim().replace(/\[[^[\]]*\]|\([^()]*\)/g, '');
  const hash = plain.indexOf('#');
  const rest = hash < 0 ? plain : plain.slice(hash + 1);
  const slash = rest.lastIndexOf('/');
  const names = rest.slice(slash + 1);
  const dot = names.indexOf('.');
  return {
    workstation: hash <= 0 ? null : plain.slice(0, hash),
    folder: slash < 0 ? null : rest.slice(0, slash) || '/',
    stream: dot < 0 ? null : names.slice(0, dot),
    name: names.slice(dot + 1),
  };
}
