import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { ApiCall } from '#calls/call-json';
import { staticPhoneSections } from '#pbx/asterisk/ari-static-phones';
import { staticPhonesText } from '#phone/model/static-phone';
import { eventually } from '../lab/eventually';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';
import { browserLabOptions } from './browser-lab';
import { BrowserWatch } from './browser-watch';
import { BrowserSuite, guidePicture, screenshots } from './browser-suite';
import { freshOrders, randomOrders } from './fresh-orders';
import type { ApiSession } from '../lab/api-session';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { signIn } from './sign-in';
import { textFaults } from './text-fit';
import { ensureMediaAddress, PagePhone, peers, writeBeeps } from './page-phone';
import { PhoneLeaks, places } from './phone-leaks';
import { printBars, timeBar } from '../run/bars';
import { tellingHeaders } from '../scenarios/talkative-carrier';

/*
 * The phone in the page: a real Chromium with a microphone that plays beeps, a real Asterisk, and a customer who speaks and
 * listens. Who hears whom is told by tones.
 */

/** Hz. Neither is a harmonic of the other. */
const managerSays = 700;
const customerSays = 1150;
const within = 20_000;

const microphone = (): string =>
  writeBeeps(path.join(browserLabOptions.directory, 'microphone.wav'), managerSays);
const suite = BrowserSuite.declare({
  microphone,
});
let carrier: SpeakingCarrier;

const ends: (() => Promise<void>)[] = [];
/** Also where the test fails. */
const onTestEnd = (end: () => Promise<void>): void => void ends.push(end);
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

beforeAll(async () => {
  ensureMediaAddress();
  await suite.lab.carrier.stop();
  carrier = await SpeakingCarrier.start({ own: suite.lab.ports.carrier, pbx: suite.lab.ports.sip });
});
afterAll(async () => {
  await carrier.stop();
  await suite.lab.carrier.start();
});

interface AtWork {
  order: FreshOrder;
  page: Page;
  work: OrderPage;
  phone: PagePhone;
  /** Of the customer, as the carrier has it. */
  number: string;
}

/** An order of manager 105 whose customer speaks for half a minute once called. */
async function speakingOrder(): Promise<{ order: FreshOrder; number: string }> {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const number = order!.phone.slice(1);
  carrier.says(number, toneOf(customerSays, 30));
  return { order: order!, number };
}

/** Manager 105 has such an order open, and is on duty in the page. */
async function atWork(ownSession = false): Promise<AtWork> {
  const { order, number } = await speakingOrder();
  const { page } = await (ownSession ? suite.signedInByForm('105') : suite.signedIn('105'));
  const phone = await PagePhone.of(page);
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  await phone.goOnDuty();
  return { order, page, work, phone, number };
}

/** The same in a tab beside the person's first, which may crash. */
async function inOwnTab(): Promise<Omit<AtWork, 'page'> & { tab: Page }> {
  const { order, number } = await speakingOrder();
  const person = await suite.signedIn('105');
  const tab = await person.page.context().newPage();
  await tab.addInitScript({ content: peers });
  const [work, phone] = [new OrderPage(tab), new PagePhone(tab)];
  await work.open(order.orderNumber);
  await phone.goOnDuty();
  return { order, tab, work, phone, number };
}

/** The same in a browser of their own, which may be killed. */
async function inOwnBrowser(watch: BrowserWatch): Promise<AtWork> {
  const { order, number } = await speakingOrder();
  const { page } = await watch.person();
  await signIn(page, '105', suite.password('105'));
  const phone = await PagePhone.of(page);
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  await phone.goOnDuty();
  return { order, page, work, phone, number };
}

async function crash(tab: Page): Promise<void> {
  const session = await tab.context().newCDPSession(tab);
  session.send('Page.crash').catch(() => undefined);
}

/** A program asks for the call, not the page. */
async function askFor(orderNumber: string): Promise<void> {
  const { status } = await suite.at.request(
    'POST',
    `/api/orders/${orderNumber}/calls`,
    { extension: '105' },
    { 'idempotency-key': key() },
  );
  expect(status).toBe(201);
}

