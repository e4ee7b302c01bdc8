import { defaultRoute, isOpenAt } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import {
  canFollow,
  changedFields,
  didFaults,
  didOfName,
  isIsoDate,
  isSound,
  nameOfDid,
  tidied,
} from '#dids/model/did-rules';

const route = (changes: Partial<DidRoute> = {}): DidRoute => ({ ...defaultRoute, ...changes });
const at = (iso: string): number => Date.parse(iso) * 1000;

describe('a number', () => {
  it('is always open by default', () => {
    for (const time of ['2026-01-01T00:00:00Z', '2026-07-05T03:30:00Z'])
      expect(isOpenAt(defaultRoute, at(time))).toBe(true);
  });

  // Moscow is three hours ahead of UTC all year; 6 November 2026 is a Friday.
  it.each([
    ['2026-11-06T05:59:59.999Z', false],
    ['2026-11-06T06:00:00Z', true],
    ['2026-11-06T17:59:59.999Z', true],
    ['2026-11-06T18:00:00Z', false],
    ['2026-11-07T07:00:00Z', true],
    ['2026-11-07T15:00:00Z', false],
    ['2026-11-08T09:00:00Z', false],
  ])('is open by its own clock at %s: %s', (time, open) => {
    const hours = route({ openingHours: 'mon-fri 09:00-21:00, sat 10:00-18:00' });
    expect(isOpenAt(hours, at(time))).toBe(open);
  });

  it.each([
    ['2026-12-31T20:59:59Z', true],
    ['2026-12-31T21:00:00Z', false],
    ['2027-01-01T20:59:59Z', false],
    ['2027-01-01T21:00:00Z', true],
    ['2027-01-06T21:30:00Z', false],
  ])('is closed on its holidays, by its own calendar, at %s: %s', (time, open) => {
    expect(isOpenAt(route({ holidays: ['2027-01-01', '2027-01-07'] }), at(time))).toBe(open);
  });

  it('has the day of its zone where the clock goes forward and back', () => {
    const berlin = { timeZone: 'Europe/Berlin', openingHours: '08:00-12:00', holidays: ['2026-10-26'] };
    expect(isOpenAt(route(berlin), at('2026-10-24T06:00:00Z'))).toBe(true);
    expect(isOpenAt(route(berlin), at('2026-10-25T06:30:00Z'))).toBe(false);
    expect(isOpenAt(route(berlin), at('2026-10-25T07:00:00Z'))).toBe(true);
    expect(isOpenAt(route(berlin), at('2026-10-25T23:30:00Z'))).toBe(false);
    expect(isOpenAt(route(berlin), at('2026-10-26T08:00:00Z'))).toBe(false);
    expect(isOpenAt(route(berlin), at('2026-10-27T08:00:00Z'))).toBe(true);
  });

  it('is open where its hours or zone cannot be read', () => {
    expect(isOpenAt(route({ openingHours: 'whenever' }), at('2026-11-06T02:00:00Z'))).toBe(true);
    expect(
      isOpenAt(route({ timeZone: 'Moon/Base', holidays: ['2026-11-06'] }), at('2026-11-06T02:00:00Z')),
    ).toBe(true);
  });
});

