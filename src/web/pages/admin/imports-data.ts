import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';

/** An import of GET /api/imports. */
export interface Import {
  id: number;
  state: 'running' | 'done' | 'failed' | 'interrupted';
  startedAt: string;
  endedAt: string | null;
  bytes: number;
  rowsRead: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  fault: string | null;
  by: string;
}

export const importsKey = ['imports'] as const;
const askAgainMs = 1000;
const idleMs = 15_000;

/** Past imports and running ones; asked for often while one runs. */
export function useImports(sending: boolean) {
  return useQuery({
    queryKey: importsKey,
    queryFn: async () => (await take(api.GET('/api/imports'))).items as Import[],
    refetchInterval: ({ state }) =>
      sending || state.data?.some((each) => each.state === 'running') === true ? askAgainMs : idleMs,
  });
}

/** Reasons that have words of their own; another is `other`. */
export const importFaults = [
  'file-empty',
  'file-unreadable',
  'file-too-large',
  'header-incomplete',
  'header-ambiguous',
] as const;

export function faultWord(fault: string | null): (typeof importFaults)[number] | 'other' {
  return importFaults.find((each) => each === fault) ?? 'other';
}
