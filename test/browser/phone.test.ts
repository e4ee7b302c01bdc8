import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';
import { browserLabOptions } from './browser-lab';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { PagePhone, writeBeeps } from './page-phone';

/*
 * The phone in the page: a real Chromium with a microphone that plays beeps, a real Asterisk, and a customer who speaks and
 * listens. Who hears whom is told by tones.
 */

/** Hz. Neither is a harmonic of the other. */
const managerSays = 700;
const customerSays = 1150;
const within = 20_000;

const suite = BrowserSuite.declare({
  microphone: () => writeBeeps(path.join(browserLabOptions.directory, 'microphone.wav'), managerSays),
});
let carrier: SpeakingCarrier;

beforeAll(async () => {
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

/** Manager 105 has an order open, whose customer speaks for half a minute once called, and is on duty in the page. */
async function atWork(): Promise<AtWork> {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const number = order!.phone.slice(1);
  carrier.says(number, toneOf(customerSays, 30));
  const { page } = await suite.signedInByForm('105');
  const phone = await PagePhone.of(page);
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await phone.goOnDuty();
  return { order: order!, page, work, phone, number };
}

async function customerHears(number: string, hertz: number): Promise<void> {
  await eventually(() => amplitudeOf(carrier.heard(number), hertz) > 500, {
    within,
    what: 'the manager’s voice at the customer',
  });
}

async function managerHears(phone: PagePhone, hertz: number): Promise<void> {
  await eventually(async () => (await phone.hears(hertz)) > 0.05, {
    within,
    what: 'the customer’s voice in the page',
  });
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
  await page.screenshot({ path: path.join(screenshots, 'phone-talking.png') });

  await phone.button('Mute').click();
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays, 1500) < 50, {
    within,
    what: 'silence at the customer',
  });
  await phone.button('Unmute').click();
  await customerHears(number, managerSays);

  await page.getByRole('button', { name: /^Hold/ }).click();
  await work.says('The customer is on hold');
  await page.getByRole('button', { name: /^Back to the customer/ }).click();
  await work.talks();
  await customerHears(number, managerSays);

  await work.hangUpButton.click();
  await work.says('You talked');
  await customerIsFree(number);

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
