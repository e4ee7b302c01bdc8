import type { LightMyRequestResponse } from 'fastify';
import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';

type Who = keyof typeof tokens;

const number = '8 (916) 123-45-67';

const put = (
  rig: HttpRig,
  payload: object,
  { who = '101', slot = 'main', order = '1001' }: { who?: Who; slot?: string; order?: string } = {},
): Promise<LightMyRequestResponse> =>
  rig.as(who, { method: 'PUT', url: `/api/orders/${order}/contacts/${slot}`, payload });

const restore = (
  rig: HttpRig,
  entry: string,
  { who = 'supervisor', slot = 'main', order = '1001' }: { who?: Who; slot?: string; order?: string } = {},
): Promise<LightMyRequestResponse> =>
  rig.as(who, { method: 'POST', url: `/api/orders/${order}/contacts/${slot}/restore`, payload: { entry } });

/** A change of the main number of order 1001, as entry 17. */
async function change17(rig: HttpRig): Promise<void> {
  rig.work.contacts.nextId = 17;
  await put(rig, { number });
}

/** Whether the digits of the number are anywhere in a text. */
const tells = (text: string): boolean => text.replace(/\D/g, '').includes('9161234567');

describe('PUT /api/orders/{number}/contacts/{slot}', () => {
  it('takes a number and never gives it out', async () => {
    const rig = new HttpRig();
    const reply = await put(rig, { number }, { slot: 'second' });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ orderNumber: '1001', slots: ['main', 'second'] });
    // That it came through at all.
    expect(rig.work.contacts.changes).toEqual([
      { orderNumber: '1001', slot: 'second', number: '+89161234567', by: 'manager:101' },
    ]);
    expect(tells(JSON.stringify(rig.work.contacts.changes))).toBe(true);
    expect(tells(reply.body + rig.said() + JSON.stringify(rig.audit.entries))).toBe(false);
  });

  it('is written down before anything is changed, else nothing is', async () => {
    const rig = new HttpRig();
    await put(rig, { number });
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'contact.change', subject: 'order:1001', detail: { slot: 'main' } },
    ]);
    rig.audit.failWith(new Error('disk full'));
    expect((await put(rig, { number })).statusCode).toBe(503);
    expect(rig.work.contacts.changes).toHaveLength(1);
  });

  it('is refused with Retry-After to whoever changed too many, written down, and somebody is told', async () => {
    const rig = new HttpRig();
    const halfAnHourAgo = rig.clock.now() - 1_800_000_000;
    rig.work.contacts.changedBefore('manager:101', 10, halfAnHourAgo);
    const reply = await put(rig, { number });
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([429, '1800']);
    expect(reply.json()).toMatchObject({ slug: 'too-many-changes' });
    expect(rig.work.alerts.raised).toEqual([{ event: 'contact-change-limit-reached', manager: '101' }]);
    const row = { actor: 'manager:101', action: 'contact.change', subject: 'order:1001' };
    expect(rig.audit.entries).toEqual([
      { ...row, detail: { slot: 'main' } },
      { ...row, detail: { slot: 'main', outcome: 'too-many-changes' } },
    ]);
    expect(tells(reply.body + rig.said() + JSON.stringify(rig.audit.entries))).toBe(false);
  });

  it('tells other pages', async () => {
    const rig = new HttpRig();
    const told: unknown[] = [];
    rig.orderFeed.subscribe((change) => told.push(change));
    await put(rig, { number });
    expect(told).toHaveLength(1);
  });

  it.each([
    ['', 'empty'],
    ['8916123', 'too-short'],
    ['1 916 123 45 67 8', 'closed-destination'],
  ])('says what is wrong with %j, and not what it was', async (text, code) => {
    const rig = new HttpRig();
    const reply = await put(rig, { number: text });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errors: [{ in: 'body', pointer: '#/number', code }] });
    if (text !== '') expect(reply.body).not.toContain(text);
    expect(rig.audit.entries).toEqual([]);
  });

  it.each([{}, { number: 5 }, { number: null }, { number: 'x'.repeat(201) }, { number, other: 1 }])(
    'names the field of a malformed body, case %#',
    async (body) => {
      const reply = await put(new HttpRig(), body);
      expect(reply.statusCode).toBe(400);
      expect(tells(reply.body)).toBe(false);
    },
  );

  it('has no other slots, whatever the order', async () => {
    const rig = new HttpRig();
    for (const order of ['1001', '1002', '9999']) {
      for (const slot of ['EMAIL', 'MAIN', '%2B79161234567']) {
        expect((await put(rig, { number }, { order, slot })).json()).toMatchObject({ slug: 'not-found' });
      }
      // No number goes where an address is.
      expect((await put(rig, { number }, { order, slot: 'email' })).statusCode).toBe(400);
    }
  });

  it('is for managers and supervisors, not for programs', async () => {
    const rig = new HttpRig();
    expect((await put(rig, { number }, { who: 'service' })).json()).toMatchObject({ slug: 'role-forbidden' });
    expect((await put(rig, { number }, { who: 'supervisor', order: '1002' })).statusCode).toBe(200);
  });

  it('says 503 where the database does not answer', async () => {
    const rig = new HttpRig();
    rig.work.atWork.failWith(new Error(number));
    const reply = await put(rig, { number });
    expect(reply.statusCode).toBe(503);
    expect(tells(reply.body + rig.said())).toBe(false);
  });
});

