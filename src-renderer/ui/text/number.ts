/** Numbers with the thousands marked as the reader is used to. */
import type { Language } from '../../words/words.ts';

const formats = new Map<Language, Intl.NumberFormat>();

export function number(value: number, language: Language): string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(value);
}
