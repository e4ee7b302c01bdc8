/** The shop's words for managers, with the extension of each, as people edit them: a line each, `word = extension`. */
export function aliasLines(aliases: Readonly<Record<string, string>>): string {
  return Object.entries(aliases)
    .map(([word, extension]) => `${word} = ${extension}`)
    .join('\n');
}

/** @returns null where a line is no word with an extension */
export function aliasesOf(text: string): Record<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map((line) => /^(.*\S)\s*=\s*([0-9A-Za-z]{1,32})$/.exec(line));
  if (read.includes(null)) return null;
  return Object.fromEntries(read.map((match) => [match?.[1]?.toLowerCase() ?? '', match?.[2] ?? '']));
}