describe('PUT /api/orders/{number}/contacts/email', () => {
  const address = 'Ivan.77@Customer.Example';
  const putAddress = (rig: HttpRig, payload: object, who: Who = '101') =>
    rig.as(who, { method: 'PUT', url: '/api/orders/1001/contacts/email', payload });
  const shows = (text: string): boolean => /ivan\.77|customer\.example/i.test(text);

  it('takes an address and never gives it out, with the rows and limits of numbers', async () => {
    const rig = new HttpRig();
    const reply = await putAddress(rig, { address: ` ${address} ` });
    expect([reply.statusCode, reply.json()]).toMatchObject([200, { slots: ['main', 'email'] }]);
    expect(rig.work.contacts.changes).toEqual([
      { orderNumber: '1001', slot: 'email', number: 'Ivan.77@customer.example', by: 'manager:101' },
    ]);
    const row = { actor: 'manager:101', action: 'contact.change', subject: 'order:1001' };
    expect(rig.audit.entries).toEqual([{ ...row, detail: { slot: 'email' } }]);
    // Numbers and addresses count together.
    rig.work.contacts.changedBefore('manager:101', 9, rig.clock.now() - 1_800_000_000);
    const eleventh = await putAddress(rig, { address });
    expect([eleventh.statusCode, eleventh.json()]).toMatchObject([429, { slug: 'too-many-changes' }]);
    expect(rig.work.alerts.raised).toEqual([{ event: 'contact-change-limit-reached', manager: '101' }]);
    // The control: it was there to be shown.
    expect(shows(JSON.stringify(rig.work.contacts.changes))).toBe(true);
    expect(shows(reply.body + eleventh.body + rig.said() + JSON.stringify(rig.audit.entries))).toBe(false);
  });

  it.each([
    ['', 'empty'],
    ['ivan.77 customer.example', 'not-an-address'],
    [`${'x'.repeat(60)}@${'customer.'.repeat(25)}example`, 'too-long'],
    ['r.aaaabbbbccccdddd@mail.shop.example', 'own-domain'],
    ['anna@in.Mail.Shop.example', 'own-domain'],
  ])('says what is wrong with %j, and not what it was', async (typed, code) => {
    const rig = new HttpRig();
    const reply = await putAddress(rig, { address: typed });
    expect(reply.json()).toMatchObject({ errors: [{ in: 'body', pointer: '#/address', code }] });
    if (typed !== '') expect(reply.body).not.toContain(typed);
    expect([rig.audit.entries, rig.work.contacts.changes]).toEqual([[], []]);
  });

  it('is for people alone, and a supervisor takes it back', async () => {
    const rig = new HttpRig();
    expect((await putAddress(rig, { address }, 'service')).json()).toMatchObject({ slug: 'role-forbidden' });
    expect((await putAddress(rig, { address }, '102')).json()).toMatchObject({ slug: 'order-refused' });
    rig.work.contacts.nextId = 17;
    await putAddress(rig, { address });
    expect((await restore(rig, '17', { slot: 'main' })).json()).toMatchObject({ slug: 'not-restorable' });
    expect((await restore(rig, '17', { slot: 'email' })).json()).toMatchObject({ slots: ['main'] });
  });
});

describe('POST /api/orders/{number}/contacts/{slot}/restore', () => {
  it('takes a change back, once', async () => {
    const rig = new HttpRig();
    await change17(rig);
    expect((await restore(rig, '17')).json()).toMatchObject({ orderNumber: '1001' });
    expect(rig.work.contacts.entries.at(-1)).toMatchObject({ slot: 'main', restores: 17, by: 'token:8' });
    expect(rig.work.contacts.numberOf('1001', 'main')).toBeNull();
    const row = { actor: 'token:8', action: 'contact.restore', subject: 'order:1001' };
    expect(rig.audit.entries.slice(1)).toEqual([
      { ...row, detail: { slot: 'main' } },
      { ...row, detail: { slot: 'main', entry: '17' } },
    ]);
    const again = await restore(rig, '79161234567');
    expect([again.statusCode, again.json<{ slug: string }>().slug]).toEqual([409, 'not-restorable']);
    expect(rig.audit.entries.slice(3)).toEqual([{ ...row, detail: { slot: 'main' } }]);
  });

  it.each(['101', 'service'] as const)('is not for %s, whatever the order', async (who) => {
    const rig = new HttpRig();
    await change17(rig);
    for (const order of ['1001', '9999']) {
      expect((await restore(rig, '17', { who, order })).json()).toMatchObject({ slug: 'role-forbidden' });
    }
    expect(rig.work.contacts.entries).toHaveLength(1);
  });

  it('knows no order that there is not, and no entry that is none', async () => {
    const rig = new HttpRig();
    expect((await restore(rig, '17', { order: '9999' })).json()).toMatchObject({ slug: 'order-refused' });
    expect((await restore(rig, '+79161234567')).json()).toMatchObject({ errors: [{ pointer: '#/entry' }] });
  });
});
