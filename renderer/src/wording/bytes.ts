import { decimalText } from './language.ts';

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** `0 kB`, `12 kB`, `84 MB`, `1.2 GB`; a unit is 1,024 of the one before. */
export function bytesText(bytes: number): string {
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1023.5 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = unit >= 2 && amount < 99.95 ? 1 : 0;
  return `${decimalText(amount, digits).replace(/[.,]0$/, '')} ${UNITS[unit] ?? ''}`;
}
