import type { PageRequest } from '#kernel/page';

/** The page of a list that a query requests. */
export function pageRequest({ limit, after }: { limit: number; after?: string | undefined }): PageRequest {
  return { limit, ...(after !== undefined && { after }) };
}
