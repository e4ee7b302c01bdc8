import type { Change } from './event-feed';
import { callJson } from '#calls/call-json';
import { phoneJson } from './phone-json';

/** What a live event holds. Written out: what a change gains one day is not told before somebody decides so here. */
export function eventJson(change: Change): object {
  switch (change.kind) {
    case 'call':
      return callJson(change.call);
    case 'phone':
      return { extension: change.phone.extension, ...phoneJson(change.phone) };
    case 'order':
      return { orderNumber: change.order.orderNumber };
  }
}
