import { siteLimits } from '#calls/engine/site-limits';
import { parseCallingHours } from '#kernel/calling-hours';
import { settingDefaults } from '../settings/memory-administration';

test('limits are the settings of the moment', async () => {
  let values = settingDefaults;
  const limits = siteLimits(() => Promise.resolve(values));
  const first = await limits();
  expect(first).toEqual({
    callsPerHour: 60,
    callsPerDay: 400,
    couriers: { callsPerHour: 60, callsPerDay: 400 },
    hours: parseCallingHours('09:00-21:00'),
    defaultTimeZone: 'Europe/Moscow',
  });
  // The same settings are not parsed again.
  expect(await limits()).toBe(first);
  values = { ...values, callsPerHour: 5, callingHours: 'mon-fri 10:00-12:00' };
  expect(await limits()).toMatchObject({ callsPerHour: 5, hours: parseCallingHours('mon-fri 10:00-12:00') });
});

test('hours that cannot be read let nobody be called', async () => {
  const limits = siteLimits(() => Promise.resolve({ ...settingDefaults, callingHours: 'never' }));
  expect((await limits()).hours).toEqual([]);
});
