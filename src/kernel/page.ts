/**
 * A slice of a list, newest or lowest first; pass `next` in the next request; null at the end (keyset
 * paging).
 */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export interface PageRequest {
  limit: number;
  /** `next` of the previous page; absent for the first page. */
  after?: string;
}
