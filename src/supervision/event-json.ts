import type { Change } from './event-feed';
import { callJson } from '#calls/call-json';
import { phoneJson } from './phone-json';

/**
 * The content of a live event. Every field is listed explicitly, so that a new field of a change is not
 * published before it is added here.
 */
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