async function customerHears(number: string, hertz: number): Promise<void> {
  await eventually(() => amplitudeOf(carrier.heard(number), hertz) > 500, {
    within,
    what: 'the manager’s voice at the customer',
  });
}

async function customerHearsNothing(number: string): Promise<void> {
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays, 1500) < 50, {
    within,
    what: 'silence at the customer',
  });
}

async function managerHears(phone: PagePhone, hertz: number): Promise<void> {
  await eventually(async () => (await phone.hears(hertz)) > 0.05, {
    within,
    what: 'the customer’s voice in the page',
  });
}

type Sound = Map<string, ApiCall['quality'][number]>;

function soundBySide(quality: ApiCall['quality']): Sound {
  return new Map(quality.map((leg) => [`${leg.party} by ${leg.source}`, leg]));
}

/** Of the only call that is up, as a supervisor is told. */
async function soundNow(supervisor: ApiSession): Promise<Sound> {
  const answer = await supervisor.request('GET', '/api/quality');
  const { items } = (await answer.json()) as { items: { quality: ApiCall['quality'] }[] };
  return soundBySide(items.flatMap(({ quality }) => quality));
}

/** Of an order's last call, from its record. */
async function soundOf(orderNumber: string): Promise<Sound> {
  return await eventually(
    async () => {
      const [call] = await suite.at.calls(105);
      // A call that has ended is live until its record is written, and has no figures there.
      return call?.orderNumber === orderNumber && call.quality.length > 0 ? soundBySide(call.quality) : null;
    },
    { within, what: 'the record' },
  );
}

/** Seconds in which a customer is let go after the page died, whatever else did (issue: 20). */
const letGoWithin = 20;

/** @param since by performance.now() */
async function customerIsLetGo(number: string, what: string, since: number): Promise<void> {
  await customerIsFree(number);
  const bar = timeBar(`${what}, to the customer let go`, letGoWithin, (performance.now() - since) / 1000);
  printBars('The phone in the page', [bar]);
  expect(bar.isHeld).toBe(true);
}

async function customerIsFree(number: string): Promise<void> {
  await eventually(() => !carrier.has(number), { within: 40_000, what: 'the customer’s line to be free' });
}

test('a click calls from the page: each hears the other, mute and hold work, and no number is in any frame', async () => {
  const { order, page, work, phone, number } = await atWork();
  await work.callButton.click();
  // No second click: it is the call that this page asked for.
  await work.talks();
  await customerHears(number, managerSays);
  await managerHears(phone, customerSays);
  // Opus with error correction to the page, while the trunk speaks G.711.
  expect(await phone.codecs()).toEqual({ sent: 'audio/opus', received: 'audio/opus', corrects: true });
  await page.screenshot({ path: path.join(screenshots, 'phone-talking.png') });
  await guidePicture(page, 'talk', { guide: 'browser-phone' });

  await phone.button('Mute').click();
  await customerHearsNothing(number);
  await phone.button('Unmute').click();
  await customerHears(number, managerSays);

  await page.getByRole('button', { name: /^Hold/ }).click();
  await work.says('The customer is on hold');
  await page.getByRole('button', { name: /^Back to the customer/ }).click();
  await work.talks();
  await customerHears(number, managerSays);

  // Measured every five seconds on both lines, and by the page itself.
  const supervisor = await suite.session('supervisor');
  await eventually(async () => (await soundNow(supervisor)).size === 3, {
    within,
    what: 'how both lines sound',
  });
  await work.hangUpButton.click();
  await work.says('You talked');
  await customerIsFree(number);
  const quality = await soundOf(order.orderNumber);
  expect([...quality.keys()].sort()).toEqual(['customer by pbx', 'manager by page', 'manager by pbx']);
  for (const { mos, from, to } of quality.values()) {
    expect(mos).toBeGreaterThan(1);
    // Seconds that were read as milliseconds, or the reverse, would be far outside.
    for (const way of [from, to]) expect(way?.jitterMs ?? 1).toBeLessThan(500);
  }

  const { sent, received } = phone.frames;
  const invite = received.find((frame) => frame.startsWith('INVITE '));
  // The control: what reaches the page is read in clear text, and found.
  expect(invite).toContain(order.orderNumber);
  expect(sent.join('\n')).toMatch(/^REGISTER /m);
  const frames = [...sent, ...received].join('\n');
  expect(frames.includes(number) || frames.includes(number.slice(1))).toBe(false);
  // Nothing tells the PBX's make.
  expect(received.join('\n')).not.toMatch(/^(?:Server|User-Agent|P-Asserted-Identity|Remote-Party-ID):/im);
});

