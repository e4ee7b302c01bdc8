import type { LightMyRequestResponse } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { HttpRig } from '../http/http-rig';
import { MemoryMails } from '../mail/memory-mails';
import { MemoryReveals } from './memory-reveals';
import { RevealOperator } from '#reveal/reveal-operator';
import { AuditTrail } from '#audit/audit-trail';
import type { Alert } from '#log/alerts';
import type { RevealLimits } from '#reveal/reveal-store';

/** Of the rig's customer. */
const secret = '+79005550001';
const note = 'Запрос полиции № 17';
const hour = 3_600_000_000;
/** Of every account. */
const password = 'correct horse';

interface Rig {
  rig: HttpRig;
  mails: MemoryMails;
  reveals: MemoryReveals;
  raised: Alert[];
}

/** Accounts 1 to 4: two who are named, one who is not, and a supervisor who is. */
function rigWith(limits: RevealLimits | null = { perPerson: 3, perSite: 10 }): Rig {
  const raised: Alert[] = [];
  const mails = new MemoryMails();
  const made: { reveals?: MemoryReveals } = {};
  const rig = new HttpRig({}, 1000, ({ clock }) => {
    made.reveals = new MemoryReveals(clock);
    return {
      ...{ mails, reveals: made.reveals, alerts: { raise: (alert) => raised.push(alert) } },
      ...(limits !== null && { revealLimits: limits }),
    };
  });
  for (const account of [1, 2, 3, 4]) {
    const role = account === 4 ? 'supervisor' : 'administrator';
    rig.accounts.add({ id: account, login: `account-${String(account)}`, role }, password);
    rig.tokens.add(`s7_account-${String(account)}`, {
      role,
      by: { account, login: `account-${String(account)}`, mayExport: false },
    });
  }
  for (const account of [1, 2, 4]) made.reveals!.named.add(account);
  return { rig, mails, reveals: made.reveals!, raised };
}

/** With the password, where the step asks for it. */
const as = (
  { rig }: Rig,
  account: number,
  method: 'GET' | 'POST',
  url: string,
  payload: object | undefined = /(?:approve|look)$/.test(url) ? { password } : undefined,
) =>
  rig.app.inject({
    ...{ method, url: `/api${url}`, headers: { authorization: `Bearer s7_account-${String(account)}` } },
    ...(payload !== undefined && { payload }),
  });

const ask = (rig: Rig, account: number, body: object = {}): Promise<LightMyRequestResponse> =>
  as(rig, account, 'POST', '/reveals', {
    ...{ orderNumber: '1001', what: 'main', reason: 'authority', note },
    ...body,
  });

