import type { Compared } from '../read/statement.ts';

/** @param actual what the reading holds @param said what the answer gives */
export function compares(actual: number, compared: Compared, said: number): boolean {
  switch (compared) {
    case '=':
      return actual === said;
    case '>=':
      return actual >= said;
    case '>':
      return actual > said;
    case '<=':
      return actual <= said;
    case '<':
      return actual < said;
    case 'about':
      return Math.abs(actual - said) <= Math.max(1, said * 0.15);
  }
}
