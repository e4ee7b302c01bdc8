import { mapColumns, importProfiles, isColumnChoice } from '#orders/model/import-profiles';
import type { AmountHabit } from '#orders/intake/cells/amount';
import type { ShopClock } from '#orders/intake/cells/order-date';
import { readSiteField } from '#orders/intake/cells/site-field-cell';
import { cleanValue, siteFieldFaults, typedValue } from '#orders/model/site-fields';
import type { SiteField, SiteFieldKind } from '#orders/model/site-fields';
import { noDetails } from '#orders/model/order-details';
import { HttpRig } from '../http/http-rig';

/* Fields of orders that an administrator has defined and people fill in. */

function field(kind: SiteFieldKind, more: Partial<SiteField> = {}): SiteField {
  return { id: kind, name: `A ${kind}`, kind, choices: ['red', 'blue'], managers: true, ...more };
}

test.each<[SiteFieldKind, string, string | null]>([
  ['text', ' to the\n door ', 'to the door'],
  ['text', 'x'.repeat(501), null],
  ['number', '12', '12'],
  ['number', '-1,5', '-1.5'],
  ['number', '123456', '123456'],
  ['number', '1234567', null],
  ['number', '1e5', null],
  ['number', 'many', null],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '2026-02-30', null],
  ['date', 'tomorrow', null],
  ['choice', 'red', 'red'],
  ['choice', 'green', null],
  ['yes-no', 'yes', 'yes'],
  ['yes-no', 'maybe', null],
  ['date', '', ''],
])('%s: %j is kept as %j', (kind, raw, kept) => {
  expect(cleanValue(field(kind), raw)?.text ?? null).toBe(kept);
});

test.each<[string, string | null]>([
  // Thousands in English, decimals in Russian: whoever has typed it is asked.
  ['1,200', 'number-either-way'],
  ['-12,345', 'number-either-way'],
  ['1 200,5', '1200.5'],
  ['1\u00a0200,50', '1200.50'],
  ['1 200', '1200'],
  ['1,2', '1.2'],
  ['0,125', '0.125'],
  ['1200,12', '1200.12'],
  ['1.200', '1.200'],
  ['12 00', 'number-unfit'],
  ['1,200.50', 'number-unfit'],
  ['many', 'number-unfit'],
])('number: %j that somebody types is %j', (raw, kept) => {
  const read = typedValue(field('number'), raw);
  expect('clean' in read ? read.clean.text : read.fault).toBe(kept);
});

test.each<[SiteFieldKind, string, string | null]>([
  ['text', ' to the door ', 'to the door'],
  ['number', '12,50', '12.5'],
  ['number', '1 200.0000', '1200'],
  ['number', '-3', '-3'],
  ['number', '1234567', null],
  // Thousands or decimals: none is better than a thousandth.
  ['number', '1,200', null],
  ['number', '1.200', null],
  ['number', '-12.345', null],
  ['number', '0,125', '0.125'],
  ['number', '1200,500', '1200.5'],
  ['number', '1,20', '1.2'],
  ['number', 'fifth', null],
  ['date', '31.12.2026', '2026-12-31'],
  ['date', '2026-12-31T09:30:00+03:00', '2026-12-31'],
  ['date', '31.12.2026 09:30', '2026-12-31'],
  ['date', '31.02.2026', null],
  ['date', '12/31/2026', null],
  ['choice', 'RED', 'red'],
  ['choice', 'green', null],
  ['yes-no', 'Да', 'yes'],
  ['yes-no', 'true', 'yes'],
  ['yes-no', '0', 'no'],
  ['yes-no', 'maybe', null],
])('%s: %j that a shop states is taken as %j', (kind, stated, taken) => {
  expect(readSiteField(field(kind), stated)).toBe(taken);
});

test.each<[string, AmountHabit, string | null]>([
  ['1,200', { point: 2, comma: 0 }, '1200'],
  ['1.200', { point: 2, comma: 0 }, '1.2'],
  ['1,200', { point: 0, comma: 1 }, '1.2'],
  ['-1.200', { point: 0, comma: 1 }, '-1200'],
  ['1.200', { point: 1, comma: 1 }, null],
])('number: %j in a column with %j is %j', (stated, habit, taken) => {
  expect(readSiteField(field('number'), stated, { habit })).toBe(taken);
});

test.each<[string, ShopClock, string | null]>([
  ['2026-12-31T22:30:00Z', 'Europe/Moscow', '2027-01-01'],
  ['2026-12-31T22:30:00.000+00:00', 'Europe/Moscow', '2027-01-01'],
  ['2027-01-01 01:30:00+0300', 'Europe/London', '2026-12-31'],
  ['2027-01-01T03:30:00Z', -300, '2026-12-31'],
  ['31.12.2026 22:30 +00:00', 'Europe/Moscow', '2027-01-01'],
  // What states no offset is the shop's own day.
  ['2026-12-31T22:30:00', 'Europe/Moscow', '2026-12-31'],
  ['2026-02-31T22:30:00Z', 'Europe/Moscow', null],
])('date: %j by the clock of %s is %j', (stated, clock, taken) => {
  expect(readSiteField(field('date'), stated, { clock })).toBe(taken);
});

