/** Asterisk reads AGI commands into 2,048 bytes (AGI_BUF_LEN in res/res_agi.c); no name needs a quarter of it. */
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

/** A value as the channel will have it: on one line, and no longer than it may be, cut between characters. */
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
