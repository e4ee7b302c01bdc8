/**
 * Reads the words of an AGI command as Asterisk does: blanks separate, double quotes hold together, a backslash
 * takes the next character literally. The behaviour of parse_args() in res/res_agi.c; Asterisk 22.10.1 gave back
 * the same values over GET VARIABLE for every nasty one of set-variable.test.ts.
 */
export function asteriskArguments(line: string): string[] {
  const words: string[] = [];
  let isQuoted = false;
  let isEscaped = false;
  let isBetween = true;
  for (const character of line) {
    const isPlain = isEscaped || !/["\\ \t]/.test(character) || (isQuoted && /[ \t]/.test(character));
    if (isPlain) {
      if (isBetween) words.push('');
      isBetween = false;
      words.push((words.pop() ?? '') + character);
      isEscaped = false;
    } else if (character === '"') {
      isQuoted = !isQuoted;
      if (isQuoted && isBetween) {
        words.push('');
        isBetween = false;
      }
    } else if (character === '\\') {
      isEscaped = true;
    } else {
      isBetween = true;
    }
  }
  return words;
}
