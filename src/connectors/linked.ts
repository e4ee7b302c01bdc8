import { textAt } from './model/json-pointer';

/**
 * What orders refer to by id, fetched so many at a time.
 * @param idAt a JSON Pointer in what was fetched @returns by id; what the shop does not have is absent
 */
export async function linkedTo(
  ids: readonly string[],
  atOnce: number,
  fetch: (ids: readonly string[]) => Promise<readonly unknown[]>,
  idAt = '/id',
): Promise<ReadonlyMap<string, unknown>> {
  // Systems write 0 where there is none.
  const wanted = [...new Set(ids)].filter((id) => id !== '' && id !== '0');
  const found = new Map<string, unknown>();
  for (let at = 0; at < wanted.length; at += atOnce) {
    for (const each of await fetch(wanted.slice(at, at + atOnce))) found.set(textAt(each, idAt), each);
  }
  return found;
}
