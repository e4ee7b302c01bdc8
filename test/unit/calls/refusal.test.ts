import { refusalEndings, refusals } from '#calls/model/refusal';
import { Driven, events, manager, order, shortCodeStart } from './call-samples';

/** A *7 call that is refused so, with the order that the database gave. */
const refused = (refusal: (typeof refusals)[number]) =>
  new Driven(shortCodeStart).feed({ type: 'authorised', manager, order, refusal });

test.each(refusals)('%s: spoken, nobody is called, and the record says why', (refusal) => {
  const driven = refused(refusal);
  const { announcement, cause, ofOwnOrder } = refusalEndings[refusal];
  expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: [announcement] })]);
  driven.announced();
  expect(driven.wants).toEqual([expect.objectContaining({ type: 'hang-up', cause })]);
  driven.ended('manager');
  expect(driven.made).toEqual([]);
  expect(driven.record).toMatchObject({
    disposition: 'refused',
    refusal,
    hungUpBy: 'system',
    orderNumber: ofOwnOrder ? order.orderNumber : null,
    orderId: ofOwnOrder ? order.orderId : null,
  });
});

test('an order that is not there is refused as `order`, told by nobody', () => {
  const driven = new Driven(shortCodeStart).feed(events.refused()).announced().ended('manager');
  expect(driven.record).toMatchObject({ disposition: 'refused', refusal: 'order', orderNumber: null });
});

test('a busy phone is told so before any limit', () => {
  const driven = new Driven({ ...shortCodeStart, phone: 'busy' })
    .feed({ type: 'authorised', manager, order, refusal: 'locked-out' })
    .announced()
    .ended('manager');
  expect(driven.record).toMatchObject({ disposition: 'manager-busy', refusal: null });
});

test('a call that is not refused has no refusal', () => {
  const driven = new Driven(shortCodeStart).feed(events.authorised()).ended('manager').ended('customer');
  expect(driven.record).toMatchObject({ disposition: 'cancelled', refusal: null });
});
