import type { Page } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { loudness } from '../lab/loudness';
import type { Phone } from '../lab/phone';
import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();
afterEach(async () => {
  await Promise.all([101, 103, 105].map((extension) => suite.at.onHook(extension)));
});

/** From now on the phone's events are seen. @returns how many there were */
async function listening(phone: Phone): Promise<number> {
  await phone.registered();
  return phone.events.length;
}

async function orderOf(extension: string, behaviour?: string): Promise<FreshOrder> {
  const [order] = await freshOrders(suite.lab.star7, extension, 1, behaviour);
  return order!;
}

interface AtOrder {
  order: FreshOrder;
  phone: Phone;
  /** As of {@link listening}. */
  since: number;
  page: Page;
  work: OrderPage;
}

/** Manager 103 has an order open. @param behaviour its customer's */
async function opened(behaviour?: string): Promise<AtOrder> {
  const order = await orderOf('103', behaviour);
  const phone = suite.phone(103);
  const since = await listening(phone);
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  return { order, phone, since, page, work };
}

/** Manager 103 has pressed Call, and picked up. */
async function pickedUp(behaviour: string): Promise<AtOrder> {
  const at = await opened(behaviour);
  await at.work.callButton.click();
  await at.phone.incoming({ since: at.since });
  await at.phone.answer();
  return at;
}

interface Entry {
  kind: string;
  text: string | null;
  outcome: string | null;
  call: { id: string } | null;
}

/** What the order's history says once the call is in it: records are written a moment after the end. */
async function timeline(login: string, orderNumber: string): Promise<Entry[]> {
  const session = await suite.session(login);
  return await eventually(
    async () => {
      const { items } = await session.must<{ items: Entry[] }>('GET', `/api/orders/${orderNumber}/timeline`);
      return items.some(({ kind }) => kind === 'call') ? items : null;
    },
    { within: 10_000, what: 'the call in the order’s history' },
  );
}

test('a whole call: found, called, talked, hung up, outcome and note by keyboard, and the next order is there', async () => {
  const order = await orderOf('103');
  const phone = suite.phone(103);
  const since = await listening(phone);
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.find(order.orderNumber);
  await page.getByRole('heading', { name: order.customerName }).waitFor();

  await page.keyboard.press('Enter');
  await work.says('Calling you…');
  const ringing = await phone.incoming({ since });
  expect(ringing.peerdisplayname).toBe(order.customerName);
  await phone.answer();
  await work.talks();
  await work.says(`Talking with ${order.customerName}`);
  await eventually(() => loudness(phone.heard()) > 500, { within: 5_000, what: 'the customer’s voice' });
  await page
    .getByTestId('call-time')
    .getByText(/^0:0[1-9]$/)
    .waitFor();

  await work.hangUpButton.click();
  await phone.closed(ringing.id!);
  await work.says('You talked');
  await work.says('You hung up');

  await page.keyboard.press('1');
  expect(await work.outcome('Confirmed').isChecked()).toBe(true);
  await page.keyboard.type('Wants it on Friday');
  await page.keyboard.press('Control+Enter');
  await work.saved(order.orderNumber);
  await page.waitForURL(
    (url) => /\/orders\/.+/.test(url.pathname) && !url.pathname.endsWith(order.orderNumber),
  );
  await work.callButton.waitFor();

  const [outcome, call] = await timeline('103', order.orderNumber);
  expect(outcome).toMatchObject({ kind: 'outcome', outcome: 'confirmed', text: 'Wants it on Friday' });
  expect(call).toMatchObject({ kind: 'call' });
});

