import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';
import { MemoryMails } from './memory-mails';

const day = 86_400_000_000;

function rigWithMail(change: (mails: MemoryMails) => void = () => undefined): {
  rig: HttpRig;
  mails: MemoryMails;
} {
  const mails = new MemoryMails();
  change(mails);
  const rig = new HttpRig({}, 1000, () => ({ mails }));
  Object.assign(rig.orders.rows[0]!, { slots: mails.address === null ? ['main'] : ['main', 'email'] });
  return { rig, mails };
}

const ask = (rig: HttpRig, who: keyof typeof tokens = '101') =>
  rig.as(who, { method: 'POST', url: '/api/orders/1001/email-confirmation' });
/** As a browser sends the page's form. */
const press = (rig: HttpRig, token: string, language = 'ru') =>
  rig.app.inject({
    ...{ method: 'POST', url: `/confirm/${token}`, payload: '' },
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': language },
  });
const look = (rig: HttpRig, token: string, language = 'en-GB,en;q=0.9') =>
  rig.app.inject({ method: 'GET', url: `/confirm/${token}`, headers: { 'accept-language': language } });
const thread = (rig: HttpRig) => rig.get('101', '/api/orders/1001/mails');

it('a customer confirms the address by a link that nobody in the shop sees', async () => {
  const { rig, mails } = rigWithMail();
  const before = await thread(rig);
  expect(before.json()).toMatchObject({ address: { state: 'unconfirmed', at: null }, canConfirm: true });
  const asked = await ask(rig);
  expect([asked.statusCode, asked.json()]).toMatchObject([200, { state: 'asked' }]);
  const { token } = mails.asks[0]!;
  expect(token).toMatch(/^[a-z2-7]{32}$/);

  // To look is not to confirm: programs open the links of mails.
  const page = await look(rig, token);
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('<form method="post"><button>Confirm the address</button></form>');
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'");
  expect((await thread(rig)).json()).toMatchObject({ address: { state: 'asked' } });

  const pressed = await press(rig, token);
  expect([pressed.statusCode, pressed.body]).toEqual([200, expect.stringContaining('Адрес подтверждён')]);
  const after = await thread(rig);
  expect(after.json()).toMatchObject({ address: { state: 'confirmed' }, canConfirm: false });
  expect((await ask(rig)).json()).toMatchObject({ slug: 'address-confirmed' });

  const mail = await rig.get('101', '/api/orders/1001/mails/1');
  expect(mail.json()).toMatchObject({ kind: 'automatic', author: 'manager:101', hidden: 0 });
  const said = [before, asked, after, mail].map(({ body }) => body).join('\n');
  expect(said + JSON.stringify(rig.audit.entries) + rig.said()).not.toContain(token);
  expect(page.body + pressed.body).not.toMatch(/ivan77|customer\.example|1001|9005550001/);
  expect(rig.audit.entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
    expect.arrayContaining(['manager:101 mail.confirm-ask', 'customer mail.address-confirmed']),
  );
});

it('unknown, used and expired links get one answer, and every link one page', async () => {
  const { rig, mails } = rigWithMail();
  await ask(rig);
  await ask(rig);
  const [used, expired] = mails.asks.map(({ token }) => token) as [string, string];
  await press(rig, used);
  mails.asks[1]!.confirmedAt = null;
  rig.clock.set(8 * day);
  const unknown = 'a'.repeat(32);
  const answers = await Promise.all(
    [used, expired, unknown, 'x', '%00'].map((token) => press(rig, token, 'en')),
  );
  for (const { statusCode, body } of answers) expect([statusCode, body]).toEqual([404, answers[0]!.body]);
  expect(answers[0]!.body).toContain('This link is not valid');
  const pages = await Promise.all([used, expired, unknown].map((token) => look(rig, token)));
  expect(new Set(pages.map(({ statusCode, body }) => `${String(statusCode)} ${body}`)).size).toBe(1);
  expect(mails.asks.filter(({ confirmedAt }) => confirmedAt !== null)).toHaveLength(1);
});

it('is limited by order and by person, and for people with an order alone', async () => {
  const { rig, mails } = rigWithMail();
  expect((await ask(rig, '102')).json()).toMatchObject({ slug: 'order-refused' });
  expect((await ask(rig, 'service')).json()).toMatchObject({ slug: 'role-forbidden' });
  for (let nth = 0; nth < 3; nth += 1) expect((await ask(rig)).statusCode).toBe(200);
  const fourth = await ask(rig);
  expect([fourth.statusCode, fourth.headers['retry-after']]).toEqual([429, '3600']);
  expect(mails.asks).toHaveLength(3);
  const busy = rigWithMail((each) => (each.counted = { lastHour: 20, automaticLastDay: 0 }));
  expect((await ask(busy.rig)).json()).toMatchObject({ slug: 'too-many-mails' });
});

it('without an address or a page there is nothing to confirm', async () => {
  const { rig } = rigWithMail((mails) => (mails.address = null));
  expect((await ask(rig)).json()).toMatchObject({ slug: 'no-mail-address' });
  expect((await thread(rig)).json()).toMatchObject({ address: { state: 'none' }, canConfirm: false });
  const off = rigWithMail((mails) => (mails.links = null));
  expect((await ask(off.rig)).json()).toMatchObject({ slug: 'confirmation-off' });
  expect((await press(off.rig, 'a'.repeat(32))).statusCode).toBe(404);
});

it('a network that asks without end is refused, and reads no more than its own form', async () => {
  const { rig } = rigWithMail();
  const answers = [];
  for (let nth = 0; nth < 31; nth += 1) answers.push((await press(rig, 'a'.repeat(32))).statusCode);
  expect(new Set(answers.slice(0, 30))).toEqual(new Set([404]));
  const last = await look(rig, 'a'.repeat(32));
  expect([answers.at(-1), last.statusCode, Number(last.headers['retry-after']) > 0]).toEqual([
    429,
    429,
    true,
  ]);
  const other = rigWithMail().rig;
  const json = await other.app.inject({
    method: 'POST',
    url: '/confirm/a',
    payload: 'x'.repeat(2000),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(json.statusCode).toBe(413);
});
