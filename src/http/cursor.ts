import type { Page, PageRequest } from '#kernel/page';
import { fromPort, Problem } from './problem';

/** The page of a list that a query requests. */
export function pageRequest({ limit, after }: { limit: number; after?: string | undefined }): PageRequest {
  return { limit, ...(after !== undefined && { after }) };
}

/**
 * Awaits a page of a list.
 * @throws Problem `invalid-request` where the store rejects `after` (slug `cursor-invalid`)
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
