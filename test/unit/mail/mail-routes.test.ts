import type { InjectOptions } from 'fastify';
import { HttpRig, managers } from '../http/http-rig';
import type { tokens } from '../http/http-rig';
import { RefusedError } from '#kernel/refused-error';
import type { MessageTransport } from '#mail/mails';
import { redactText } from '#mail/model/mail-redaction';
import { MemoryMails } from './memory-mails';

type Who = keyof typeof tokens;

/** Of {@link MemoryMails}' customer. */
const secrets = /ivan77|customer\.example|79005550001|r\.[a-z2-7]{16}@/;

function rigWithMail(isOn = true): { rig: HttpRig; mails: MemoryMails } {
  const mails = new MemoryMails();
  mails.isOn = isOn;
  return { rig: new HttpRig({}, 1000, () => ({ mails })), mails };
}

const ask = (rig: HttpRig, who: Who, method: InjectOptions['method'], url: string, payload?: object) =>
  rig.as(who, { method: method!, url: `/api${url}`, ...(payload !== undefined && { payload }) });

async function received(mails: MemoryMails, text = 'добрый день'): Promise<void> {
  const order = await mails.orderOfNumber('1001', 'aaaabbbbccccdddd');
  await mails.receive(order, {
    token: 'eeeeffffgggghhhh',
    at: 1_790_000_000_000_000,
    senderKnown: true,
    mail: {
      ...{ kind: 'person', subject: 'Заказ', text, hidden: 1, refused: ['file'], isSpam: false },
      ...{ messageId: 'a1@customer.example', pictures: [{ type: 'image/png', bytes: Buffer.from('png') }] },
    },
  });
}

it('a manager reads, writes and begins a mail of an own order; each look is audited', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails);
  const thread = await ask(rig, '101', 'GET', '/orders/1001/mails');
  expect(thread.json()).toMatchObject({
    items: [{ id: 1, direction: 'in', readAt: null, refused: ['file'] }],
  });
  expect(thread.body).not.toContain('добрый день');
  const read = await ask(rig, '101', 'GET', '/orders/1001/mails/1');
  expect(read.json()).toMatchObject({ text: 'добрый день', hidden: 1 });
  expect(read.json<{ readAt: string | null }>().readAt).toMatch(/Z$/);
  const picture = await ask(rig, '101', 'GET', '/orders/1001/mails/1/pictures/0');
  expect([picture.headers['content-type'], picture.body]).toEqual(['image/png', 'png']);

  expect((await ask(rig, '101', 'PUT', '/orders/1001/mail-draft', { text: 'Здрав' })).statusCode).toBe(204);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mail-draft')).json()).toEqual({ text: 'Здрав' });
  expect((await ask(rig, 'supervisor', 'GET', '/orders/1001/mail-draft')).json()).toEqual({ text: '' });

  const text = 'Ваш заказ собран. Звоните 8 916 123-45-67 или ivan77@customer.example';
  const written = await ask(rig, '101', 'POST', '/orders/1001/mails', { text });
  expect([written.statusCode, written.json()]).toMatchObject([
    201,
    {
      ...{ direction: 'out', state: 'queued', author: 'manager:101', hidden: 2, subject: 'Заказ' },
      text: 'Ваш заказ собран. Звоните […] или […]',
    },
  ]);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mail-draft')).json()).toEqual({ text: '' });
  expect(rig.audit.entries.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['manager:101', 'mail.thread', 'order:1001'],
    ['manager:101', 'mail.read', 'order:1001'],
    ['manager:101', 'mail.write', 'order:1001'],
  ]);
  const answers = [thread, read, written].map(({ body }) => body).join('\n');
  // The control: this is what a leak would look like.
  expect(text).toMatch(secrets);
  expect(answers + JSON.stringify(rig.audit.entries) + rig.said()).not.toMatch(secrets);
});

it('a draft is not shown to the next employee with the extension', async () => {
  const { rig, mails } = rigWithMail();
  const { since } = managers['101'];
  await mails.keepDraft('1001', 'manager:101', 'черновик', since - 1);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mail-draft')).json()).toEqual({ text: '' });
  await mails.keepDraft('1001', 'manager:101', 'черновик', since);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mail-draft')).json()).toEqual({ text: 'черновик' });
});

it('what a manager writes is no way to try pieces of the customer’s number or address', async () => {
  const { rig, mails } = rigWithMail();
  // Endings and a local part of the customer's, and of nobody's.
  const text = 'артикул 50001, размер 50002, модель 550001, ящик ivan77, полка ivan78';
  const written = await ask(rig, '101', 'POST', '/orders/1001/mails', { text, subject: '50001 или 50002' });
  expect(written.json()).toMatchObject({ text, subject: '50001 или 50002', hidden: 0 });
  // The control: the customer's own mail is searched for them.
  const { own } = await mails.orderOfNumber('1001', '');
  expect(redactText(text, { own, keptHosts: [] }).text).toBe(
    'артикул […], размер 50002, модель […], ящик […], полка ivan78',
  );
});