test('a call that this page did not ask for rings, and ends where it is declined', async () => {
  const { order, page, work, phone, number } = await atWork();
  await phone.button('Microphone and sound').click();
  await phone.bar
    .getByLabel('Microphone', { exact: true })
    .locator('option', { hasText: 'Fake' })
    .first()
    .waitFor({
      state: 'attached',
    });
  const level = phone.bar.getByLabel('How loud you are');
  await eventually(async () => Number(await level.getAttribute('value')) > 0.5, {
    within,
    what: 'the level',
  });
  await page.screenshot({ path: path.join(screenshots, 'phone-devices.png') });

  const notices = await hide(page);
  await askFor(order.orderNumber);
  await phone.bar.getByText('Your phone is ringing').waitFor();
  // Nobody's name: others may see the screen.
  await eventually(async () => (await notices()).length > 0, { within, what: 'the notice' });
  expect(await notices()).toEqual(['Star7: Your phone is ringing']);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: path.join(screenshots, 'phone-ringing-360.png') });
  expect(await textFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await phone.button('Decline').click();
  await work.says('Your phone declined the call');
  expect(carrier.has(number)).toBe(false);
  await phone.bar.getByText('Your phone is ringing').waitFor({ state: 'detached' });
});

test('Hear yourself: the exchange sends back what the microphone gives, no call is made, and a silent microphone is told apart', async () => {
  const { page, phone } = await atWork();
  const calls = (await suite.at.calls(105)).length;
  await phone.button('Microphone and sound').click();
  await phone.button('Hear yourself').click();
  const words = phone.bar.locator('[data-result]');
  await words.getByText('Say a sentence').waitFor();
  // One's own voice, not the customer's.
  await managerHears(phone, managerSays);
  expect(await phone.hears(customerSays)).toBeLessThan(0.01);
  expect(await phone.button('End the call').count()).toBe(0);
  await page.screenshot({ path: path.join(screenshots, 'phone-echo.png') });
  await guidePicture(page, 'echo', { guide: 'browser-phone' });
  await words.getByText('It works: what you said came back').waitFor();
  await phone.ready();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: path.join(screenshots, 'phone-echo-360.png') });
  expect(await textFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  // A microphone that is muted at the headset gives silence.
  await page.addInitScript({
    content: `navigator.mediaDevices.getUserMedia = async () => {
      window.star7Silence ??= new AudioContext();
      return window.star7Silence.createMediaStreamDestination().stream;
    };`,
  });
  await page.reload();
  await phone.ready();
  await phone.button('Microphone and sound').click();
  await phone.button('Hear yourself').click();
  await words.getByText('Nothing was heard from your microphone').waitFor();
  expect(await suite.at.calls(105)).toHaveLength(calls);
  await eventually(
    async () => !JSON.stringify((await suite.lab.asterisk.ari('GET', 'channels')).body).includes('page-'),
    { within, what: 'the end of the test call' },
  );
});

test('an order number dialled in the page, and a tab that crashes lets the customer go', async () => {
  const { order, tab, work, phone, number } = await inOwnTab();
  await phone.button('Dial an order number').click();
  await phone.bar.getByLabel('Order number').fill(order.orderNumber);
  await phone.button('Dial').click();
  await work.talks();
  await customerHears(number, managerSays);
  const since = performance.now();
  await crash(tab);
  await customerIsLetGo(number, 'the tab crashed', since);
  const record = await suite.at.callThat(
    'extension=105&limit=5',
    ({ orderNumber, disposition }) => orderNumber === order.orderNumber && disposition !== null,
  );
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'network' });
});

