import { eventually } from '../lab/eventually';
import type { Phone } from '../lab/phone';
import type { SampleOrder } from '../lab/sample-shop';
import { orderThat } from '../lab/sample-shop';
import type { TestLab } from './test-lab';

export interface CallUp {
  phone: Phone;
  /** SIP Call-ID. */
  id: string;
  order: SampleOrder;
}

/** Manager 101 dials `*7…`. */
export async function dialOrder(at: TestLab, behaviour: string, extension = 101): Promise<CallUp> {
  const phone = at.phone(extension);
  const order = orderThat(behaviour);
  return { phone, order, id: await phone.dial(`*7${order.orderNumber}`) };
}

/** Manager 101 dials `*7…`, and the customer has answered. */
export async function talkToCustomer(at: TestLab, behaviour: string): Promise<CallUp> {
  const call = await dialOrder(at, behaviour);
  await call.phone.event('CALL_ESTABLISHED', { id: call.id, within: 10_000 });
  return call;
}

/**
 * The same customer, called by a phone without protection over a trunk without protection. It dials the number in
 * its national form, so that the international one can only have come from the PBX.
 */
export async function dialOpenly(at: TestLab, behaviour: string, extension = 201): Promise<CallUp> {
  const phone = at.phone(extension);
  const order = orderThat(behaviour);
  return { phone, order, id: await phone.dial(`8${order.phone.slice(2)}`) };
}

export async function talkOpenly(at: TestLab, behaviour: string, extension = 201): Promise<CallUp> {
  const call = await dialOpenly(at, behaviour, extension);
  await call.phone.event('CALL_ESTABLISHED', { id: call.id, within: 10_000 });
  // The phone is answered before it is bridged, and what it asks for in between (REFER) is refused.
  await eventually(
    async () => {
      const { body } = await at.lab.asterisk.ari('GET', 'bridges');
      return (body as { channels: string[] }[]).some(({ channels }) => channels.length === 2);
    },
    { within: 5_000, what: 'the two to be bridged' },
  );
  return call;
}

/** Click-to-call by the lab's service token. @returns the call's id */
export async function click(at: TestLab, orderNumber: string, extension = 101): Promise<string> {
  // A phone tells its events only to whoever is connected to it by now.
  await at.phone(extension).registered();
  const answer = await at.request('POST', `/api/orders/${orderNumber}/calls`, {
    extension: String(extension),
  });
  if (answer.status !== 201) throw new Error(`Click-to-call of order ${orderNumber}: ${answer.status}`);
  return ((await answer.json()) as { id: string }).id;
}

/** Puts everything on the hook, on the PBX too. */
export async function allQuiet(at: TestLab): Promise<void> {
  await Promise.all(at.lab.phones.map((phone) => phone.hangUpAll()));
  await eventually(
    async () => {
      const { body } = await at.lab.asterisk.ari('GET', 'channels');
      // All but the dead man's switch, which is there as long as the PBX is.
      const channels = (body as { id: string; name: string }[]).filter(
        ({ name }) => !name.startsWith('Local/s@star7-watchdog'),
      );
      await Promise.all(channels.map(({ id }) => at.lab.asterisk.ari('DELETE', `channels/${id}`)));
      // A bridge goes only where somebody takes it away: what a test leaves behind is its own fault, not the next one's.
      const bridges = (await at.lab.asterisk.ari('GET', 'bridges')).body as unknown[];
      return channels.length === 0 && bridges.length === 0;
    },
    { within: 10_000, every: 200, what: 'silence on the PBX' },
  );
}
