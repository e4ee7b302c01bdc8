import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, phoneArguments } from '../browser/chromium';
import { freshOrders } from '../browser/fresh-orders';
import { OrderPage } from '../browser/order-page';
import { ensureMediaAddress, mediaInterface, PagePhone, writeBeeps } from '../browser/page-phone';
import type { PersonOptions } from '../browser/person';
import { Person } from '../browser/person';
import { RecordingProxy } from '../browser/recording-proxy';
import { isSignedIn, signIn } from '../browser/sign-in';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import type { LabPart } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';
import { sampleShop } from '../lab/sample-shop';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import type { Indiscretion } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';

/** Hz. Neither is a harmonic of the other. */
export const managerSays = 700;
export const customerSays = 1150;
const within = 30_000;
export const manager = '105';

/** A manager at a real browser whose page is the phone, and customers who speak and listen. */
export class PhonePlace {
  private constructor(
    readonly lab: Lab,
    readonly carrier: SpeakingCarrier,
    readonly proxy: RecordingProxy,
    readonly browser: Browser,
  ) {}

  static async begin({
    star7 = {},
    parts = ['database', 'asterisk', 'star7'],
    indiscretion = null,
  }: {
    star7?: Readonly<Record<string, string>>;
    parts?: readonly LabPart[];
    indiscretion?: Indiscretion | null;
  } = {}): Promise<PhonePlace> {
    ensureMediaAddress();
    const lab = await Lab.up({
      directory: path.join(defaultDirectory(), 'bench-phone'),
      basePort: basePorts.bench,
      leaky: false,
      ...{ parts, star7 },
    });
    await lab.star7.import(sampleShop().csv);
    await lab.openAccounts();
    const carrier = await SpeakingCarrier.start({ own: lab.ports.carrier, pbx: lab.ports.sip }, indiscretion);
    const proxy = await RecordingProxy.listen(lab.star7.httpUrl);
    const wav = writeBeeps(path.join(lab.place.directory, 'microphone.wav'), managerSays);
    return new PhonePlace(lab, carrier, proxy, await launchChromium('whole', phoneArguments(proxy.url, wav)));
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.proxy.close();
    await this.carrier.stop();
    await this.lab.down();
  }

  /** The manager at a browser of their own. @param cookies of a session that goes on */
  async person(cookies: PersonOptions['cookies'] = []): Promise<Person> {
    const person = await Person.at(this.browser, { url: this.proxy.url, cookies });
    if (!(await isSignedIn(person.page)))
      await signIn(person.page, manager, this.lab.secrets.accounts[manager] ?? '');
    return person;
  }

  /** An order whose customer speaks once called. */
  async order(seconds: number): Promise<{ orderNumber: string; number: string }> {
    const [order] = await freshOrders(this.lab.star7, manager, 1);
    const number = order!.phone.slice(1);
    this.carrier.says(number, toneOf(customerSays, seconds));
    return { orderNumber: order!.orderNumber, number };
  }

  /** A talk between the manager, who is on duty, and a customer. @param prepare done to the page before it is loaded */
  async talk(prepare: (page: Page) => Promise<void> = () => Promise.resolve()): Promise<Talk> {
    const { orderNumber, number } = await this.order(300);
    const person = await this.person();
    await prepare(person.page);
    const phone = await PagePhone.of(person.page);
    const work = new OrderPage(person.page);
    await work.open(orderNumber);
    await phone.goOnDuty();
    await work.callButton.click();
    await work.talks();
    const talk = new Talk(this, person, phone, work, number);
    await talk.bothHear();
    return talk;
  }
}

export class Talk {
  constructor(
    private readonly place: PhonePlace,
    readonly person: Person,
    readonly phone: PagePhone,
    readonly work: OrderPage,
    readonly number: string,
  ) {}

  get goesOn(): boolean {
    return this.place.carrier.has(this.number);
  }

  /** @returns milliseconds until each hears the other, in what has come since */
  async bothHear(): Promise<{ customer: number; page: number }> {
    const since = performance.now();
    const took = async (what: string, hears: () => Promise<boolean> | boolean): Promise<number> => {
      await eventually(hears, { within, every: 25, what });
      return performance.now() - since;
    };
    const [customer, page] = await Promise.all([
      took('the manager’s voice', () => this.customerHears()),
      took('the customer’s voice', async () => (await this.phone.hears(customerSays)) > 0.05),
    ]);
    return { customer, page };
  }

  customerHears(): boolean {
    return amplitudeOf(this.place.carrier.heard(this.number), managerSays) > 500;
  }

  async end(): Promise<void> {
    await this.work.hangUpButton.click().catch(() => undefined);
    await eventually(() => !this.goesOn, { within: 60_000, what: 'the end of the call' });
    await this.person.leave();
  }
}

const addresses = ['192.0.2.1', '192.0.2.2'] as const;

/** The machine's only address for media goes and comes: as another one. Of a network namespace of the bench's own alone. */
export class MediaPath {
  #at = 0;

  /** @returns null where the machine has other addresses, which are not the bench's to take */
  static own(): MediaPath | null {
    try {
      execFileSync('ip', ['addr', 'show', 'dev', mediaInterface], { stdio: 'ignore' });
      return new MediaPath();
    } catch {
      return null;
    }
  }

  goes(): void {
    this.#ip('del');
    this.#at = 1 - this.#at;
  }

  comes(): void {
    this.#ip('add');
  }

  #ip(verb: 'add' | 'del'): void {
    execFileSync('ip', ['addr', verb, `${addresses[this.#at] ?? ''}/24`, 'dev', mediaInterface]);
  }
}