it('shows a number once, to whoever asked, after a second person has approved; each step is audited and raises an alert', async () => {
  const all = rigWith();
  const { rig, raised } = all;
  const asked = await ask(all, 1);
  expect([asked.statusCode, asked.json()]).toMatchObject([
    201,
    { id: 1, state: 'asked', own: true, askedBy: 'account:account-1', shownAt: null },
  ]);
  // Neither before it is approved, nor by an approval of one's own, nor for somebody else.
  const early = await as(all, 1, 'POST', '/reveals/1/look');
  expect(early.json()).toMatchObject({ slug: 'reveal-not-approved' });
  const own = await as(all, 1, 'POST', '/reveals/1/approve');
  expect(own.json()).toMatchObject({ slug: 'second-person-needed' });
  const approved = await as(all, 2, 'POST', '/reveals/1/approve');
  expect(approved.json()).toMatchObject({ state: 'approved', own: false, decidedBy: 'account:account-2' });
  const foreign = await as(all, 2, 'POST', '/reveals/1/look');
  expect(foreign.json()).toMatchObject({ slug: 'not-found' });

  const look = await as(all, 1, 'POST', '/reveals/1/look');
  expect(look.json()).toEqual({ seconds: 60, contact: secret, mail: null });
  expect(look.headers['cache-control']).toBe('no-store');
  const again = await as(all, 1, 'POST', '/reveals/1/look');
  expect(again.json()).toMatchObject({ slug: 'reveal-not-approved' });
  const list = await as(all, 2, 'GET', '/reveals');
  expect(list.json()).toMatchObject({ items: [{ id: 1, state: 'shown' }] });

  expect(rig.audit.entries.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`)).toEqual([
    'account:account-1 reveal.ask order:1001',
    'account:account-1 reveal.approve order:1001',
    'account:account-2 reveal.approve order:1001',
    'account:account-1 reveal.look order:1001',
    'account:account-2 reveal.list null',
  ]);
  expect(raised.map(({ event, actor }) => `${event} ${String(actor)}`)).toEqual([
    'reveal-asked account:account-1',
    'reveal-approved account:account-2',
    'reveal-shown account:account-1',
  ]);
  const elsewhere = [asked, early, own, approved, foreign, again, list].map(({ body }) => body).join('\n');
  const kept = elsewhere + JSON.stringify([rig.audit.entries, raised, all.reveals.requests]) + rig.said();
  // The control: the one look has it.
  expect(look.body).toContain('79005550001');
  expect(kept).not.toContain('9005550001');
});

it('nobody else may: managers, programs, supervisors who are not named, and nobody where it is off', async () => {
  const all = rigWith();
  const { rig } = all;
  const body = { orderNumber: '1001', what: 'main', reason: 'other', note };
  for (const who of ['101', 'service', 'supervisor', 'shop'] as const) {
    const refused = await rig.as(who, { method: 'POST', url: '/api/reveals', payload: body });
    expect(refused.json()).toMatchObject({ slug: 'role-forbidden' });
  }
  expect((await ask(all, 3)).json()).toMatchObject({ slug: 'role-forbidden' });
  expect((await as(all, 3, 'GET', '/reveals')).json()).toMatchObject({ slug: 'role-forbidden' });
  expect((await ask(all, 4)).statusCode).toBe(201);
  // Whoever was approved and is named no longer looks at nothing.
  await as(all, 1, 'POST', '/reveals/1/approve');
  all.reveals.named.delete(4);
  expect((await as(all, 4, 'POST', '/reveals/1/look')).json()).toMatchObject({ slug: 'role-forbidden' });

  const off = rigWith(null);
  expect((await ask(off, 1)).json()).toMatchObject({ slug: 'reveal-off' });
  expect((await as(off, 1, 'GET', '/reveals')).json()).toMatchObject({ slug: 'reveal-off' });
  expect(off.reveals.requests).toEqual([]);
});

it('requests and approvals end, and an approval that nobody has used is taken back', async () => {
  const all = rigWith();
  const { clock } = all.rig;
  await ask(all, 1);
  clock.set(24 * hour);
  expect((await as(all, 2, 'POST', '/reveals/1/approve')).json()).toMatchObject({ slug: 'reveal-decided' });

  await ask(all, 1);
  await as(all, 2, 'POST', '/reveals/2/approve');
  clock.set(hour);
  expect((await as(all, 1, 'POST', '/reveals/2/look')).json()).toMatchObject({ slug: 'reveal-not-approved' });
  expect((await as(all, 1, 'GET', '/reveals')).json()).toMatchObject({
    items: [{ state: 'expired' }, { state: 'expired' }],
  });

  await ask(all, 1);
  await as(all, 2, 'POST', '/reveals/3/approve');
  expect((await as(all, 2, 'POST', '/reveals/3/refuse')).json()).toMatchObject({ state: 'refused' });
  expect((await as(all, 1, 'POST', '/reveals/3/look')).json()).toMatchObject({ slug: 'reveal-not-approved' });
  expect((await as(all, 2, 'POST', '/reveals/3/approve')).json()).toMatchObject({ slug: 'reveal-decided' });
  // Whoever asked may take it back.
  await ask(all, 2);
  expect((await as(all, 2, 'POST', '/reveals/4/refuse')).json()).toMatchObject({ state: 'refused' });
});

it('a day allows few of one person, and of all', async () => {
  const all = rigWith({ perPerson: 2, perSite: 3 });
  expect((await ask(all, 1)).statusCode).toBe(201);
  expect((await ask(all, 1)).statusCode).toBe(201);
  expect((await ask(all, 1)).json()).toMatchObject({ slug: 'too-many-reveals' });
  expect((await ask(all, 2)).statusCode).toBe(201);
  expect((await ask(all, 2)).json()).toMatchObject({ slug: 'too-many-reveals' });
  expect(all.raised.filter(({ event }) => event === 'reveal-limit-reached')).toHaveLength(2);
  all.rig.clock.set(24 * hour);
  expect((await ask(all, 2)).statusCode).toBe(201);
});

it('wants words, and something that is there; numbers in the words are hidden', async () => {
  const all = rigWith();
  expect((await ask(all, 1, { note: 'надо' })).json()).toMatchObject({
    errors: [{ pointer: '#/note', code: 'too-short' }],
  });
  expect((await ask(all, 1, { orderNumber: '9999' })).json()).toMatchObject({ slug: 'order-refused' });
  expect((await ask(all, 1, { what: 'mail', mail: 7 })).json()).toMatchObject({ slug: 'nothing-to-reveal' });
  const asked = await ask(all, 1, { note: 'Клиент жалуется, звонили с 8 916 123-45-67' });
  expect(asked.json<{ note: string }>().note).toMatch(/^Клиент жалуется, звонили с \S+$/);
  expect(asked.body).not.toContain('916');
});

it('the original of a mail: what was hidden in it, and the mail itself', async () => {
  const all = rigWith();
  const { rig, mails } = all;
  const text = 'Пишите мне на petr@home.example или 8 916 123-45-67';
  const written = await rig.as('101', {
    ...{ method: 'POST', url: '/api/orders/1001/mails', payload: { text } },
  });
  expect(written.json()).toMatchObject({ hidden: 2 });
  const id = mails.mails[0]!.id;
  expect((await ask(all, 1, { what: 'mail', mail: id, reason: 'suspicion' })).statusCode).toBe(201);
  await as(all, 4, 'POST', '/reveals/1/approve');
  const look = await as(all, 1, 'POST', '/reveals/1/look');
  expect(look.json()).toMatchObject({ contact: null, mail: { from: [], text, packed: null } });
  expect(JSON.stringify(rig.audit.entries) + rig.said()).not.toMatch(/petr@|916/);
});

it('the operator names persons and stops requests, and approves none', async () => {
  const { rig, reveals, raised } = rigWith();
  const operator = new RevealOperator({
    ...{ store: reveals, clock: rig.clock, alerts: { raise: (alert) => raised.push(alert) } },
    trail: new AuditTrail(rig.audit, rig.clock, rig.log),
  });
  const root = { role: 'operator', user: 'root' } as const;
  await operator.namePerson(root, 'account-3', true);
  await operator.namePerson(root, 'account-4', false);
  expect(await operator.persons()).toEqual(['account-1', 'account-2', 'account-3']);
  await expect(operator.namePerson(root, 'nobody', true)).rejects.toMatchObject({ slug: 'account-unknown' });
  expect('approve' in operator).toBe(false);
  await reveals.ask(
    {
      ...{ orderNumber: '1001', what: 'main', mailId: null, reason: 'other', note },
      ...{ account: 1, at: rig.clock.now() },
    },
    { perPerson: 1, perSite: 1 },
  );
  expect(await operator.refuse(root, 1)).toMatchObject({ approved: false, decidedBy: 'cli:root' });
  await expect(operator.refuse(root, 1)).rejects.toMatchObject({ slug: 'reveal-decided' });
  expect(rig.audit.entries.map(({ actor, action }) => `${actor} ${action}`)).toContain(
    'cli:root reveal.refuse',
  );
});

it('approving and looking take the password once more, or a code where the account has an authenticator; a wrong one is audited', async () => {
  const all = rigWith();
  const { rig } = all;
  await ask(all, 1);
  for (const payload of [{}, { password: 'wrong' }, { code: '123456' }]) {
    expect((await as(all, 2, 'POST', '/reveals/1/approve', payload)).json()).toMatchObject({
      errors: [{ pointer: '#/password', code: 'wrong' }],
    });
  }
  expect((await as(all, 2, 'POST', '/reveals/1/approve')).json()).toMatchObject({ state: 'approved' });

  const authenticator = rig.codes.newSecret();
  await rig.accounts.beginTotp(1, authenticator);
  await rig.accounts.confirmTotp(1);
  const byPassword = await as(all, 1, 'POST', '/reveals/1/look', { password });
  expect(byPassword.json()).toMatchObject({ errors: [{ pointer: '#/code', code: 'wrong' }] });
  const shown = Secret.fromBase32(rig.codes.shown(authenticator, 'account-1').secret);
  const code = new TOTP({ secret: shown }).generate({ timestamp: rig.clock.now() / 1000 });
  expect((await as(all, 1, 'POST', '/reveals/1/look', { code })).json()).toMatchObject({ contact: secret });
  // A code counts once, whoever has read it.
  await ask(all, 1);
  await as(all, 2, 'POST', '/reveals/2/approve');
  expect((await as(all, 1, 'POST', '/reveals/2/look', { code })).json()).toMatchObject({
    errors: [{ pointer: '#/code' }],
  });
  // Refusing shows nothing to anybody.
  expect((await as(all, 2, 'POST', '/reveals/2/refuse')).json()).toMatchObject({ state: 'refused' });
  const unproved = rig.audit.entries.filter(({ detail }) => detail?.['outcome'] === 'not-proved');
  expect(unproved.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    ...Array<string>(3).fill('account:account-2 reveal.approve'),
    ...Array<string>(2).fill('account:account-1 reveal.look'),
  ]);
  expect(JSON.stringify(rig.audit.entries) + rig.said()).not.toContain(password);
});

it('wrong passwords count as failed sign-ins, and whoever tries many waits', async () => {
  const all = rigWith();
  await ask(all, 1);
  for (let nth = 0; nth < 10; nth += 1) {
    await as(all, 2, 'POST', '/reveals/1/approve', { password: `guess ${String(nth)}` });
  }
  const waits = await as(all, 2, 'POST', '/reveals/1/approve');
  expect([waits.statusCode, waits.json()]).toMatchObject([429, { slug: 'too-many-sign-ins' }]);
});
