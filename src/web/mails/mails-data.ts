import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from '../api/client';
import type { Answer, ItemOf } from '../api/types';

export type Thread = Answer<'/api/orders/{number}/mails', 'get'>;
/** A mail of a thread, without its text. */
export type MailLine = ItemOf<Thread>;
export type BoxedMail = ItemOf<Answer<'/api/mails', 'get'>>;
/** How a message travels. */
export type Transport = MailLine['transport'];
export type Template = ItemOf<Answer<'/api/mail-templates', 'get'>>;

/** Stands for each thing that was hidden in a mail. */
export const mailMark = '[…]';

/** The mails of an order. Under the order's key: events of the order have it read again. */
export function threadQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['order', orderNumber, 'mails'],
    queryFn: () => take(api.GET('/api/orders/{number}/mails', { params: { path: { number: orderNumber } } })),
  });
}

/** A mail with its text, which never changes. */
export function mailQuery(orderNumber: string, id: number) {
  return queryOptions({
    queryKey: ['mail', orderNumber, id],
    queryFn: () =>
      take(
        api.GET('/api/orders/{number}/mails/{mail}', {
          params: { path: { number: orderNumber, mail: String(id) } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the reader has begun to write, as the server has it. */
export function mailDraftQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['mail-draft', orderNumber],
    queryFn: () =>
      take(api.GET('/api/orders/{number}/mail-draft', { params: { path: { number: orderNumber } } })),
    // Another place of work may have changed it.
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function filledTemplatesQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['order', orderNumber, 'mail-templates'],
    queryFn: () =>
      take(api.GET('/api/orders/{number}/mail-templates', { params: { path: { number: orderNumber } } })),
  });
}

/** SMS that are at no order, page by page. */
export const strangersQuery = infiniteQueryOptions({
  queryKey: ['sms-strangers'],
  queryFn: ({ pageParam }) =>
    take(
      api.GET('/api/sms/strangers', {
        params: { query: { limit: 20, ...(pageParam !== null && { after: pageParam }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const templatesQuery = queryOptions({
  queryKey: ['mail-templates'],
  queryFn: () => take(api.GET('/api/mail-templates')),
});
