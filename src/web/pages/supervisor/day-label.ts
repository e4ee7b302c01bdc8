import { locale } from '../../i18n/formats';

/** A day of a report as charts and tables write it. */
export function dayLabel(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' }).format(
    new Date(year ?? 0, (month ?? 1) - 1, date),
  );
}
