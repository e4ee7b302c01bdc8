import { count } from '../../i18n/formats';

/** 4.3, or 4,3: to so many decimals at most, as the language writes it. */
export function decimal(value: number, decimals: number): string {
  return count(Number(value.toFixed(decimals)));
}