it('an answer to a mail without a subject has that of the order', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails);
  mails.mails[0]!.subject = '';
  const written = await ask(rig, '101', 'POST', '/orders/1001/mails', { text: 'привет' });
  expect(written.json()).toMatchObject({ subject: '№ 1001' });
});

it('is nobody else’s: another manager, a program, an unknown order', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails);
  for (const [who, slug] of [
    ['102', 'order-refused'],
    ['service', 'role-forbidden'],
  ] as const) {
    for (const [method, url, body] of [
      ['GET', '/orders/1001/mails'],
      ['GET', '/orders/1001/mails/1'],
      ['GET', '/orders/1001/mails/1/pictures/0'],
      ['GET', '/orders/1001/mail-draft'],
      ['PUT', '/orders/1001/mail-draft', { text: 'x' }],
      ['POST', '/orders/1001/mails', { text: 'x' }],
    ] as const) {
      expect((await ask(rig, who, method, url, body)).json()).toMatchObject({ slug });
    }
  }
  const unknown = await ask(rig, '101', 'GET', '/orders/9999/mails');
  const foreign = await ask(rig, '101', 'GET', '/orders/1002/mails');
  expect(unknown.json()).toEqual(foreign.json());
  // Another order's mail is not found by its id either.
  expect((await ask(rig, '102', 'GET', '/orders/1002/mails/1')).json()).toMatchObject({ slug: 'not-found' });
  expect(mails.mails).toHaveLength(1);
});

it('supervisors and administrators read all; that leaves a mail unread', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails);
  for (const who of ['supervisor', 'administrator'] as const) {
    const read = await ask(rig, who, 'GET', '/orders/1001/mails/1');
    expect(read.json()).toMatchObject({ text: 'добрый день', readAt: null });
  }
});

it('is sent once for a key, and refused without a text, an address, or after twenty in an hour', async () => {
  const { rig, mails } = rigWithMail();
  const write = (text: string, key?: string) =>
    rig.as('101', {
      ...{ method: 'POST', url: '/api/orders/1001/mails', payload: { text } },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const first = await write('привет', 'k1');
  expect((await write('привет', 'k1')).json()).toEqual(first.json());
  expect((await write('другое', 'k1')).json()).toMatchObject({ slug: 'idempotency-key-reused' });
  expect(mails.mails).toHaveLength(1);
  expect((await write(' \n')).json()).toMatchObject({ errors: [{ pointer: '#/text', code: 'empty' }] });
  mails.counted = { lastHour: 20, automaticLastDay: 0 };
  expect((await write('привет')).json()).toMatchObject({ slug: 'too-many-mails' });
  mails.counted = { lastHour: 0, automaticLastDay: 0 };
  mails.address = null;
  expect((await write('привет')).json()).toMatchObject({ slug: 'no-mail-address' });
  expect(mails.mails).toHaveLength(1);
});

it('says who read a mail, and lists what one’s own orders have; the search is kept out of log and audit', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails, 'привезите диван');
  const unread = async (who: Who) =>
    (await ask(rig, who, 'GET', '/mails?unread=true')).json<{ items: { id: number }[] }>().items.length;
  expect([await unread('101'), await unread('102'), await unread('supervisor')]).toEqual([1, 0, 1]);
  await ask(rig, '101', 'GET', '/orders/1001/mails/1');
  const { items } = (await ask(rig, 'supervisor', 'GET', '/orders/1001/mails')).json<{ items: unknown[] }>();
  expect(items).toMatchObject([{ readBy: 'manager:101' }]);
  expect(await unread('101')).toBe(0);

  const search = (who: Who, text: string) =>
    ask(rig, who, 'GET', `/mails?search=${encodeURIComponent(text)}`);
  const found = await search('101', 'ДИВАН');
  expect(found.json()).toMatchObject({ items: [{ orderNumber: '1001', subject: 'Заказ' }], cut: false });
  expect(found.body).not.toContain('привезите');
  expect((await search('101', 'комод')).json()).toMatchObject({ items: [] });
  expect((await search('102', 'диван')).json()).toMatchObject({ items: [] });
  expect((await search('service', 'диван')).json()).toMatchObject({ slug: 'role-forbidden' });
  const listed = rig.audit.entries.filter(({ action }) => action === 'mail.list');
  expect(listed.map(({ detail }) => detail)).toContainEqual({ rows: 1, searched: true });
  // That a word is in no mail is something that was looked up, too.
  expect(listed.map(({ detail }) => detail)).toContainEqual({ rows: 0, searched: true });
  expect(JSON.stringify(rig.audit.entries) + rig.said()).not.toMatch(/диван|комод|%D0%B4/i);
});

it('a search opens the newest mails only, and says so', async () => {
  const { rig, mails } = rigWithMail();
  await received(mails, 'диван');
  const [first] = mails.mails;
  for (let id = 2; id <= 2101; id += 1) mails.mails.push({ ...first!, id, text: 'стул' });
  const found = await ask(rig, '101', 'GET', `/mails?search=${encodeURIComponent('диван')}`);
  expect(found.json()).toEqual({ items: [], next: null, cut: true });
});

