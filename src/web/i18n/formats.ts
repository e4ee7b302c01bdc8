import { language } from './languages';

const locales = { ru: 'ru-RU', en: 'en-GB' } as const;

/** The locale for dates and numbers. */
export function locale(): string {
  return locales[language()];
}

/** Cached formatters: creating one takes forty times as long as using it, and lists format on every row. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  kind: string,
  options: object,
  make: () => Format,
): Format {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known !== undefined) return known as Format;
  const format = make();
  made.set(key, format);
  return format;
}

function numbers(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept('number', options, () => new Intl.NumberFormat(locale(), options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept('date', options, () => new Intl.DateTimeFormat(locale(), options));
}

/** @param amount decimal text, as the API has it @param currency ISO 4217 */
export function money(amount: string, currency: string | null): string {
  const value = Number(amount);
  const whole = Number.isInteger(value) ? { minimumFractionDigits: 0 } : { minimumFractionDigits: 2 };
  if (currency === null) return numbers(whole).format(value);
  try {
    return numbers({ style: 'currency', currency, ...whole }).format(value);
  } catch {
    // Not a currency code.
    return `${numbers(whole).format(value)} ${currency}`;
  }
}

export function count(value: number): string {
  return numbers().format(value);
}

/** 43 %, as the language writes it. @param share of 0 to 1 */
export function percent(share: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** 24 Nov, 14:05; with the year where it is not the current one. @param iso RFC 3339 */
export function dateTime(iso: string): string {
  const at = new Date(iso);
  return dates({
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(at.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);
}

export function date(iso: string): string {
  return dates({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso));
}

export function timeOfDay(iso: string): string {
  return dates({ hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
}

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "2 hours ago", "in 20 minutes". */
export function relative(iso: string, now: number): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'minute');
}

/** How long ago, short: "3 days", "2 hr". */
export function age(iso: string, now: number): string {
  const seconds = Math.max(0, (now - new Date(iso).getTime()) / 1000);
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? ['minute', 60];
  return numbers({ style: 'unit', unit, unitDisplay: 'short' }).format(Math.trunc(seconds / size));
}

/** 0:42, 12:05, 1:02:03. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(whole % 60)}`
    : `${String(minutes)}:${two(whole % 60)}`;
}