test('the page is loaded again in a call: that ends, the page says so, and is the phone again', async () => {
  const { page, work, phone, number } = await atWork();
  page.on('dialog', (dialog) => void dialog.accept());
  await work.callButton.click();
  await work.talks();
  await page.reload();
  await phone.bar.getByText('The page was reloaded, so your call ended.').waitFor();
  await customerIsFree(number);
  await phone.ready();
});

test('two tabs: one is the phone, the other says so and takes it over', async () => {
  const { page, phone } = await atWork();
  const second = await page.context().newPage();
  await second.goto('/');
  const other = new PagePhone(second);
  await other.duty.getByText('Phone is elsewhere').waitFor();
  await other.duty.click();
  await other.ready();
  await phone.duty.getByText('Phone is elsewhere').waitFor();
  // Exactly one: the PBX knows no other endpoint of this manager.
  expect(await pagePhones()).toHaveLength(1);
  await second.close();
});

test('the network goes in a talk, and the page’s connection with it: the talk goes on, and the page learns of its end', async () => {
  const { page, work, phone, number } = await atWork();
  await work.callButton.click();
  await work.talks();
  suite.watch.proxy.cut();
  await phone.duty.getByText('Reconnecting…').waitFor();
  // The sound has a path of its own.
  await customerHears(number, managerSays);
  await managerHears(phone, customerSays);
  suite.watch.proxy.mend();
  await phone.ready();
  await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
  await customerHears(number, managerSays);
  await managerHears(phone, customerSays);
  // Another path was offered and taken, and each still hears the other.
  await eventually(() => phone.frames.sent.some((frame) => frame.startsWith('ACK ')), {
    within,
    what: 'the answer to the page’s offer',
  });
  expect(
    phone.frames.received.filter((frame) => /^CSeq: \d+ INVITE\r[^]*a=candidate/m.test(frame)),
  ).not.toEqual([]);
  // What was heard before the offer is no proof.
  await phone.button('Mute').click();
  await customerHearsNothing(number);
  await phone.button('Unmute').click();
  await customerHears(number, managerSays);
  await managerHears(phone, customerSays);
  await work.hangUpButton.click();
  // Said by a BYE over the new connection.
  await phone.button('End the call').waitFor({ state: 'detached' });
  await customerIsFree(number);
});

test('three calls to random numbers, which the carrier tells wherever it can: the browser gets none', async () => {
  await carrier.stop();
  const { carrier: own, sip: pbx } = suite.lab.ports;
  carrier = await SpeakingCarrier.start({ own, pbx }, { headersOf: tellingHeaders });
  const [uncalled, ...orders] = await randomOrders(suite.lab.star7, '105', 4);
  const person = await suite.signedIn('105');
  const phone = await PagePhone.of(person.page);
  await phone.goOnDuty();
  const leaks = await PhoneLeaks.begin({ lab: suite.lab, carrier, proxy: suite.watch.proxy, person, phone });
  for (const order of orders) {
    carrier.says(order.phone.slice(1), toneOf(customerSays, 10));
    await leaks.call(order);
  }
  const { found, bytes } = await leaks.occurrences(orders);
  const controls = await leaks.control(uncalled!, orders);
  await leaks.end();
  const bar = leaks.bar(found, bytes, controls);
  printBars('The phone in the page', [bar]);
  expect({ found, controls }).toEqual({
    found: Object.fromEntries(places.map((place) => [place, 0])),
    controls: Object.fromEntries(places.map((place) => [place, expect.any(Number)])),
  });
  expect(bar.isHeld).toBe(true);
});