it('templates are filled in for whoever writes, and changed by supervisors', async () => {
  const { rig } = rigWithMail();
  const filled = await ask(rig, '101', 'GET', '/orders/1001/mail-templates');
  const { items } = filled.json<{
    items: { slug: string; language: string; subject: string; text: string }[];
  }>();
  expect(items).toHaveLength(16);
  expect(items[0]).toMatchObject({ slug: 'confirmation', language: 'ru', subject: 'Ваш заказ 1001' });
  expect(items[0]?.text).toContain('Звезда');
  expect(items[0]?.text).not.toMatch(/[{}]/);
  expect((await ask(rig, '101', 'GET', '/orders/1002/mail-templates')).json()).toMatchObject({
    slug: 'order-refused',
  });
  const change = (who: Who, url: string, body: object) =>
    ask(rig, who, 'PUT', `/mail-templates/${url}`, body);
  const body = { subject: 'Заказ {order}', text: ' Здравствуйте! ' };
  expect((await change('101', 'payment/ru', body)).json()).toMatchObject({ slug: 'role-forbidden' });
  expect((await change('supervisor', 'payment/ru', body)).json()).toMatchObject({ text: 'Здравствуйте!' });
  expect((await change('supervisor', 'payment/de', body)).json()).toMatchObject({ slug: 'not-found' });
  expect((await change('supervisor', 'payment/ru', { subject: '', text: '{ordre}' })).json()).toMatchObject({
    errors: [
      { pointer: '#/subject', code: 'empty' },
      { pointer: '#/text', code: 'unknown-field' },
    ],
  });
  const again = await ask(rig, '101', 'GET', '/orders/1001/mail-templates');
  expect(again.body).toContain('"subject":"Заказ 1001"');
  expect(rig.audit.entries.map(({ action }) => action)).toContain('mail.template');
});

it('a site without mail keeps what it had to be read, and sends nothing', async () => {
  const { rig, mails } = rigWithMail(false);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mails')).json()).toEqual({
    on: false,
    canWrite: false,
    sms: null,
    address: { state: 'unconfirmed', at: null },
    canConfirm: false,
    canSubmit: false,
    forgottenAt: null,
    items: [],
  });
  expect(rig.audit.entries).toEqual([]);
  await received(mails);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mails/1')).json()).toMatchObject({
    text: 'добрый день',
  });
  expect((await ask(rig, '101', 'POST', '/orders/1001/mails', { text: 'x' })).json()).toMatchObject({
    slug: 'mail-off',
  });
});

it('an SMS goes by its own way: refused as that says, cut to its form, and a draft, a thread and an audit entry as a mail’s', async () => {
  let refusal: RefusedError | null = null;
  let woken = 0;
  const sms: MessageTransport = {
    mostParts: 4,
    partsDay: 0,
    reaches: ({ slots }) => slots.includes('main'),
    permit: () => (refusal === null ? Promise.resolve() : Promise.reject(refusal)),
    fit: (text) => ({ text: text.replaceAll('…', '...'), parts: 1, sender: '74951234567' }),
    onWritten: () => {
      woken += 1;
    },
  };
  const mails = new MemoryMails();
  mails.isOn = false;
  const rig = new HttpRig({}, 1000, () => ({ mails, sms }));
  const body = { transport: 'sms', text: 'Звоните 8 916 123-45-67' };
  const off = await ask(rig, '101', 'POST', '/orders/1001/mails', { text: 'x' });
  expect(off.json()).toMatchObject({ slug: 'mail-off' });
  refusal = new RefusedError('sms-hours');
  expect((await ask(rig, '101', 'POST', '/orders/1001/mails', body)).json()).toMatchObject({
    slug: 'sms-hours',
  });
  refusal = null;
  const written = await ask(rig, '101', 'POST', '/orders/1001/mails', body);
  expect([written.statusCode, written.json()]).toMatchObject([
    201,
    { transport: 'sms', parts: 1, text: 'Звоните [...]', subject: '', hidden: 1, state: 'queued' },
  ]);
  expect(woken).toBe(1);
  expect((await ask(rig, '101', 'GET', '/orders/1001/mails')).json()).toMatchObject({
    ...{ on: false, canWrite: false, sms: { canWrite: true, mostParts: 4 } },
  });
  expect(rig.audit.entries.filter(({ action }) => action === 'mail.write')).toMatchObject([
    { detail: { hidden: 1, transport: 'sms', parts: 1 } },
  ]);
  // The control: without SMS there is none.
  const without = rigWithMail().rig;
  expect((await ask(without, '101', 'POST', '/orders/1001/mails', body)).json()).toMatchObject({
    slug: 'sms-off',
  });
  mails.strangersThere.push({ id: 1, at: 1, reason: 'nobody', text: 'Кто это?', hidden: 0 });
  expect((await ask(rig, 'supervisor', 'GET', '/sms/strangers')).json()).toMatchObject({
    items: [{ text: 'Кто это?' }],
  });
  expect((await ask(rig, '101', 'GET', '/sms/strangers')).json()).toMatchObject({ slug: 'role-forbidden' });
});
