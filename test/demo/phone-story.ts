import path from 'node:path';

import { BrowserWatch } from '../browser/browser-watch';
import { OrderPage } from '../browser/order-page';
import { ensureMediaAddress, PagePhone, writeBeeps } from '../browser/page-phone';
import { fillSignIn } from '../browser/sign-in';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import type { SampleOrder } from '../lab/sample-shop';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';

export interface PhoneStory {
  /** Pictures, in the order in which they were taken. */
  pictures: string[];
  /** Whether each heard the tone of the other, and not the own one. */
  customerHeard: boolean;
  managerHeard: boolean;
  /** Codec between page and PBX. */
  codec: string;
  /** Milliseconds from the click until both heard each other. */
  milliseconds: number;
  /** Numbers and addresses in what the browser received and showed, described without quoting them. */
  leaks: string[];
  /** What the page's phone received, bytes. */
  searched: number;
}

/** Hz. Neither is a harmonic of the other. */
const managerSays = 700;
const customerSays = 1150;
const within = 20_000;

/**
 * A manager with nothing but a laptop: goes on duty in the page, clicks Call, and each hears the other. Chromium's microphone plays one tone,
 * the customer another.
 * @param manager whose language is English
 */
export async function playPhoneStory(lab: Lab, manager: string, order: SampleOrder): Promise<PhoneStory> {
  ensureMediaAddress();
  const folder = lab.place.file('demo');
  const pictures: string[] = [];
  const number = order.phone.slice(1);
  const watch = await BrowserWatch.begin(
    lab.star7.httpUrl,
    writeBeeps(lab.place.file('demo-microphone.wav'), managerSays),
  );
  await lab.carrier.stop();
  const carrier = await SpeakingCarrier.start({ own: lab.ports.carrier, pbx: lab.ports.sip });
  try {
    carrier.says(number, toneOf(customerSays, 60));
    const person = await watch.person({ width: 1280, height: 800 });
    const { page } = person;
    await page.goto('/');
    await page.getByLabel('Login').waitFor();
    await fillSignIn(page, manager, lab.secrets.accounts[manager] ?? '');
    const work = new OrderPage(page);
    await work.find(order.orderNumber);
    const phone = await PagePhone.of(page);
    await phone.goOnDuty();
    await work.callButton.waitFor();
    const clicked = performance.now();
    await work.callButton.click();
    await work.talks();
    const heardByCustomer = (hertz: number): number => amplitudeOf(carrier.heard(number), hertz);
    await eventually(() => heardByCustomer(managerSays) > 500, {
      within,
      what: 'the manager’s voice at the customer',
    });
    await eventually(async () => (await phone.hears(customerSays)) > 0.05, {
      within,
      what: 'the customer’s voice in the page',
    });
    const milliseconds = Math.round(performance.now() - clicked);
    const customerHeard = heardByCustomer(customerSays) < 100;
    const managerHeard = (await phone.hears(managerSays)) < 0.01;
    const { received: codec } = await phone.codecs();
    // The page says how it sounds once it has measured some seconds.
    await phone.bar.getByText(/The sound is (?:good|fair|poor)/).waitFor();
    pictures.push(path.relative(process.cwd(), await person.photograph(folder, '10-phone-in-the-page')));
    await work.hangUpButton.click();
    await work.says('You talked');
    const frames = phone.frames.received.join('\n');
    return {
      ...{ pictures, customerHeard, managerHeard, codec, milliseconds },
      leaks: [
        ...(await watch.leaks()),
        ...(frames.includes(number.slice(1)) ? ['a number in the SIP that the page received'] : []),
      ],
      searched: frames.length,
    };
  } finally {
    await carrier.stop();
    await lab.carrier.start();
    await watch.end();
  }
}
