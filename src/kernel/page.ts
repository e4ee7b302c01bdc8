/** A slice of a list, newest or lowest first; `next` goes into the next request, null at the end (keyset paging). */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export interface PageRequest {
  limit: number;
  /** `next` of the page before; absent for the first. */
  after?: string;
}
