/** Built-in number formats of dates and times (ECMA-376, part 1, 18.8.30). */
const builtIn: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
]);

/** Whether numbers of this format are shown as dates. @param code of a format of the workbook's own */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn.has(id);
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[dmyhs]/i.test(letters) && !/[#0?]/.test(letters.replace(/s\.0+/gi, ''));
}

const dayMs = 86_400_000;
/** Day 0 of spreadsheets, which hold 1900 for a leap year; and of those that count from 1904. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** A serial number as the sheet shows it, `2026-01-31 12:00:00`; the number itself where it is no date. */
export function dateText(value: string, from1904: boolean): string {
  const serial = Number(value);
  if (!Number.isFinite(serial) || serial < 1 || serial > 150_000) return value;
  const seconds = Math.round((serial * dayMs) / 1000);
  const date = new Date(epochs[from1904 ? 1904 : 1900] + seconds * 1000);
  return date
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/ 00:00:00$/, '');
}

/** A number as text: whole where it is whole, and without an exponent. */
export function numberText(value: string): string {
  if (/^-?\d{1,15}$/.test(value)) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return number.toFixed(0);
  // Fifteen digits are what a sheet has; the sixteenth is what binary fractions leave behind.
  const rounded = Number(number.toPrecision(15));
  return Math.abs(rounded) < 1e15 && Math.abs(rounded) >= 1e-6 ? String(rounded) : value;
}
