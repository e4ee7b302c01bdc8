import { ConsentDesk } from '#orders/call-consents';
import { readConsentDay } from '#orders/model/call-consent';
import type { Actor } from '#kernel/principal';
import { MemoryConsents } from './memory-consents';
import { FakeClock } from '../kernel/fake-clock';

const supervisor: Actor = { role: 'supervisor', by: { account: 3, login: 's', mayExport: false } };

function rig() {
  const consents = new MemoryConsents();
  const audited: unknown[] = [];
  const clock = new FakeClock(Date.UTC(2026, 10, 30) * 1000);
  const trail = { before: (entry: unknown) => Promise.resolve(void audited.push(entry)) };
  return { consents, audited, desk: new ConsentDesk({ consents, trail, clock }) };
}

test.each([
  ['2026-03-01', '2026-03-01'],
  [' 2026-03-01T10:00:00Z', '2026-03-01'],
  ['01.03.2026', '2026-03-01'],
  ['1.3.2026 10:00', '2026-03-01'],
  ['2026-02-30', null],
  ['31.04.2026', null],
  ['yes', null],
  ['да', null],
  ['', null],
  ['2026', null],
])('the day of %j is %j', (text, day) => {
  expect(readConsentDay(text)).toBe(day);
});

test('needs a day that has been and a source; says who stated it; is audited without them', async () => {
  const { desk, audited } = rig();
  const state = (agreedOn: string, source: string) => desk.state(supervisor, '1001', { agreedOn, source });
  for (const [day, source] of [
    ['2026-12-24', 'form'],
    ['soon', 'form'],
    ['2026-03-01', '  '],
  ] as const) {
    await expect(state(day, source)).rejects.toMatchObject({ slug: 'invalid-input' });
  }
  expect(audited).toEqual([]);
  expect(await desk.of('1001')).toBeNull();
  const kept = await state('2026-03-01', 'form, call back at +7 916 555-12-34');
  expect(kept).toMatchObject({ agreedOn: '2026-03-01', statedBy: 'account:s', withdrawnAt: null });
  expect(kept!.source).not.toMatch(/\d{3}/);
  expect(audited).toMatchObject([{ action: 'customer.call-consent', subject: 'order:1001' }]);
  expect(await desk.state(supervisor, '1001', null)).toMatchObject({
    withdrawnAt: expect.any(Number) as number,
  });
  await expect(desk.of('none')).rejects.toMatchObject({ slug: 'order-refused' });
});
