import { parseCallingHours } from '#kernel/calling-hours';
import { minutesOfDay } from '#kernel/local-time';
import * as server from '#people/model/manager';
import { largestImport } from '#orders/intake/uploaded-imports';
import { linesOf, readCallingHours } from '../../../../src/web/pages/admin/calling-hours';
import { largestFile } from '../../../../src/web/pages/admin/file-check';
import * as page from '../../../../src/web/pages/admin/manager-values';

test('what the form takes for an extension, a number, a name and a cap is what the server does', () => {
  expect(page.extensionPattern.source).toBe(server.extensionPattern);
  expect(page.didPattern.source).toBe(server.didPattern);
  expect(page.longestName).toBe(server.longestManagerName);
  expect(page.largestCap).toBe(server.largestCap);
});

test('a file may be as large as the server takes', () => {
  expect(largestFile).toBe(largestImport);
});

test.each([
  '09:00-21:00',
  'mon-fri 08:00-22:00, sat-sun 09:00-20:00',
  'MON 00:00-24:00',
  'mon 09:00-12:00,mon 13:00-18:00',
  'sat-mon 09:00-12:00',
  '21:00-09:00',
  '25:00-26:00',
  '24:30-24:59',
  '9:00-21:00',
  'someday 09:00-21:00',
  '',
])('calling hours "%s" are read as the server reads them', (text) => {
  const mine = readCallingHours(text)?.map((day) =>
    day.map((opening) => opening.split('–').map((time) => minutesOfDay(time))),
  );
  const theirs = parseCallingHours(text)?.map((day) => day.map(({ from, to }) => [from, to]));
  expect(mine ?? null).toEqual(theirs ?? null);
});

test('days that are alike are one line', () => {
  expect(linesOf(readCallingHours('mon-fri 08:00-22:00, sun 09:00-20:00') ?? [])).toEqual([
    { from: 'mon', to: 'fri', openings: ['08:00–22:00'] },
    { from: 'sat', to: 'sat', openings: [] },
    { from: 'sun', to: 'sun', openings: ['09:00–20:00'] },
  ]);
});

test('a company number written with a plus and dashes is its digits; empty is none', () => {
  const values = {
    ...page.emptyManager('ru'),
    extension: ' 101 ',
    name: ' Anna ',
    did: '+7 (495) 000-00-00',
  };
  expect(page.settingsOf(values)).toMatchObject({ extension: '101', name: 'Anna', did: '74950000000' });
  expect(page.settingsOf({ ...values, did: ' ' }).did).toBeNull();
  expect(page.managerFaults(values)).toEqual({});
  expect(page.managerFaults({ ...values, extension: '', name: '', did: '12', maxCallsHour: 1.5 })).toEqual({
    extension: 'extension-missing',
    name: 'name-missing',
    did: 'did-invalid',
    maxCallsHour: 'cap-invalid',
  });
});