test('signed out, the PBX knows the phone no more', async () => {
  const { page } = await atWork(true);
  expect(await pagePhones()).toHaveLength(1);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Login').waitFor();
  await eventually(async () => (await pagePhones()).length === 0, {
    within,
    what: 'the phone to be forgotten',
  });
});

test('the microphone is refused: the page says so, and what to do', async () => {
  const before = await pagePhones();
  const { page } = await suite.signedIn('105');
  await page.addInitScript({
    content: `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));`,
  });
  await page.reload();
  const phone = new PagePhone(page);
  await phone.duty.click();
  await phone.bar.getByText(/The microphone is blocked\. Allow it/).waitFor();
  await phone.duty.getByText('Call from here').waitFor();
  expect(await pagePhones()).toEqual(before);
});

test('Star7 is killed in a talk, which goes on; once more, and the browser with it: the customer is let go, and the record is true', async () => {
  const { star7 } = suite.lab;
  const watch = await BrowserWatch.begin(star7.httpUrl, microphone());
  onTestEnd(() => watch.end());
  const { order, work, phone, number } = await inOwnBrowser(watch);
  await work.callButton.click();
  await work.talks();
  await star7.kill();
  await phone.duty.getByText('Reconnecting…').waitFor();
  // What was heard before is no proof.
  await phone.button('Mute').click();
  await customerHearsNothing(number);
  await phone.button('Unmute').click();
  await customerHears(number, managerSays);
  await managerHears(phone, customerSays);
  await star7.start();
  await phone.ready();
  const isTalking = ({ orderNumber, phase }: ApiCall): boolean =>
    orderNumber === order.orderNumber && phase === 'talking';
  await suite.at.callThat('extension=105&limit=5', isTalking);
  await star7.kill();
  const since = performance.now();
  await watch.kill();
  // Star7 stays away: the PBX notices the silence, and the dialplan lets go of who is left.
  await customerIsLetGo(number, 'the browser was killed while Star7 was down', since);
  await star7.start();
  const record = await suite.at.callThat(
    'extension=105&limit=5',
    ({ orderNumber, disposition }) => orderNumber === order.orderNumber && disposition !== null,
  );
  // Nobody hung up: the line of the one who was lost ended first.
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'network' });
  expect(record.manager.endedAt! <= record.customer.endedAt!).toBe(true);
});

test('Asterisk is killed in a talk: the record says whose fault it was, and the page calls again without being loaded', async () => {
  const { asterisk, phones } = suite.lab;
  const { order, work, phone } = await atWork();
  await work.callButton.click();
  await work.talks();
  asterisk.daemon.signal('SIGKILL');
  await asterisk.daemon.stop({ within: 5_000, signal: 'SIGKILL' });
  await phone.duty.getByText('Reconnecting…').waitFor();
  await asterisk.start();
  await phone.ready();
  const record = await suite.at.callThat(
    'extension=105&limit=5',
    ({ orderNumber, disposition }) => orderNumber === order.orderNumber && disposition !== null,
  );
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'system' });
  // Its customer's line heard of nothing: another order, in the same page.
  const next = await speakingOrder();
  await work.find(next.order.orderNumber);
  await work.callButton.click();
  await work.talks();
  await customerHears(next.number, managerSays);
  await managerHears(phone, customerSays);
  await work.hangUpButton.click();
  await customerIsFree(next.number);
  await Promise.all(phones.map((each) => each.restart()));
});

