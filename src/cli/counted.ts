/** `1 order`, `2 orders`. @param many where it is not the word with an s */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
