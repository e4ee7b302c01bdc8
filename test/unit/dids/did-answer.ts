import type { didJson } from '#dids/did-json';

/** The response to a change of a route. */
export interface DidAnswer {
  did: ReturnType<typeof didJson>;
  warnings: { field: string; code: string; detail: string }[];
}
