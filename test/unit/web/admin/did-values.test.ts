import { defaultRoute } from '#dids/model/did-route';
import type { DidRow } from '../../../../src/web/pages/admin/dids-data';
import { nameOf } from '../../../../src/web/pages/admin/dids-data';
import { emptyDid, routeOf, valueFaults, valuesOf } from '../../../../src/web/pages/admin/did-values';
import type { DidValues } from '../../../../src/web/pages/admin/did-values';
import { groupsOf } from '../../../../src/web/pages/admin/managers-data';

const rest: DidRow = {
  ...defaultRoute,
  holidays: ['2027-01-01'],
  label: 'rest',
  changedAt: null,
  changedBy: null,
};
const good: DidValues = { ...emptyDid(rest, 'en'), did: '+7 (495) 123-45-67' };

test('a new number begins with what holds for all others, but for number and name', () => {
  expect(emptyDid(rest, 'en')).toMatchObject({
    did: '',
    label: '',
    language: 'ru',
    holidays: ['2027-01-01'],
  });
  expect(emptyDid(undefined, 'en')).toMatchObject({ did: '', language: 'en', ringSeconds: 20 });
});

test('values are sent as a route: digits of the number, empty texts as null, days sorted', () => {
  const typed = {
    ...good,
    greeting: ' ',
    group: ' sales ',
    openingHours: '',
    holidays: ['2027-05-09', '2027-01-01'],
  };
  expect(routeOf(typed, false)).toEqual({
    ...defaultRoute,
    ...{ did: '74951234567', group: 'sales', holidays: ['2027-01-01', '2027-05-09'] },
  });
  expect(routeOf(typed, true).did).toBeNull();
  const own = { ...defaultRoute, did: '74951234567', holidays: rest.holidays };
  expect(routeOf(valuesOf(own), false)).toEqual(own);
});

test('faults are found before anything is sent, in words for each', () => {
  expect(valueFaults(good, false, [null])).toEqual({});
  expect(valueFaults({ ...good, did: '' }, true, [])).toEqual({});
  expect(valueFaults({ ...good, did: ' ' }, false, [])).toEqual({ did: 'did-missing' });
  expect(valueFaults({ ...good, did: 'call us' }, false, [])).toEqual({ did: 'did-invalid' });
  expect(valueFaults(good, false, [null, '74951234567'])).toEqual({ did: 'did-taken' });
  expect(
    valueFaults({ ...good, ringSeconds: '', openingHours: '9-21', timeZone: 'Moscow' }, false, []),
  ).toEqual({
    ringSeconds: 'ring-seconds-range',
    openingHours: 'calling-hours-invalid',
    timeZone: 'time-zone-unknown',
  });
});

test('a route has a name in addresses, and groups are listed once', () => {
  expect([nameOf({ did: null }), nameOf({ did: '749' })]).toEqual(['default', '749']);
  expect(groupsOf([{ group: 'b' }, { group: null }, { group: 'a' }, { group: 'b' }])).toEqual(['a', 'b']);
});
