/**
 * Asterisk reads AGI commands into 2,048 bytes (AGI_BUF_LEN in res/res_agi.c); names need less than a quarter
 * of that.
 */
const longestValueBytes = 512;

/**
 * The AGI command that sets a channel variable, without its line break.
 *
 * Source: parse_args() in Asterisk's res/res_agi.c: a value in double quotes ends at the next `"`, and `\` takes
 * the next character literally. A line break would end the command and begin another, so control characters
 * become spaces.
 */
export function setVariable(name: string, value: string): string {
  const escaped = variableValue(value).replace(/[\\"]/g, '\\$&');
  return `SET VARIABLE ${name} "${escaped}"`;
}

/** The value as the channel stores it: one line, cut between characters at the longest permitted length. */
export function variableValue(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  let bytes = 0;
  let kept = '';
  for (const character of line) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestValueBytes) break;
    kept += character;
  }
  return kept;
}
