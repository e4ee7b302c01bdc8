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
  'file-not-a-table',
  'spreadsheet-unreadable',
  'spreadsheet-bomb',
  'memory-exhausted',
  'header-incomplete',
  ...uploadFaultSlugs,
  processEnded,
] as const satisfies (ImportSlug | UploadFault | typeof processEnded)[];

export function faultWord(fault: string | null): (typeof importFaults)[number] | 'other' {
  return importFaults.find((each) => each === fault) ?? 'other';
}

/** Systems whose exports are known; the last is any other file. */
export const importProfileIds = [
  'shopify',
  'woocommerce',
  'tilda',
  'wix',
  'amazon',
  'matrixify',
  '1c-bitrix',
  'insales',
  'amocrm',
  'moysklad',
  'plain',
] as const;

export function profileWord(profile: string): (typeof importProfileIds)[number] {
  return importProfileIds.find((each) => each === profile) ?? 'plain';
}

/** What was not understood, with words of its own. */
export const noticeCodes = [
  'total-line',
  'header-again',
  'line-without-order',
  'phone-missing',
  'name-missing',
  'number-left-over',
  'dialled-number-clash',
  'manager-unknown',
  'courier-unknown',
  'status-unknown',
  'amount-invalid',
  'amount-ambiguous',
  'amount-is-phone',
  'number-invalid',
  'currency-invalid',
  'currency-differs',
  'placed-at-invalid',
  'placed-at-ambiguous',
  'country-unknown',
  'do-not-call-invalid',
  'call-consent-incomplete',
  'time-zone-unknown',
  'rows-differ',
  'sheet-left-out',
  'email-own-domain',
  'text-cut',
  'link-invalid',
  'field-unknown',
  'field-unfit',
  'items-left-over',
] as const;

export function noticeWord(code: string): (typeof noticeCodes)[number] | 'phone' | 'email' | 'other' {
  const own = noticeCodes.find((each) => each === code);
  if (own !== undefined) return own;
  if (code.startsWith('email-')) return 'email';
  return /^phone\d?-/.test(code) ? 'phone' : 'other';
}
