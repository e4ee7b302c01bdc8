import { CourierGate } from '#calls/engine/courier-gate';
import type { KnownCourier } from '#calls/engine/courier-gate';
import { mask } from '#kernel/masked';
import { order } from '../calls/call-samples';
import { guessGuardOf } from '../calls/guess-guard-of';
import { MemoryLimitStore } from '../calls/memory-limit-store';
import { capsOf, noLimits } from '../calls/no-limits';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryCourierOrders } from './memory-courier-orders';

/*
 * Which customers a courier may call, by what is known of the courier.
 */

const hour = 3_600_000_000;
const mobile = mask('+79260000017');

const sergey: KnownCourier = {
  who: { id: 7, number: '17', name: 'Sergey', language: 'en' },
  phone: mobile,
  pinHash: '123456',
  weekdays: new Set([0, 1, 2, 3, 4, 5, 6]),
};

function gate({
  limit = 0,
  caps = noLimits.couriers,
  store = new MemoryLimitStore(),
  alerts = new MemoryAlerts(),
} = {}) {
  const clock = new FakeClock();
  const couriers = new MemoryCourierOrders([sergey]);
  const opened: string[] = [];
  const settings = { courierAccessHours: 48, courierPinAlways: false, defaultTimeZone: 'Europe/Moscow' };
  const book = new CourierGate({
    couriers,
    guard: guessGuardOf(clock, limit),
    passwords: { matches: (pin, encoded) => Promise.resolve(pin === encoded) },
    settings: () => Promise.resolve(settings),
    limits: () => Promise.resolve({ ...noLimits, couriers: caps }),
    caps: capsOf(clock, store, alerts, 'actor'),
    normalise: (caller) => caller,
    did: () => Promise.resolve('74950000017'),
    clock,
  });
  const carry = (orderNumber: string, hoursAgo: number, doNotCall = false): void => {
    const { number, extension, ...facts } = order;
    couriers.orders.push({
      order: { ...facts, orderNumber },
      restraints: { doNotCall, timeZone: null },
      handedOverAt: clock.now() - hoursAgo * hour,
      open: () => {
        opened.push(orderNumber);
        return { number, extension, destination: 'open' };
      },
    });
  };
  const prove = (proof: Partial<Parameters<CourierGate['prove']>[0]>) =>
    book.prove({
      ...{ courierId: null, isProved: false, courierNumber: '', pin: '', orderDigits: '' },
      ...proof,
    });
  return { clock, couriers, settings, book, carry, prove, opened };
}

/** Since midnight in Moscow, whatever the fake clock says. */
const today = 0;

test('the own number opens the one order of today, and asks which of several', async () => {
  const { book, carry } = gate();
  expect(await book.identify(mobile)).toMatchObject({ is: 'nothing' });
  carry('1001', today);
  expect(await book.identify(mobile)).toMatchObject({
    is: 'admitted',
    courier: { name: 'Sergey', did: '74950000017' },
    order: { orderNumber: '1001' },
  });
  carry('1002', today);
  expect(await book.identify(mobile)).toMatchObject({
    is: 'asked',
    question: 'order-digits',
    isProved: false,
  });
});

test('what was handed over yesterday needs the PIN, and what is older than the setting is closed', async () => {
  const { book, carry, prove, settings } = gate();
  carry('1001', 30);
  expect(await book.identify(mobile)).toMatchObject({ is: 'asked', question: 'courier-pin' });
  // Nor by its digits, without the PIN.
  expect(await prove({ courierId: 7, orderDigits: '1001' })).toEqual({ is: 'wrong' });
  expect(await prove({ courierId: 7, pin: '123456' })).toMatchObject({ is: 'admitted' });
  settings.courierAccessHours = 12;
  expect(await prove({ courierId: 7, pin: '123456' })).toMatchObject({ is: 'nothing' });
  expect(await book.admit(7, '1001')).toEqual({ is: 'wrong' });
});

test('a setting asks for the PIN always', async () => {
  const { book, carry, settings } = gate();
  carry('1001', today);
  settings.courierPinAlways = true;
  expect(await book.identify(mobile)).toMatchObject({ is: 'asked', question: 'courier-pin' });
});

test('two couriers with one mobile are known by neither, nor is anybody on a free day', async () => {
  const { book, couriers, carry, prove } = gate();
  carry('1001', today);
  couriers.couriers = [sergey, { ...sergey, who: { ...sergey.who, id: 8, number: '18' } }];
  expect(await book.identify(mobile)).toBeNull();
  couriers.couriers = [{ ...sergey, weekdays: new Set() }];
  expect(await book.identify(mobile)).toBeNull();
  expect(await prove({ courierNumber: '17', pin: '123456' })).toEqual({ is: 'wrong' });
  expect(await book.carried(7)).toBeNull();
});

