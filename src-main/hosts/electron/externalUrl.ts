/** Which addresses may be offered to a person for opening outside. */

const LONGEST_URL = 2_048;

/** The address to show and open, or null when it may not be opened: not https, a hidden user name, or too long to be read. */
export function externalUrl(text: string): string | null {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}
