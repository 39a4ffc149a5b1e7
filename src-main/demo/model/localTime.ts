/** An instant as a clock on the engine's wall shows it. */
export function localDateTime(ms: number, timeZone: string): { readonly date: string; readonly time: string } {
  const [date = '', time = ''] = formatOf(timeZone).format(ms).split(' ');
  return { date, time };
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Swedish writes `2026-03-10 02:17:00`. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, made);
  return made;
}