test('by number and PIN all on the way is open; the digits choose, and must be of one order', async () => {
  const { carry, prove } = gate();
  carry('A-1001', 30);
  carry('A-2001', today);
  expect(await prove({ courierNumber: '17', pin: '000000' })).toEqual({ is: 'wrong' });
  expect(await prove({ courierNumber: '99', pin: '123456' })).toEqual({ is: 'wrong' });
  expect(await prove({ courierNumber: '17', pin: '123456' })).toMatchObject({
    is: 'asked',
    question: 'order-digits',
    isProved: true,
  });
  const chosen = { courierId: 7, isProved: true };
  expect(await prove({ ...chosen, orderDigits: '001' })).toMatchObject({ is: 'asked' });
  expect(await prove({ ...chosen, orderDigits: '1001' })).toMatchObject({
    is: 'admitted',
    order: { orderNumber: 'A-1001' },
  });
  expect(await prove({ ...chosen, orderDigits: '77' })).toEqual({ is: 'wrong' });
});

test('wrong PINs lock out, whatever is right then; unknown numbers count together', async () => {
  const { carry, prove, clock } = gate({ limit: 3 });
  carry('1001', today);
  for (let tries = 0; tries < 3; tries += 1) await prove({ courierNumber: '17', pin: '000000' });
  expect(await prove({ courierNumber: '17', pin: '123456' })).toEqual({ is: 'wrong' });
  await clock.pass(121_000);
  expect(await prove({ courierNumber: '17', pin: '123456' })).toMatchObject({ is: 'admitted' });
});

test('strangers who guess shut out nobody who is signed in or proved, nor does an old list', async () => {
  const { book, carry, prove } = gate({ limit: 3 });
  carry('1001', today);
  carry('1002', today);
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await book.admit(7, '9999')).toEqual({ is: 'wrong' });
    expect(await prove({ courierId: 7, isProved: true, orderDigits: '77' })).toEqual({ is: 'wrong' });
  }
  expect(await prove({ courierNumber: '17', pin: '123456' })).toMatchObject({ is: 'asked' });
  for (let tries = 0; tries < 3; tries += 1) await prove({ courierNumber: '17', pin: '000000' });
  // A caller hears no difference between locked and wrong.
  expect(await prove({ courierNumber: '17', pin: '123456' })).toEqual({ is: 'wrong' });
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'admitted' });
  expect(await prove({ courierId: 7, isProved: true, orderDigits: '1001' })).toMatchObject({
    is: 'admitted',
  });
  // By a caller number alone, which can be forged, digits are guesses.
  expect(await prove({ courierId: 7, orderDigits: '1001' })).toEqual({ is: 'wrong' });
});

test('a number is unsealed for a call alone', async () => {
  const { book, carry, opened } = gate();
  carry('1001', today);
  carry('1002', today);
  await book.carried(7);
  await book.identify(mobile);
  expect(opened).toEqual([]);
  await book.admit(7, '1002');
  expect(opened).toEqual(['1002']);
});

test('a customer who wants no calls gets none from couriers', async () => {
  const { book, carry } = gate();
  carry('1001', today, true);
  expect(await book.identify(mobile)).toMatchObject({ is: 'limited', refusal: 'do-not-call' });
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'limited' });
});

test('a courier’s calls are counted by the hour and the day, and one call more is told how long to wait', async () => {
  const alerts = new MemoryAlerts();
  const { book, carry, clock, opened } = gate({ caps: { callsPerHour: 2, callsPerDay: 3 }, alerts });
  carry('1001', today);
  // However they call: in from the own number, or by a click.
  expect(await book.identify(mobile)).toMatchObject({ is: 'admitted' });
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'admitted' });
  expect(await book.admit(7, '1001')).toMatchObject({
    ...{ is: 'limited', refusal: 'hourly-cap', order: { orderNumber: '1001' } },
    retryAfterSeconds: expect.any(Number) as number,
  });
  expect(await book.identify(mobile)).toMatchObject({ is: 'limited', refusal: 'hourly-cap' });
  // Told once, and no number was unsealed for those who may not call.
  expect(alerts.raised).toEqual([{ event: 'call-cap-reached', actor: 'courier:17', reason: 'hourly-cap' }]);
  expect(opened).toHaveLength(2);
  await clock.pass(3_660_000);
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'admitted' });
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'limited', refusal: 'daily-cap' });
});

test('calls of an earlier process count, and without them nobody is called', async () => {
  const store = new MemoryLimitStore();
  const { book, carry, clock } = gate({ caps: { callsPerHour: 2, callsPerDay: 0 }, store });
  carry('1001', today);
  store.failWith(new Error('no database'));
  await expect(book.admit(7, '1001')).rejects.toThrow('no database');
  store.failWith(null);
  store.calls = [{ name: '7', minute: clock.now(), count: 2 }];
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'limited', refusal: 'hourly-cap' });
});

test('on the page the order is called from the own mobile', async () => {
  const { book, carry } = gate();
  carry('1001', today);
  expect(await book.admit(7, '1001')).toMatchObject({ is: 'admitted', phone: mobile });
  expect(await book.carried(7)).toMatchObject({
    hasPhone: true,
    orders: [{ order: { orderNumber: '1001' } }],
  });
  expect(JSON.stringify(await book.carried(7))).not.toContain('number":"+');
});