describe('the rules', () => {
  it('find no fault with the default, nor with a route that uses everything', () => {
    expect(didFaults(defaultRoute)).toEqual([]);
    expect(
      didFaults(
        route({
          did: '74951234567',
          label: 'Я'.repeat(100),
          greeting: 'custom/shop-hello_2.v1',
          group: 'Я'.repeat(64),
          ringSeconds: 5,
          waitSeconds: 3600,
          openingHours: 'mon-fri 09:00-21:00',
          timeZone: 'Asia/Omsk',
          holidays: ['2028-02-29'],
        }),
      ),
    ).toEqual([]);
  });

  it.each<[Partial<DidRoute>, string]>([
    [{ did: '+74951234567' }, 'did-invalid'],
    [{ did: '' }, 'did-invalid'],
    [{ did: 'shop' }, 'did-invalid'],
    [{ did: '1234567890123456' }, 'did-invalid'],
    [{ label: 'x'.repeat(101) }, 'label-too-long'],
    [{ greeting: 'custom/../../etc/passwd' }, 'sound-invalid'],
    [{ greeting: 'hello world' }, 'sound-invalid'],
    [{ greeting: 'привет' }, 'sound-invalid'],
    [{ greeting: 'hello&beep' }, 'sound-invalid'],
    [{ greeting: 'x'.repeat(101) }, 'sound-invalid'],
    [{ group: 'x'.repeat(65) }, 'group-too-long'],
    [{ ringSeconds: 4 }, 'ring-seconds-range'],
    [{ ringSeconds: 121 }, 'ring-seconds-range'],
    [{ ringSeconds: 20.5 }, 'ring-seconds-range'],
    [{ waitSeconds: 9 }, 'wait-seconds-range'],
    [{ waitSeconds: 3601 }, 'wait-seconds-range'],
    [{ openingHours: '9-21' }, 'calling-hours-invalid'],
    [{ openingHours: `09:00-10:00${', 09:00-10:00'.repeat(50)}` }, 'calling-hours-invalid'],
    [{ timeZone: '+03:00' }, 'time-zone-unknown'],
    [{ timeZone: 'Europe/Nowhere' }, 'time-zone-unknown'],
    [{ holidays: ['2027-02-29'] }, 'date-unknown'],
    [{ holidays: ['01.01.2027'] }, 'date-unknown'],
    [{ holidays: ['2027-01-01', ''] }, 'date-unknown'],
    [{ holidays: Array.from({ length: 501 }, () => '2027-01-01') }, 'too-many-dates'],
  ])('find the fault of %o', (changes, code) => {
    const faults = didFaults(route(changes));
    expect(faults).toMatchObject([{ field: Object.keys(changes)[0], code }]);
    const [value] = Object.values(changes);
    if (typeof value === 'string' && value.length > 3) expect(faults[0]?.detail.includes(value)).toBe(false);
  });

  it('find all faults at once', () => {
    expect(
      didFaults(route({ did: 'x', ringSeconds: 0, holidays: ['never'] })).map(({ field }) => field),
    ).toEqual(['did', 'ringSeconds', 'holidays']);
  });

  it('follow no route of a version with other choices', () => {
    expect(canFollow(defaultRoute)).toBe(true);
    for (const changes of [
      { purpose: 'decoy' },
      { overflow: 'nobody' },
      { language: 'de' },
      { ringSeconds: 0 },
    ])
      expect(canFollow({ ...defaultRoute, ...changes } as DidRoute)).toBe(false);
  });
});

it('a route is tidied before it is judged', () => {
  expect(
    tidied(
      route({
        ...{ label: ' Shop ', greeting: ' ', group: ' sales ', openingHours: '', timeZone: ' Asia/Omsk ' },
        holidays: ['2027-01-07', ' 2027-01-01', '2027-01-07'],
      }),
    ),
  ).toEqual(
    route({
      ...{ label: 'Shop', greeting: null, group: 'sales', openingHours: null, timeZone: 'Asia/Omsk' },
      holidays: ['2027-01-01', '2027-01-07'],
    }),
  );
});

it('names, days and sounds', () => {
  expect([nameOfDid(null), nameOfDid('749')]).toEqual(['default', '749']);
  expect([didOfName('default'), didOfName('749')]).toEqual([null, '749']);
  expect(['2027-01-01', '2028-02-29', '0001-01-01'].every(isIsoDate)).toBe(true);
  expect(['2027-2-1', '2027-13-01', '2027-04-31', 'today'].some(isIsoDate)).toBe(false);
  expect(['a', 'ru/hello', 'x_y-z.1'].every(isSound)).toBe(true);
  expect(['', '..', 'a b', 'a,b', 'a;b', 'a\n'].some(isSound)).toBe(false);
  expect(changedFields(defaultRoute, route({ holidays: [], proof: 'none' }))).toEqual(['proof']);
});
