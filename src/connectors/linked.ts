import { textAt } from './model/json-pointer';
import type { Micros } from '#kernel/micros';
import { slicesOf } from '#kernel/slices';

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
  for (const some of slicesOf(wanted, atOnce)) {
    for (const each of await fetch(some)) found.set(textAt(each, idAt), each);
  }
  return found;
}

/** How long a {@link LastingLinks} keeps what it knows. */
const lasting: Micros = 600_000_000;

/** What hardly changes and all orders refer to, such as names of states: asked for once in ten minutes. */
export class LastingLinks {
  #known = new Map<string, Map<string, unknown>>();
  #until: Micros = 0;

  constructor(private readonly now: () => Micros) {}

  /** As {@link linkedTo}, of one resource; may hold more than the ids that were asked for. */
  async to(
    resource: string,
    ids: readonly string[],
    atOnce: number,
    fetch: (ids: readonly string[]) => Promise<readonly unknown[]>,
  ): Promise<ReadonlyMap<string, unknown>> {
    if (this.now() >= this.#until) {
      this.#known = new Map();
      this.#until = this.now() + lasting;
    }
    const known = this.#known.get(resource) ?? new Map<string, unknown>();
    this.#known.set(resource, known);
    const missing = ids.filter((id) => !known.has(id));
    for (const [id, each] of await linkedTo(missing, atOnce, fetch)) known.set(id, each);
    return known;
  }
}