test('without push configuration an endpoint of pjsip.conf is lent, carries a call that is transferred by keyboard, and is nobody else’s meanwhile', async () => {
  const { asterisk, star7 } = suite.lab;
  const lent = { endpoint: 'static-a-01', password: '5f0c7d1be94a4c6d8f3b2a1907e6d5c4' };
  await asterisk.amend({
    'pjsip.conf': staticPhoneSections([lent], { ariUrl: asterisk.ariUrl, language: 'en', hasOpus: true }),
  });
  await star7.restartWith({ STAR7_STATIC_PHONES: staticPhonesText([lent]) });
  try {
    const { page, work, phone, number } = await atWork();
    await work.callButton.click();
    await work.talks();
    await customerHears(number, managerSays);
    await managerHears(phone, customerSays);
    // By what Star7 tells that one is in a call.
    const { body } = await asterisk.ari('GET', `endpoints/PJSIP/${lent.endpoint}`);
    expect(body).toMatchObject({ channel_ids: [expect.any(String)] });
    const other = await PagePhone.of((await suite.signedIn('103')).page);
    await other.duty.getByText('Call from here').waitFor();
    await other.duty.click();
    await other.bar.getByText(/All phones for the browser are in use\./).waitFor();
    await transferByKeyboard(page, work, '102');
    await phone.button('End the call').waitFor({ state: 'detached' });
    await phone.ready();
    // The colleague has the customer.
    expect(carrier.has(number)).toBe(true);
    await suite.at.onHook('102');
    await customerIsFree(number);
    await phone.duty.click();
    await phone.duty.getByText('Call from here').waitFor();
  } finally {
    await asterisk.amend();
    await star7.restartWith({});
  }
});

test('Asterisk restarts: the page is reachable again by itself', async () => {
  const { work, phone, number } = await atWork();
  await suite.lab.asterisk.stop();
  await phone.duty.getByText('Reconnecting…').waitFor();
  await suite.lab.asterisk.start();
  await phone.ready();
  await work.callButton.click();
  await work.talks();
  await customerHears(number, managerSays);
  await work.hangUpButton.click();
  await customerIsFree(number);
  // Desk phones that found no PBX try again after a minute: the suites that follow need them now.
  await Promise.all(suite.lab.phones.map((each) => each.restart()));
});

/** Asks a colleague at a desk phone, who answers, and leaves the customer to them. */
async function transferByKeyboard(page: Page, work: OrderPage, extension: string): Promise<void> {
  const { keyboard } = page;
  const hasFocus = async (elements: Locator): Promise<boolean> =>
    (await elements.and(page.locator(':focus')).count()) > 0;
  const pressUntil = async (key: string, isDone: () => Promise<boolean>): Promise<void> => {
    for (let presses = 0; !(await isDone()); presses += 1) {
      expect(presses).toBeLessThan(20);
      await keyboard.press(key);
    }
  };
  const colleague = suite.phone(extension);
  await eventually(() => colleague.registered(), { within, what: 'the colleague’s phone' });
  const since = colleague.events.length;
  await page.getByTestId('pass-on').first().waitFor();
  await keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Transfer the customer' });
  const choice = dialog.getByRole('radio', { name: `(${extension})` });
  await eventually(() => choice.isEnabled(), { within, what: 'the colleague to be free' });
  await pressUntil('Tab', () => hasFocus(dialog.getByRole('radio')));
  await keyboard.press('Space');
  await pressUntil('ArrowDown', () => choice.isChecked());
  const ask = dialog.getByRole('button', { name: 'Ask first' });
  await pressUntil('Tab', () => hasFocus(ask));
  await keyboard.press('Enter');
  await work.says('Calling your colleague');
  await colleague.incoming({ since, within });
  await colleague.answer();
  await page.getByRole('button', { name: 'Leave to the colleague' }).first().waitFor();
  await keyboard.press('t');
}

/** As a tab behind another, whose manager allowed notices. @returns gives the words of those that were shown */
async function hide(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    const shown = (window.star7Notices = []);
    window.Notification = class {
      static permission = 'granted';
      constructor(title, { body }) { shown.push(title + ': ' + body); }
      close() {}
    };
  })()`);
  return async () => await page.evaluate<string[]>('window.star7Notices');
}

/** Endpoints of pages that the PBX has. */
async function pagePhones(): Promise<string[]> {
  const { body } = await suite.lab.asterisk.ari('GET', 'endpoints/PJSIP');
  return (body as { resource: string }[])
    .map(({ resource }) => resource)
    .filter((name) => name.startsWith('page-'));
}

function key(): string {
  return `phone-test-${String(Date.now())}-${String(Math.random()).slice(2)}`;
}
