/** Words of a search that are used. */
const mostWords = 6;

/** One writing of each letter: е for ё, and no difference of case or width. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
}

/** @returns the words to look for; none for an empty text */
export function searchWords(search: string): string[] {
  return plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}

/** Whether subject or text has each of the words, anywhere. */
export function isFound(mail: { subject: string; text: string }, words: readonly string[]): boolean {
  const text = plain(`${mail.subject}\n${mail.text}`);
  return words.every((word) => text.includes(word));
}
