import type { ImportSlug, UploadFault } from '#orders/model/import-rules';
import { processEnded, uploadFaultSlugs } from '#orders/model/import-rules';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';

/** An import of GET /api/imports. */
export type Import = Answer<'/api/imports/{id}', 'get'>;

export const importsKey = ['imports'] as const;
const askAgainMs = 1000;
const idleMs = 15_000;

/** Past and running imports; polled quickly while one runs. */
export function useImports() {
  return useQuery({
    queryKey: importsKey,
    queryFn: async () => (await take(api.GET('/api/imports', { params: { query: { limit: 100 } } }))).items,
    refetchInterval: ({ state }) =>
      state.data?.some((each) => each.state === 'running') === true ? askAgainMs : idleMs,
  });
}

/** Faults that have words of their own; the others occur only in the CLI. */
export const importFaults = [
  'file-empty',
  'file-unreadable',
  'encoding-unknown',
  'header-incomplete',
  'header-ambiguous',
  ...uploadFaultSlugs,
  processEnded,
] as const satisfies (ImportSlug | UploadFault | typeof processEnded)[];

export function faultWord(fault: string | null): (typeof importFaults)[number] | 'other' {
  return importFaults.find((each) => each === fault) ?? 'other';
}
