const longestName = 48;

/**
 * A name that stays one value in any of the files: letters, digits and marks of names. Everything else, such as a line's end,
 * `=`, `#`, `<` or `&`, becomes a space.
 */
export function displayName(name: string): string {
  return Array.from(
    name
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}.,'()-]+/gu, ' ')
      .trim(),
  )
    .slice(0, longestName)
    .join('')
    .trim();
}

/**
 * Everything else in a file is made by Star7 or checked as a setting; what could begin another line or another value there is a
 * fault of this program.
 * @throws Error without the value
 */
export function plainValue(value: string): string {
  if (!/^[0-9A-Za-z.,:+/_@[\]-]*$/.test(value)) throw new Error('a value of a phone’s file is not plain');
  return value;
}
