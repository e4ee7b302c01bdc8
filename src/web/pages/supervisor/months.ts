import { locale } from '../../i18n/formats';

/** Months as the API has them, `2026-11`, the present one first. */
export function lastMonths(now: Date, most: number): string[] {
  return Array.from({ length: most }, (_, nth) => {
    const month = new Date(now.getFullYear(), now.getMonth() - nth, 1);
    return `${String(month.getFullYear())}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });
}

/** `November 2026` */
export function monthLabel(month: string): string {
  const [year, nth] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric' }).format(
    new Date(year ?? 0, (nth ?? 1) - 1, 1),
  );
}
