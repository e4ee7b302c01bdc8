import type { MessageTransport } from '../mails';
import { smsForm, splitSms } from '../model/sms/sms-text';
import type { SmsOutbox } from './sms-store';
import { refusalOfOrder } from '#calls/model/call-limits';
import type { CallLimits } from '#calls/model/call-limits';
import type { Micros } from '#kernel/micros';
import { RefusedError } from '#kernel/refused-error';

export interface SmsTransportParts {
  outbox: Pick<SmsOutbox, 'pointOf' | 'partsSince'>;
  limits: () => Promise<CallLimits>;
  /** Of a message. */
  mostParts: number;
  /** Of all in any 24 hours; 0: no limit. */
  partsDay: number;
  sender: string;
  onWritten: () => void;
}

const day: Micros = 86_400_000_000;

/** SMS as a way of the threads of orders: to the main number of an open order, in calling hours, and never to who does not want to be contacted. */
export function smsTransport(parts: SmsTransportParts): MessageTransport {
  const { outbox, limits, mostParts, partsDay, sender, onWritten } = parts;
  return {
    mostParts,
    partsDay,
    onWritten,
    reaches: ({ slots, status }) => status === 'open' && slots.includes('main'),

    async permit(orderNumber, now) {
      const point = await outbox.pointOf(orderNumber);
      if (point === null) throw new RefusedError('no-phone-number');
      const refusal = refusalOfOrder(point.restraints, now, await limits());
      if (refusal === 'do-not-call') throw new RefusedError('sms-do-not-contact');
      if (refusal === 'destination') throw new RefusedError('sms-destination');
      if (refusal !== null) throw new RefusedError('sms-hours');
      if (partsDay > 0 && (await outbox.partsSince(now - day)) >= partsDay) {
        throw new RefusedError('sms-day-limit', { retryAfterSeconds: 3600 });
      }
    },

    fit(text) {
      const fitted = smsForm(text);
      const count = splitSms(fitted).parts.length;
      if (count > mostParts) {
        const detail = `must fit into ${String(mostParts)} SMS, and needs ${String(count)}`;
        throw new RefusedError('invalid-input', { faults: [{ field: 'text', code: 'too-long', detail }] });
      }
      return { text: fitted, parts: count, sender };
    },
  };
}
