import type { Database } from '#database/database';
import type { Transaction } from '#database/queries';
import { SqlCallConsents, writeConsents } from '#orders/sql-call-consents';
import type { StatedConsent } from '#orders/sql-call-consents';

const now = '2026-11-30 10:00:00.000000';

async function written(stated: readonly StatedConsent[]) {
  const rows: Record<string, unknown>[] = [];
  const transaction = {
    insertMany: (_table: string, more: Record<string, unknown>[]) => Promise.resolve(void rows.push(...more)),
    write: () => Promise.resolve(0),
  };
  await writeConsents(transaction as unknown as Transaction, stated, 'shop', now);
  return rows;
}

const agreed = (agreedOn: string) => ({ agreedOn, source: 'form' });

test('of consents that are stated at once, the one of the latest day counts, in any order', async () => {
  for (const days of [
    ['2026-03-01', '2025-01-01'],
    ['2025-01-01', '2026-03-01'],
  ]) {
    const rows = await written(days.map((day) => ({ customerId: 7, consent: agreed(day) })));
    expect(rows).toMatchObject([{ customer_id: 7, agreed_on: '2026-03-01', source: 'form' }]);
  }
});

test('who withdraws a consent that was never on record has withdrawn it: an older one does not come later', async () => {
  const rows = await written([{ customerId: 7, consent: null }]);
  expect(rows).toMatchObject([{ customer_id: 7, agreed_on: '1000-01-01', source: '', withdrawn_at: now }]);
});

test('such a withdrawal shows as no consent', async () => {
  const row = {
    ...{
      customer: 7,
      agreed_on: '1000-01-01',
      source: '',
      stated_by: 'shop',
      stated_at: now,
      withdrawn_at: now,
    },
  };
  const of = (found: object) =>
    new SqlCallConsents({ query: () => Promise.resolve([found]) } as unknown as Database, () => 0).of('1001');
  expect(await of(row)).toEqual({ customerId: 7, consent: null });
  // The control: one with a source shows.
  expect(await of({ ...row, source: 'form' })).toMatchObject({ consent: { source: 'form' } });
});
