/** The instant at which the gallery's time stands still: that of the recorded night. */
export const NOW = '2026-11-30T14:58:00.000Z';

const MINUTE_MS = 60_000;
export const ago = (minutes: number): string => new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString();
