/** A sum with two digits, as an interface has it with more or fewer; an empty one stays empty. */
export function inCents(amount: string): string {
  return amount === '' ? '' : Number(amount).toFixed(2);
}

/** Hundredths as a sum; prices may have parts of them. */
export function ofHundredths(hundredths: string): string {
  return hundredths === '' ? '' : (Number(hundredths) / 100).toFixed(2);
}

/** Texts that are there, joined. */
export function joinedTexts(by: string, texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(by);
}

/** Numbers of one customer as the intake takes them: the first three, each once. */
export function phoneFields(numbers: readonly string[]): { phone: string; phone2?: string; phone3?: string } {
  const [phone = '', phone2, phone3] = new Set(numbers);
  return { phone, ...(phone2 !== undefined && { phone2 }), ...(phone3 !== undefined && { phone3 }) };
}