test('the customer’s phone rings: the page says so; nobody answers: it says that too', async () => {
  const { work } = await pickedUp('never-answers');
  await work.says(/customer's phone is ringing/);
  await work.says('The customer did not answer');
});

test('the answer to Call comes after what the call has come to since: the page does not go back', async () => {
  const release = suite.watch.proxy.holdAnswers(({ target }) => target.endsWith('/calls'));
  const { page, work } = await pickedUp('never-answers');
  await work.says(/customer's phone is ringing/);
  const answered = page.waitForResponse('**/api/orders/*/calls');
  release();
  const { phase } = (await (await answered).json()) as { phase: string };
  expect(phase).toBe('calling-manager');
  // What an answer changes is drawn within two frames; the phone rings for fifteen seconds.
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  expect(await work.callState.innerText()).toMatch(/customer's phone is ringing/);
  await work.hangUpButton.click();
});

test('the customer is busy', async () => {
  const { work } = await pickedUp('busy');
  await work.says('The customer is busy');
});

test('a call begun at the phone with *7 appears by itself, and its note is written the same way', async () => {
  const order = await orderOf('103');
  const phone = suite.phone(103);
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await page.getByText('Choose an order on the left').waitFor();
  const id = await phone.dial(`*7${order.orderNumber}`);
  await page.waitForURL(`**/orders/${order.orderNumber}`);
  await work.talks();
  await phone.hangUp();
  await phone.closed(id);
  await work.says('You hung up');
  await page.keyboard.press('2');
  await page.keyboard.type('Changed their mind');
  await page.keyboard.press('Control+Enter');
  await work.saved(order.orderNumber);
  const [outcome, call] = await timeline('103', order.orderNumber);
  expect(outcome).toMatchObject({ outcome: 'cancelled', text: 'Changed their mind' });
  expect(call).toMatchObject({ kind: 'call' });
});

test('a number that the customer gives in the call is saved, and not the chosen one', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const phone = suite.phone(103);
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await listening(phone);
  const id = await phone.dial(`*7${order!.orderNumber}`);
  await work.talks();
  await page.getByRole('button', { name: /^(?:Add a|Change the) number: Recipient$/ }).click();
  await page.getByLabel('Phone number').fill('8 (921) 765 12 00');
  await page.getByRole('button', { name: 'Save the number' }).click();
  await work.history
    .first()
    .getByText(/: Recipient$/)
    .waitFor();
  const pressed = page.getByRole('group', { name: 'Which number to call' }).getByRole('button', {
    pressed: true,
  });
  expect(await pressed.innerText()).toBe('Main');
  await phone.hangUp();
  await phone.closed(id);
});

test('a call of another order is in sight from everywhere, and 0 or its button hangs it up', async () => {
  const [called, ...others] = await freshOrders(suite.lab.star7, '103', 3);
  const phone = suite.phone(103);
  const { page } = await suite.signedIn('103');
  await page.setViewportSize({ width: 1280, height: 480 });
  const work = new OrderPage(page);
  const banner = page.getByText(`In a call: order ${called!.orderNumber}, ${called!.customerName}`);
  for (const [order, hangUp] of [
    [others[0]!, () => page.keyboard.press('0')],
    [others[1]!, () => work.hangUpButton.click()],
  ] as const) {
    await work.open(called!.orderNumber);
    await listening(phone);
    const id = await phone.dial(`*7${called!.orderNumber}`);
    await work.talks();
    await page.getByRole('searchbox').fill(order.orderNumber);
    await page.getByRole('option', { name: order.orderNumber }).click();
    await page.waitForURL(`**/orders/${order.orderNumber}`);
    await banner.waitFor();
    await work.callButton.click();
    const refused = page.getByText('You are already in a call. End it first.');
    await refused.waitFor();

    // Typed is typed: it hangs up nothing.
    await work.note.fill('');
    await work.note.press('0');
    await work.saveAndNext.scrollIntoViewIfNeeded();
    const box = (await banner.boundingBox())!;
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThan(480);
    expect(await work.note.inputValue()).toBe('0');
    await work.note.fill('');
    await work.note.press('Escape');
    await banner.waitFor();
    await hangUp();
    await phone.closed(id);
    await banner.waitFor({ state: 'detached' });
    await refused.waitFor({ state: 'detached' });
  }
});

test('at phone width the call is in sight on every page, with whom, how long and a button that ends it', async () => {
  const [called] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber, customerName } = called!;
  const phone = suite.phone(103);
  const { page } = await suite.signedIn('103', { width: 360, height: 640 });
  const work = new OrderPage(page);
  const bar = page.getByTestId('call-bar');
  await work.open(orderNumber);
  await listening(phone);
  const id = await phone.dial(`*7${orderNumber}`);
  await work.talks();
  // The page shows it anyway.
  expect(await bar.getByRole('button').count()).toBe(0);

  const inSight = async (): Promise<void> => {
    await bar.getByText(`In a call: order ${orderNumber}, ${customerName}`).waitFor();
    await bar.getByText(/^\d+:\d\d$/).waitFor();
    const { x, y, width, height } = (await bar.getByRole('button', { name: 'Hang up' }).boundingBox())!;
    expect([x >= 0, y >= 0, x + width <= 360, y + height <= 640]).toEqual([true, true, true, true]);
    expect(await textFaults(page)).toEqual([]);
    // With whom, in full: nothing points at a title on a phone.
    const cut = `document.querySelector('[data-testid="call-bar"] [role="status"]')`;
    expect(await page.evaluate(`${cut}.scrollHeight - ${cut}.clientHeight`)).toBeLessThanOrEqual(1);
  };
  await work.saveAndNext.scrollIntoViewIfNeeded();
  await inSight();
  await page.getByRole('heading', { name: customerName }).scrollIntoViewIfNeeded();
  await bar.getByRole('button', { name: 'Hang up' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await inSight();
  await page.goto('/settings');
  await inSight();
  await bar.getByRole('link').click();
  await work.says('Talking');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await bar.getByRole('button', { name: 'Hang up' }).click();
  await phone.closed(id);
  await bar.getByRole('button').waitFor({ state: 'detached' });
});

test('two managers call at once, and each sees their own call alone', async () => {
  const [one, other] = [await orderOf('103'), await orderOf('105')];
  const [phoneOne, phoneOther] = [suite.phone(103), suite.phone(105)];
  const [sinceOne, sinceOther] = [await listening(phoneOne), await listening(phoneOther)];
  const [alice, robert] = [await suite.signedIn('103'), await suite.signedIn('105')];
  const [aliceWork, robertWork] = [new OrderPage(alice.page), new OrderPage(robert.page)];
  await Promise.all([aliceWork.open(one.orderNumber), robertWork.open(other.orderNumber)]);
  await Promise.all([aliceWork.callButton.click(), robertWork.callButton.click()]);
  await Promise.all([
    phoneOne.incoming({ since: sinceOne }).then(() => phoneOne.answer()),
    phoneOther.incoming({ since: sinceOther }).then(() => phoneOther.answer()),
  ]);
  await Promise.all([aliceWork.talks(), robertWork.talks()]);
  await aliceWork.hangUpButton.click();
  await aliceWork.says('You talked');
  expect(await robertWork.callState.getByText('Talking').isVisible()).toBe(true);
  await robertWork.hangUpButton.click();
  await robertWork.says('You talked');
  for (const [person, own, foreign] of [
    [alice, one, other],
    [robert, other, one],
  ] as const) {
    expect(person.received()).toContain(own.orderNumber);
    expect(person.received()).not.toContain(foreign.orderNumber);
  }
});

test('a click and Enter at once are one call', async () => {
  const { order, phone, since, page, work } = await opened();
  await work.callButton.dblclick();
  await page.keyboard.press('Enter');
  const { id } = await phone.incoming({ since });
  await work.hangUpButton.click();
  await phone.closed(id!);
  await work.says('You hung up before they answered');
  // Records are written some tenths of a second after the end, together: both would be there then.
  const recorded = async () =>
    (await suite.at.calls(103)).filter(({ orderNumber }) => orderNumber === order.orderNumber);
  await eventually(async () => (await recorded()).some(({ endedAt }) => endedAt !== null), {
    within: 10_000,
    what: 'the record',
  });
  expect(await recorded()).toHaveLength(1);
});

test('the phone is off: the page says so and what to do, and when it is back, calls go on', async () => {
  const order = await orderOf('105');
  const phone = suite.phone(105);
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  await phone.stop();
  try {
    await page.getByText(/Your phone is offline\. Switch it on/).waitFor();
    expect(await work.callButton.isDisabled()).toBe(true);
  } finally {
    await phone.start();
  }
  await eventually(() => work.callButton.isEnabled(), { within: 10_000, what: 'the Call button' });
});

test('the phone’s own state is in sight: free, then in a call', async () => {
  const order = await orderOf('103');
  const phone = suite.phone(103);
  const { page } = await suite.signedIn('103');
  const header = page.getByRole('banner');
  await header.getByText('ready').waitFor();
  await phone.dial(`*7${order.orderNumber}`);
  await header.getByText('busy').waitFor();
  await phone.hangUp();
  await header.getByText('ready').waitFor();
});