test('a number or an address in a text is hidden, and counted', () => {
  const clean = cleanValue(field('text'), 'ring 8 916 555-01-07 or anna@shop.example');
  expect(clean?.hidden).toBe(2);
  expect(clean?.text).not.toMatch(/916|@/);
});

test('names and ids are given once, and a choice has something to choose', () => {
  expect(siteFieldFaults([field('text'), field('date')])).toEqual([]);
  const faults = siteFieldFaults([
    field('text'),
    field('text', { id: 'other' }),
    field('choice', { choices: [] }),
  ]);
  expect(faults.map(({ field: at, code }) => `${at} ${code}`)).toEqual([
    'fields/1/name value-unfit',
    'fields/2/choices value-unfit',
  ]);
});

test('a column of an export fills a field of the site', () => {
  const plain = importProfiles.at(-1)!;
  const mapped = mapColumns(['Order', 'Phone', 'Gift wrap'], plain, { giftwrap: 'field:gift' });
  expect([...mapped.siteFields]).toEqual([[2, 'gift']]);
  expect(['field:gift', 'field:', 'field:A', 'gift'].map(isColumnChoice)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

describe('by REST', () => {
  async function rig() {
    const made = new HttpRig();
    const [order] = (await made.get('101', '/api/orders')).json<{ items: Array<{ orderNumber: string }> }>()
      .items;
    const number = order?.orderNumber ?? '';
    const fields = [field('text', { id: 'door' }), field('yes-no', { id: 'risk', managers: false })];
    const put = await made.as('administrator', {
      method: 'PATCH',
      url: '/api/settings/orders',
      payload: { fields },
    });
    made.work.rules.rules = { ...made.work.rules.rules, fields };
    const fill = (who: '101' | '102' | 'supervisor', id: string, value: string, key?: string) =>
      made.as(who, {
        method: 'PUT',
        url: `/api/orders/${number}/fields/${id}`,
        payload: { value },
        ...(key !== undefined && { headers: { 'idempotency-key': key } }),
      });
    return { made, number, put, fill };
  }

  test('administrators define them; a manager sees and fills in those of managers, at the own orders alone', async () => {
    const { made, number, put, fill } = await rig();
    expect(put.json()).toMatchObject({ fields: [{ id: 'door' }, { id: 'risk' }] });
    const shown = async (who: '101' | 'supervisor') =>
      (await made.get(who, `/api/orders/${number}/details`)).json<{ fields: object[] }>().fields;
    expect(await shown('101')).toEqual([
      { id: 'door', name: 'A text', kind: 'text', choices: ['red', 'blue'], value: null },
    ]);
    expect(await shown('supervisor')).toHaveLength(2);
    const filled = await fill('101', 'door', 'code 12, then 8 916 555-01-07');
    expect(filled.json()).toMatchObject({ kind: 'field-changed', field: 'A text', hidden: 1 });
    expect(filled.body).not.toContain('916');
    expect((await fill('102', 'door', 'x')).statusCode).toBe(404);
    const unseen = await fill('101', 'risk', 'yes');
    expect(unseen.statusCode).toBe(400);
    expect(unseen.body).toContain('unknown-field');
    expect((await fill('supervisor', 'risk', 'maybe')).body).toContain('value-unfit');
    expect((await fill('supervisor', 'risk', 'yes')).statusCode).toBe(200);
    const line = async (who: '101' | 'supervisor') =>
      (await made.get(who, `/api/orders/${number}/timeline`)).json<{
        items: Array<{ field: string | null }>;
      }>().items;
    expect((await line('101')).map((entry) => entry.field)).toEqual(['A text']);
    expect((await line('supervisor')).map((entry) => entry.field)).toEqual(['A yes-no', 'A text']);
    expect(made.audit.entries).toContainEqual(
      expect.objectContaining({
        action: 'order.field',
        detail: expect.objectContaining({ field: 'risk' }) as object,
      }),
    );
    expect(JSON.stringify(made.audit.entries) + made.said()).not.toMatch(/916|code 12/);
  });

  test('a repeated request is done once, and the same key with another field is none', async () => {
    const { made, number, fill } = await rig();
    await fill('supervisor', 'door', 'left', 'k');
    expect((await fill('supervisor', 'door', 'left', 'k')).statusCode).toBe(200);
    expect((await fill('supervisor', 'door', 'right', 'k')).statusCode).toBe(422);
    expect(
      (await made.get('supervisor', `/api/orders/${number}/timeline`)).json<{ items: object[] }>().items,
    ).toHaveLength(1);
  });

  test('what somebody has filled in counts, whatever the shop states afterwards', async () => {
    const { made, number } = await rig();
    const known = await made.work.inFull.find(number);
    const value = async (filled: Record<string, string>) => {
      made.work.inFull.orders.set(number, {
        ...known,
        filled,
        details: { ...noDetails, fields: { door: 'of the shop' } },
      });
      const { fields } = (await made.get('101', `/api/orders/${number}/details`)).json<{
        fields: Array<{ value: string | null }>;
      }>();
      return fields[0]?.value;
    };
    expect(await value({})).toBe('of the shop');
    expect(await value({ door: 'typed' })).toBe('typed');
    expect(await value({ door: '' })).toBeNull();
  });
});
