/** Weights of UPU standard S10. */
const s10 = [8, 6, 4, 2, 3, 5, 9, 7];

/** Whether nine digits are those of an international postal item, `RA123456785RU` (UPU S10). */
export function isPostalItem(digits: string): boolean {
  if (digits.length !== 9) return false;
  const rest = 11 - (weighted(digits, s10) % 11);
  return Number(digits[8]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** Whether the last digit is the check digit of EAN-13 or of a Russian parcel's 14 digits: weights 3 and 1 from the right. */
export function endsWithCheckDigit(digits: string): boolean {
  const weights = Array.from({ length: digits.length - 1 }, (_each, index) =>
    (digits.length - index) % 2 === 0 ? 3 : 1,
  );
  return (10 - (weighted(digits, weights) % 10)) % 10 === Number(digits.at(-1));
}

/** Whether 10 or 12 digits are a Russian taxpayer number. */
export function isInn(digits: string): boolean {
  const check = (weights: readonly number[]): boolean =>
    (weighted(digits, weights) % 11) % 10 === Number(digits[weights.length]);
  if (digits.length === 10) return check([2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return (
    digits.length === 12 &&
    check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) &&
    check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  );
}

/** Whether 13 digits are the number of a Russian company (ОГРН), or 15 that of a sole trader (ОГРНИП). */
export function isOgrn(digits: string): boolean {
  if (!/^(?:[15]\d{12}|3\d{14})$/.test(digits)) return false;
  return (Number(digits.slice(0, -1)) % (digits.length - 2)) % 10 === Number(digits.at(-1));
}

/** Whether eleven digits are a Russian insurance number (СНИЛС). */
export function isSnils(digits: string): boolean {
  if (digits.length !== 11) return false;
  return (weighted(digits.slice(0, 9), [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(digits.slice(9));
}

/** Whether the last digit is that of Luhn's formula, as in the IMEI of a telephone (ISO/IEC 7812-1). */
export function endsWithLuhnDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .reduce((all, each) => all + (each > 9 ? each - 9 : each), 0);
  return sum % 10 === 0;
}

/** Whether letters and digits without spaces, in lower case, are an international account number (ISO 13616). */
export function isIban(code: string): boolean {
  if (!/^[a-z]{2}\d{2}[a-z0-9]{11,30}$/.test(code)) return false;
  const read = Array.from(code.slice(4) + code.slice(0, 4), (character) =>
    Number.parseInt(character, 36),
  ).join('');
  return Array.from(read).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
