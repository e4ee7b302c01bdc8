import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type DeskPhoneRow = ItemOf<Answer<'/api/desk-phones', 'get'>>;
export type Make = DeskPhoneRow['make'];
export const makes = ['yealink', 'grandstream'] as const satisfies readonly Make[];

export const deskPhonesKey = ['desk-phones'] as const;

export function useDeskPhones() {
  return useQuery({ queryKey: deskPhonesKey, queryFn: () => take(api.GET('/api/desk-phones')) });
}

/** As it is pasted into the phone's own page: a Grandstream has a field of its own for the scheme. */
export function pasted(make: Make, url: string): string {
  return make === 'grandstream' ? url.replace(/^https?:\/\//, '') : url;
}
