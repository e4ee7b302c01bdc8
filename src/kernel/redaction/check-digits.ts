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

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
