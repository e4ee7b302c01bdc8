import type { Page, PageRequest } from '#kernel/page';
import { fromPort, Problem } from './problem';

/** Which page of a list a query asks for. */
export function pageRequest({ limit, after }: { limit: number; after?: string | undefined }): PageRequest {
  return { limit, ...(after !== undefined && { after }) };
}

/**
 * Awaits a page of a list.
 * @throws Problem `invalid-request` where the store says (slug `cursor-invalid`) that `after` is no place in it
 */
export async function pageFromPort<Row>(asked: Promise<Page<Row>>): Promise<Page<Row>> {
  return await fromPort(
    asked.catch((error: unknown) => {
      if ((error as { slug?: unknown } | null)?.slug !== 'cursor-invalid') throw error;
      throw new Problem('invalid-request', {
        cause: error,
        faults: [{ in: 'query', pointer: '#/after', detail: 'must be `next` of the previous page' }],
      });
    }),
  );
}
