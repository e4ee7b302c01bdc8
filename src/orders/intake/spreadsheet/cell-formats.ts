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

/** Digits that a format of nothing but zeros fills up: `00000` shows 42 as `00042`. Zero for all other formats. */
export function paddedDigits(code: string | undefined): number {
  return /^0{2,15}$/.exec(code ?? '')?.[0].length ?? 0;
}

/** `_x000D_` in a text of a workbook is the character of that number (ECMA-376, part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const dayMs = 86_400_000;
/** Day 0 of spreadsheets, which hold 1900 for a leap year; and of those that count from 1904. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** A serial number as the sheet shows it, `2026-01-31 12:00:00`; the number itself where it is no date. */
export function dateText(value: string, from1904: boolean): string {
  const serial = Number(value);
  // A time of day without a day.
  if (serial > 0 && serial < 1)
    return new Date(Math.round((serial * dayMs) / 1000) * 1000).toISOString().slice(11, 19);
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
