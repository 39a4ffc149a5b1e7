/** Every way in which the scheduler and people write the name of a thing, as one text to look up. */
import type { Thing } from './fact.ts';

/** As names are compared: upper case, without the instance `[(0919 11/30/26),(0AAA)]`, blanks around `#`, and the slashes a folder begins with. */
export function spelledAs(words: string): string {
  return words
    .trim()
    .toUpperCase()
    .replaceAll(/\[[^\][]{0,60}\]|\([^()]{0,40}\)(?=\.)/g, '')
    .replaceAll(/\s{0,4}#\s{0,4}/g, '#')
    .replaceAll(/\s{0,4}\.\s{0,4}/g, '.')
    .replace(/^\/+/, '');
}

/** Each with and without workstation and folder. */
export function spellingsOf({ kind, key, name, stream }: Thing): readonly string[] {
  if (kind !== 'job' && kind !== 'stream') return [...new Set([key, name, name.split('/').at(-1) ?? name, key.split('#').at(-1) ?? key].map(spelledAs))];
  const hash = key.indexOf('#');
  const place = hash < 0 ? '' : key.slice(0, hash);
  const path = key.slice(hash + 1);
  const leaf = kind === 'job' && stream !== null && stream !== '' ? `${stream}.${name}` : name;
  const workstation = place.split('/').findLast((part) => part !== '') ?? '';
  const folder = path.endsWith(leaf) ? path.slice(0, -leaf.length) : '';
  const places = workstation === '' ? [] : [`${place}#`, `${workstation}#`, `${folder}${workstation}#`];
  const leaves = kind === 'job' ? [leaf, name] : [leaf];
  return [
    ...new Set(
      [key, path, ...leaves, ...leaves.flatMap((one) => [`${folder}${one}`, ...places.flatMap((at) => [`${at}${one}`, `${at}${folder}${one}`])])].map(
        spelledAs,
      ),
    ),
  ];
}
