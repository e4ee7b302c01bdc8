import { CallFeed } from '#calls/engine/call-feed';
import { ListeningFeed } from '#calls/engine/listening-feed';
import { EventFeed } from '#supervision/event-feed';
import type { NumberedChange } from '#supervision/event-feed';
import { OrderFeed } from '#orders/order-feed';
import { PresenceFeed } from '#people/agents';
import { PhoneFeed } from '#supervision/phones';
import { callView } from '../calls/memory-call-log';

function rig(keep = 100) {
  const sources = {
    calls: new CallFeed(),
    listenings: new ListeningFeed(),
    phones: new PhoneFeed(),
    presences: new PresenceFeed(),
    orders: new OrderFeed(),
  };
  return { ...sources, events: new EventFeed(sources, keep) };
}

const phone = { extension: '101', registered: true, inUse: false, devices: ['desk'] } as const;
const presence = { extension: '101', awaySince: 5, awayReason: null, awayUntil: null };
const order = { orderNumber: '1001', managerExtension: '101' };

it('numbers changes of every kind in one sequence, and tells each at once', () => {
  const { calls, phones, presences, orders, events } = rig();
  const told: NumberedChange[] = [];
  const end = events.subscribe((change) => told.push(change));
  expect(events.last).toBe(0);
  calls.publish(callView(1));
  phones.publish(phone);
  orders.publish(order);
  presences.publish(presence);
  expect(told).toEqual([
    { id: 1, change: { kind: 'call', call: callView(1) } },
    { id: 2, change: { kind: 'phone', phone } },
    { id: 3, change: { kind: 'order', order } },
    { id: 4, change: { kind: 'presence', presence } },
  ]);
  end();
  calls.publish(callView(2));
  expect(told).toHaveLength(4);
  expect(events.last).toBe(5);
});

it('gives what came after a change, as long as all of it is kept', () => {
  const { phones, events } = rig(3);
  expect(events.since(0)).toEqual([]);
  expect(events.since(1)).toBeNull();
  for (let n = 1; n <= 5; n++) phones.publish({ ...phone, extension: String(n) });
  const idsSince = (id: number): number[] | undefined => events.since(id)?.map((change) => change.id);
  expect(idsSince(5)).toEqual([]);
  expect(idsSince(4)).toEqual([5]);
  expect(idsSince(2)).toEqual([3, 4, 5]);
  expect(events.since(1)).toBeNull();
  expect(events.since(0)).toBeNull();
  expect(events.since(6)).toBeNull();
});

it('goes on for the others where one listener throws', () => {
  const { calls, events } = rig();
  const told: number[] = [];
  events.subscribe(() => {
    throw new Error('broken');
  });
  events.subscribe(({ id }) => told.push(id));
  calls.publish(callView(1));
  calls.publish(callView(2));
  expect(told).toEqual([1, 2]);
});
