import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import type { Capture } from '../lab/capture';
import { numbersIn } from '../lab/capture';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { Customers, customersTrunk } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { decoyLine, plantDecoy, prepareDecoys } from '../lab/decoy-setting';
import { eventually } from '../lab/eventually';
import { Lab } from '../lab/lab';
import { labAccounts } from '../lab/lab-accounts';
import { LabError } from '../lab/lab-error';
import { loudness } from '../lab/loudness';
import { NumberSearch } from '../lab/number-search';
import type { SampleOrder } from '../lab/sample-shop';
import { sampleShop, wellKnownOrders } from '../lab/sample-shop';
import type { SipMessage } from '../lab/sip-message';
import { vendureDaemon, VendureShop } from '../lab/vendure';
import { recordLines, sentToCarrier, shownAtPhone } from './call-story';
import { sideBySide } from './columns';
import { importLostCustomers, watchLostCustomers } from './lost-customers-story';
import { playWrittenStory } from './mail-story';
import { playPageStory } from './page-story';
import { playPhoneStory } from './phone-story';

const program = new Command('scripts/demo')
  .description('Star7 at work: real Asterisk, MariaDB, SIP phones and a carrier, all on loopback.')
  .option('--keep', 'leave everything up, and say how to use it', false)
  .action(async ({ keep }: { keep: boolean }) => {
    const started = performance.now();
    const lab = await Lab.up({ say: (line) => say(`  ${line}`) });
    try {
      const demo = new Demo(lab);
      await demo.run();
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      say(
        demo.failed === 0
          ? `\nAll of it held (${seconds} s).`
          : `\n${String(demo.failed)} of it did NOT hold.`,
      );
      process.exitCode = demo.failed === 0 ? 0 : 1;
      if (keep) sayHowToUse(lab);
    } finally {
      lab.release();
      if (!keep) await lab.down();
    }
  });

/** Uses the pages, in English. */
const pageManager = '103';

/** Whoever calls from there is this courier; called, it rings, is answered, and 1 is pressed. */
const courier = {
  number: '17',
  name: 'Sergey Orlov',
  mobile: `+791655577${behaviourNamed('presses-1').code}`,
} as const;

/** What a customer keys in: the number of somebody who answers, and of nobody in the sample shop. */
const keyedNumber = `+791610293${behaviourNamed('answers').code}`;

/** Buys in the running shop, and answers. */
const buyer = {
  firstName: 'Nina',
  lastName: 'Petrova',
  phone: `8 (916) 730-41-${behaviourNamed('answers').code}`,
  email: 'nina@shop.example',
  town: 'Kazan',
} as const;
const buyersNumber = `+7${buyer.phone.replace(/\D/g, '').slice(1)}`;

interface Scene {
  title: string;
  order: Pick<SampleOrder, 'phone'>;
  phone: { callId: string };
  record: ApiCall;
}

/** What each side of a courier's call was sent, and the customer's number. */
interface Apart {
  courier: readonly SipMessage[];
  customer: readonly SipMessage[];
  phone: string;
}

/** The demo's calls, one after another. Each is checked as well as shown. */
class Demo {
  readonly #lab: Lab;
  readonly #shop = sampleShop();
  #failed = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get failed(): number {
    return this.#failed;
  }

  async run(): Promise<void> {
    await this.#importShop();
    // Up by the time it is needed.
    const opening = VendureShop.start(this.#lab.place, this.#lab.ports.shop);
    opening.catch(() => undefined);
    const capture = await this.#lab.capture('demo');
    try {
      await this.#talk();
      await this.#click();
      await this.#busy();
      await this.#refused();
      await this.#page();
      const customers = await this.#customers();
      try {
        await this.#callback(customers);
        await this.#calledCourierBack(customers, await this.#courier(customers));
        await this.#keyedIn(customers, capture);
        await this.#orderOf(await opening);
        await this.#lostCustomers();
        await this.#decoy(customers);
        await this.#mail();
        await this.#search(capture, customers);
        await this.#phoneInPage();
      } finally {
        await customers.stop();
      }
    } finally {
      await capture.stop();
      await this.#lab.place.daemon(vendureDaemon).stop();
    }
  }

  async #importShop(): Promise<void> {
    const file = this.#lab.place.file('sample-shop.csv');
    writeFileSync(file, this.#shop.csv, { mode: 0o600 });
    const { stdout } = await this.#lab.star7.mustRun(['import', file]);
    say(
      `\nA sample shop, made up by a script, is imported (${path.relative(process.cwd(), file)}): ${stdout.trim()}`,
    );
  }

  async #talk(): Promise<void> {
    const phone = this.#lab.phone(101);
    const order = this.#order(wellKnownOrders.answers);
    const scene = await this.#begin(
      `1. Phone 101 dials *7${order.orderNumber}; the customer answers; they talk; the manager hangs up`,
    );
    const callId = await phone.dial(`*7${order.orderNumber}`);
    await phone.event('CALL_ESTABLISHED', { id: callId, within: 10_000 });
    await eventually(() => loudness(phone.heard()) > 500, { within: 5_000, what: 'sound at the phone' });
    await pause(1_000);
    await phone.hangUp();
    const record = await scene.record();
    this.#show(scene.since, { order, phone: { callId }, record });
    this.#check(
      'the phone heard the customer, and both legs ended',
      record.disposition === 'answered' && record.hungUpBy === 'manager',
    );
  }

  async #click(): Promise<void> {
    const phone = this.#lab.phone(101);
    const order = this.#order(wellKnownOrders.answers);
    const scene = await this.#begin(
      `2. Click-to-call: a program asks for order ${order.orderNumber} over REST; phone 101 rings first`,
    );
    const events = phone.events.length;
    const { url, token } = this.#api();
    const answer = await fetch(`${url}/api/orders/${order.orderNumber}/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    this.#check(
      `POST /api/orders/${order.orderNumber}/calls answered ${String(answer.status)}`,
      answer.status === 201,
    );
    const ringing = await phone.incoming({ since: events });
    say(`  The display of phone 101 says: ${ringing.peerdisplayname ?? ''} <${ringing.peeruri ?? ''}>`);
    await phone.answer();
    await eventually(async () => (await this.#newest())?.phase === 'talking', {
      within: 10_000,
      what: 'the conversation',
    });
    await pause(1_000);
    await phone.hangUp();
    const record = await scene.record();
    this.#show(scene.since, { order, phone: { callId: ringing.id ?? '' }, record });
    this.#check(
      'the manager was called first, then the customer',
      record.disposition === 'answered' && record.startKind === 'click',
    );
  }

  async #busy(): Promise<void> {
    const order = this.#order(wellKnownOrders.busy);
    await this.#unanswered(
      `3. Phone 101 dials *7${order.orderNumber}; the customer's line is busy`,
      order,
      '486',
      'busy',
    );
  }

  async #refused(): Promise<void> {
    const order = this.#order(wellKnownOrders.someoneElses);
    await this.#unanswered(
      `4. Phone 101 dials *7${order.orderNumber}, which is manager ${order.managerExtension}'s order`,
      order,
      '404',
      'refused',
    );
  }

  async #unanswered(title: string, order: SampleOrder, status: string, disposition: string): Promise<void> {
    const phone = this.#lab.phone(101);
    const scene = await this.#begin(title);
    const callId = await phone.dial(`*7${order.orderNumber}`);
    say('  (the manager hears a spoken explanation)');
    const reason = await phone.closed(callId, { within: 20_000 });
    const record = await scene.record();
    this.#show(scene.since, { order, phone: { callId }, record });
    this.#check(
      `the phone was told "${reason}", the record says ${record.disposition ?? '-'}`,
      reason.startsWith(status) && record.disposition === disposition,
    );
  }

  async #page(): Promise<void> {
    await this.#lab.openAccounts();
    const order = await this.#orderToCall();
    say(
      `\n5. The workplace in the browser: manager ${pageManager} signs in, finds order ${order.orderNumber}, presses Enter, talks, hangs up, and goes on by keyboard`,
    );
    const { pictures, leaks, searched, faults } = await playPageStory(this.#lab, pageManager, order, pause);
    for (const picture of pictures) say(`  ${picture}`);
    for (const line of [...leaks, ...faults]) say(`  ${line}`);
    this.#check(
      'the call was made from the page; outcome and note are saved; the next order is there',
      pictures.length > 0,
    );
    this.#check(
      `${String(Math.round(searched / 1024))} KiB that the browser received and showed (pages, scripts, answers, events, document, console) searched for all numbers and addresses: ${String(leaks.length)} found`,
      leaks.length === 0 && faults.length === 0 && searched > 100_000,
    );
  }

  /** An order in the browser manager's queue whose customer answers. */
  async #orderToCall(): Promise<SampleOrder> {
    const password = this.#lab.secrets.accounts[pageManager] ?? '';
    const session = await ApiSession.signIn(this.#lab.star7.httpUrl, pageManager, password);
    const { items } = await session.must<{ items: { orderNumber: string }[] }>(
      'GET',
      '/api/queue?part=to-call&limit=100',
    );
    const waiting = new Set(items.map(({ orderNumber }) => orderNumber));
    // Later on the queue has orders from elsewhere, too.
    const order = this.#shop.orders.find(
      ({ orderNumber, behaviour }) =>
        waiting.has(orderNumber) && behaviour === behaviourNamed('answers').name,
    );
    if (order === undefined) throw new Error(`Manager ${pageManager} has nobody left to call`);
    return order;
  }

  async #customers(): Promise<Customers> {
    const { customers: own, customersMedia: media, sip: pbx } = this.#lab.ports;
    return await Customers.start({ own, media, pbx });
  }

  async #callback(customers: Customers): Promise<void> {
    const phone = this.#lab.phone(101);
    const order = this.#customerOfOneOrder('101');
    const did = this.#did;
    const scene = await this.#begin(
      `6. The customer of order ${order.orderNumber} calls the company's number ${did}; the carrier says who calls; phone 101 rings; they talk; the customer hangs up`,
    );
    const since = phone.events.length;
    const call = await customers.call({
      ...{ to: did, from: order.phone },
      headers: [`P-Asserted-Identity: <sip:${order.phone}@carrier.invalid>`],
    });
    const ringing = await phone.incoming({ since, within: 10_000 });
    say(`  The display of phone 101 says: ${ringing.peerdisplayname ?? ''} <${ringing.peeruri ?? ''}>`);
    await phone.answer();
    await call.answered();
    await eventually(() => loudness(phone.heard()) > 0 || call.loudness() > 500, {
      within: 5_000,
      what: 'sound at the customer',
    });
    await pause(1_000);
    call.hangUp();
    const record = await scene.record();
    say(
      sideBySide(
        {
          title: 'what manager’s phone 101 was sent',
          lines: shownAtPhone(phone.messages(), ringing.id ?? ''),
        },
        {
          title: 'what the carrier sent, and was told',
          lines: [
            `INVITE ${did}  From: <${order.phone}>`,
            `P-Asserted-Identity: <${order.phone}>`,
            `statuses: ${call.statuses.join(', ')}`,
          ],
        },
      ),
    );
    this.#sayRecord(record);
    this.#check(
      'the manager of the order was reached, and saw the customer’s name and the order',
      record.disposition === 'answered' &&
        record.hungUpBy === 'customer' &&
        record.orderNumber === order.orderNumber &&
        ringing.peerdisplayname === order.customerName &&
        (ringing.peeruri ?? '').includes(`*7${order.orderNumber}@`),
    );
  }

  /** @returns the id of the courier's call */
  async #courier(customers: Customers): Promise<string> {
    const order = this.#customerOfOneOrder('104');
    const { star7 } = this.#lab;
    const file = this.#lab.place.file('courier-mobile');
    writeFileSync(file, courier.mobile, { mode: 0o600 });
    // Left by a demo before.
    await star7.run(['courier', 'disable', courier.number]);
    await star7.mustRun(['courier', 'add', courier.number, courier.name, '--phone-file', file]);
    await star7.mustRun(['courier', 'hand-over', order.orderNumber, courier.number]);
    const scene = await this.#begin(
      `7. Courier ${courier.name} has order ${order.orderNumber} to deliver, and calls ${this.#did} from the own mobile; Star7 knows the mobile, and calls the customer`,
    );
    const call = await customers.call({ to: this.#did, from: courier.mobile });
    await this.#talks(call);
    call.hangUp();
    const record = await scene.record();
    say(
      sideBySide(
        { title: 'what the courier’s mobile was sent', lines: shownAtPhone(call.messages, call.callId) },
        {
          title: 'what went to the carrier, for the customer',
          lines: sentToCarrier(this.#lab, order.phone, scene.since),
        },
      ),
    );
    this.#sayRecord(record);
    this.#check(
      'the courier reached the customer of that order, and had nothing to key in',
      record.direction === 'courier' &&
        record.disposition === 'answered' &&
        record.hungUpBy === 'courier' &&
        record.orderNumber === order.orderNumber,
    );
    this.#checkApart({
      courier: call.messages,
      customer: this.#carrierMessages(order.phone, scene.since),
      phone: order.phone,
    });
    return record.id;
  }

  /** @param first the courier's call, by which the customer knows whom to call back */
  async #calledCourierBack(customers: Customers, first: string): Promise<void> {
    const order = this.#customerOfOneOrder('104');
    await this.#isWritten(order, first);
    const scene = await this.#begin(
      `8. That customer calls ${this.#did} back: not a manager’s phone rings, but the courier’s mobile, where 1 is pressed; they talk`,
    );
    const call = await customers.call({ to: this.#did, from: order.phone });
    await this.#talks(call);
    call.hangUp();
    const record = await scene.record();
    say(
      sideBySide(
        { title: 'what the customer’s phone was sent', lines: shownAtPhone(call.messages, call.callId) },
        {
          title: 'what went to the carrier, for the courier',
          lines: sentToCarrier(this.#lab, courier.mobile, scene.since),
        },
      ),
    );
    this.#sayRecord(record);
    this.#check(
      'the courier who had called took the call',
      record.direction === 'inbound' &&
        record.disposition === 'answered' &&
        record.courierName === courier.name &&
        record.orderNumber === order.orderNumber,
    );
    this.#checkApart({
      courier: this.#carrierMessages(courier.mobile, scene.since),
      customer: call.messages,
      phone: order.phone,
    });
    // From now on the customer's calls are for the manager.
    await this.#lab.star7.mustRun(['courier', 'delivered', order.orderNumber]);
  }

  /** Neither side was sent the other one's number, which the own messages of that side do have. */
  #checkApart({ courier: toCourier, customer, phone }: Apart): void {
    const times = (messages: readonly SipMessage[], number: string): number =>
      new NumberSearch([number]).in(Buffer.from(messages.map(({ text }) => text).join('\n'), 'latin1'))
        .length;
    const [here, there] = [times(toCourier, phone), times(customer, courier.mobile)];
    const control = Math.min(times(customer, phone), times(toCourier, courier.mobile));
    this.#check(
      `the customer’s number in what the courier was sent: ${String(here)} times; the courier’s in what the customer was sent: ${String(there)} times (positive control: each side’s own number is found there)`,
      here + there === 0 && control > 0,
    );
  }

  async #keyedIn(customers: Customers, capture: Capture): Promise<void> {
    const phone = this.#lab.phone(101);
    const order = this.#customerOfOneOrder('101');
    const scene = await this.#begin(
      `9. Phone 101 talks to the customer of order ${order.orderNumber}, who wants to leave a second number: the manager asks for it by a button of the page, and the customer keys it in on the own phone`,
    );
    const since = phone.events.length;
    const call = await customers.call({ to: this.#did, from: order.phone });
    await phone.incoming({ since, within: 10_000 });
    await phone.answer();
    await this.#talks(call);
    const keysHeard = async (): Promise<string> =>
      (await capture.keysSentTo({ phone: '101' })).map(({ key }) => key).join('');
    const before = await keysHeard();
    const session = await ApiSession.signIn(
      this.#lab.star7.httpUrl,
      '101',
      this.#lab.secrets.accounts['101'] ?? '',
    );
    const live = await this.#newest();
    const asked = await session.request('POST', `/api/calls/${live?.id ?? ''}/number`, { slot: 'second' });
    say(`  POST /api/calls/…/number {"slot":"second"} answered ${String(asked.status)}`);
    await eventually(async () => (await this.#newest())?.phase === 'keying', {
      within: 5_000,
      what: 'the manager parted from the customer',
    });
    say('  The manager is parted from the customer, and hears “the customer is typing” and music.');
    await call.press(`8${keyedNumber.slice(2)}#`);
    say('  The customer has keyed in 11 digits and #, and hears them read back; 1 confirms.');
    await call.press('1');
    const after = await eventually(
      async () => {
        const now = await this.#newest();
        return now?.phase === 'talking' && now.keyed !== null ? now : null;
      },
      { within: 15_000, every: 50, what: 'the two together again' },
    );
    say(`  They talk again. All that the manager learns: ${JSON.stringify(after.keyed)}`);
    const during = await keysHeard();
    await call.press('5');
    await eventually(async () => (await keysHeard()) === `${before}5`, {
      within: 5_000,
      every: 100,
      what: 'the key at the manager’s phone',
    });
    this.#check(
      'no key of the customer’s reached phone 101 meanwhile (positive control: the key 5, pressed afterwards, did)',
      asked.status === 202 && after.keyed?.result === 'saved' && during === before,
    );
    await phone.hangUp();
    await call.over();
    await scene.record();
    await this.#callsKeyedNumber(order, session);
  }

  async #callsKeyedNumber(order: SampleOrder, session: ApiSession): Promise<void> {
    const phone = this.#lab.phone(101);
    const scene = await this.#begin('   The manager calls that second number');
    const since = phone.events.length;
    await session.must('POST', `/api/orders/${order.orderNumber}/calls`, { slot: 'second' });
    const { id = '' } = await phone.incoming({ since });
    await phone.answer();
    await eventually(async () => (await this.#newest())?.phase === 'talking', {
      within: 10_000,
      what: 'the conversation',
    });
    await phone.hangUp();
    const record = await scene.record();
    const carrier = sentToCarrier(this.#lab, keyedNumber, scene.since);
    say(
      sideBySide(
        { title: 'what manager’s phone 101 was sent', lines: shownAtPhone(phone.messages(), id) },
        { title: 'what went to the carrier', lines: carrier },
      ),
    );
    this.#sayRecord(record);
    this.#check('the carrier was given the number that the customer keyed in', carrier.length > 0);
  }

  async #lostCustomers(): Promise<void> {
    say(
      '\n11. Is the customer base walking out of the door? A year of orders of eight more managers is imported, made from a log of real purchases',
    );
    const shop = await importLostCustomers(this.#lab);
    say(
      `  ${String(shop.orders)} orders of ${String(shop.customers)} customers (${shop.imported})\n` +
        `  In the last ${String(shop.season)} weeks the whole shop sells ${String(Math.round((1 - shop.sells) * 100))} % less: a season. And of manager ${shop.manager}'s customers ${String(shop.lost)} who bought in these weeks stop.`,
    );
    const { lines, cases } = await watchLostCustomers(this.#lab);
    for (const line of lines) say(`  ${line}`);
    this.#check(
      `there is one case, that of manager ${shop.manager}; the season, which all managers have, is taken for none`,
      cases.join() === shop.manager,
    );
  }

  async #orderOf(shop: VendureShop): Promise<void> {
    const { httpUrl } = this.#lab.star7;
    const { accounts } = this.#lab.secrets;
    const administrator = await ApiSession.signIn(httpUrl, 'administrator', accounts['administrator'] ?? '');
    const settings = { managerExtension: '101', pollSeconds: 3600, language: 'en' };
    const { id, hook } = await shop.connect(administrator, settings);
    try {
      await shop.sendHooks({ url: `${httpUrl}${hook.path}`, secret: hook.secret });
      const scene = await this.#begin(
        '10. Somebody buys in a running online shop (Vendure, connected to Star7 by the map of docs/connectors.md); the shop says so by a webhook, Star7 fetches the order, and phone 101 calls',
      );
      const order = await shop.place(buyer);
      const placed = performance.now();
      say(`  ${buyer.firstName} has ordered a kettle for delivery to ${buyer.town}: order ${order.number}.`);
      const session = await ApiSession.signIn(httpUrl, '101', accounts['101'] ?? '');
      await eventually(async () => (await session.request('GET', `/api/orders/${order.number}`)).ok, {
        ...{ within: 15_000, every: 50, what: 'the order of the shop' },
      });
      const seconds = ((performance.now() - placed) / 1000).toFixed(1);
      const phone = this.#lab.phone(101);
      const callId = await phone.dial(`*7${order.number}`);
      await phone.event('CALL_ESTABLISHED', { id: callId, within: 10_000 });
      await pause(1_000);
      await phone.hangUp();
      const record = await scene.record();
      this.#show(scene.since, { order: { phone: buyersNumber }, phone: { callId }, record });
      this.#check(
        `order ${order.number} was in Star7 ${seconds} s after it was placed, and the call went to the buyer`,
        record.disposition === 'answered' && sentToCarrier(this.#lab, buyersNumber, scene.since).length > 0,
      );
      await session.must('POST', `/api/orders/${order.number}/wrap-up`, { outcome: 'confirmed' });
      const notes = await eventually(
        async () => {
          const found = await shop.notes(order);
          return found.length > 0 ? found : null;
        },
        { within: 15_000, every: 50, what: 'the outcome in the shop' },
      );
      this.#check(`what the call came to is in the shop: “${notes.join('”, “')}”`, notes.length === 1);
    } finally {
      await administrator.must('DELETE', `/api/connectors/${String(id)}`);
      await shop.stop();
    }
  }

  /** An invented customer on a number of the company's own: who calls it from outside has the list. */
  async #decoy(customers: Customers): Promise<void> {
    const { accounts } = this.#lab.secrets;
    await prepareDecoys(this.#lab, { extension: '104', reader: 'administrator' });
    const administrator = await ApiSession.signIn(
      this.#lab.star7.httpUrl,
      'administrator',
      accounts['administrator'] ?? '',
    );
    const decoy = await plantDecoy(administrator, '104');
    say(
      `\n12. The list of manager 104 has an invented customer now, ${decoy.name} (order ${decoy.orders.join(', ')}), whose number is the company's own; somebody calls that number from outside`,
    );
    const before = (await this.#newest())?.id;
    const call = await customers.call({ to: decoyLine.slice(1), from: '+79031239999' });
    await call.answered(20_000);
    await eventually(() => call.loudness() > 500, { within: 15_000, what: 'the voice of the line' });
    await pause(1_000);
    call.hangUp();
    const hit = await eventually(
      async () => {
        const { stdout } = await this.#lab.star7.mustRun(['leaks', 'decoys', 'hits', '--json']);
        const [newest] = JSON.parse(stdout) as { id: number; openSeconds: number; judgedBy: string | null }[];
        return newest !== undefined && newest.openSeconds > 0 && newest.judgedBy === null ? newest : null;
      },
      { within: 15_000, every: 500, what: 'the end of the call on record' },
    );
    say(
      `  The line asked “Whom do you need?”; the caller said “${decoy.name}”, which the owner writes down:`,
    );
    const { stdout: hits } = await this.#lab.star7.mustRun([
      ...['leaks', 'decoys', 'hits', '--judge', String(hit.id), '--as', 'named'],
    ]);
    const { stdout: list } = await this.#lab.star7.mustRun(['leaks', 'decoys', 'list']);
    for (const line of [...hits.trim().split('\n'), '', ...list.trim().split('\n')]) say(`  ${line}`);
    this.#check(
      'the call speaks for the list of manager 104, and is in no list of calls',
      list.includes('Most likely outside: List of manager 104.') && (await this.#newest())?.id === before,
    );
  }

  /** The courier's call is in the database, some hundred milliseconds after its end. */
  async #isWritten({ orderNumber }: SampleOrder, call: string): Promise<void> {
    await eventually(
      async () => {
        const { stdout } = await this.#lab.star7.mustRun(['order', 'show', orderNumber, '--json']);
        const { calls } = JSON.parse(stdout) as { calls: ApiCall[] };
        return calls.some(({ id, disposition }) => id === call && disposition !== null);
      },
      { within: 5_000, every: 100, what: 'the record of the courier’s call' },
    );
  }

  /** Both sides are up and joined. */
  async #talks(call: CustomerCall): Promise<void> {
    await call.answered(15_000);
    await eventually(async () => (await this.#newest())?.phase === 'talking', {
      within: 10_000,
      what: 'the conversation',
    });
    await pause(1_000);
  }

  /** What the PBX sent to the carrier for one called number. */
  #carrierMessages(number: string, since: number): SipMessage[] {
    return this.#lab.carriers.flatMap((carrier) => {
      const messages = carrier.messages().slice(since);
      const calls = new Set(
        messages
          .filter(({ method, startLine }) => method === 'INVITE' && startLine.includes(number.slice(-10)))
          .map(({ callId }) => callId),
      );
      return messages.filter(({ direction, callId }) => direction === 'received' && calls.has(callId));
    });
  }

  get #did(): string {
    return this.#lab.star7.env['STAR7_DEFAULT_DID'] ?? '';
  }

  /** An open order of this manager whose customer has no other one: who calls is known by the number. */
  #customerOfOneOrder(extension: string): SampleOrder {
    const { orders } = this.#shop;
    const found = orders.find(
      ({ managerExtension, status, phone }) =>
        managerExtension === extension &&
        status === 'open' &&
        orders.filter((other) => other.phone === phone).length === 1,
    );
    if (found === undefined) throw new Error(`Manager ${extension} has no customer of one order`);
    return found;
  }

  async #mail(): Promise<void> {
    say(
      `\n13. A mail there and back: manager ${pageManager} writes, Postfix takes it to the customer’s mailbox, the customer answers, rspamd judges the answer`,
    );
    const { mail, sms, reveal } = await playWrittenStory(this.#lab, pageManager);
    const { customerSaw, managerSaw, found, control, milliseconds } = mail;
    say('  What the customer’s mailbox has:');
    for (const line of customerSaw) say(`    ${line}`);
    say('  What the page of the manager has:');
    for (const line of managerSaw) say(`    ${line}`);
    this.#check(
      `there in ${String(milliseconds.there)} ms, back in ${String(milliseconds.back)} ms; what each side has was searched for the other’s number and address: ${String(found.length)} found (in what they wrote: ${String(control.length)})`,
      found.length === 0 && control.length >= 4,
    );
    say(
      '  An SMS there and back by a centre that speaks SMPP. What the customer’s telephone has, and the page:',
    );
    say(`    ${sms.customerSaw}`);
    say(`    ${sms.managerSaw}`);
    this.#check(
      `searched for the other’s number: ${String(sms.found.length)} found (in what they wrote: ${String(sms.control.length)})`,
      sms.found.length === 0 && sms.control.length === 2,
    );
    const { alone, early, again } = reveal;
    this.#check(
      `the police ask for the customer’s number: a supervisor asks, cannot approve it alone (${String(alone)}) nor look (${String(early)}); a second person approves, it is shown once (again: ${String(again)}); the audit log has ${reveal.audited.join(', ')}, and no number`,
      alone >= 400 && early >= 400 && again >= 400 && reveal.isShown && !reveal.isInAudit,
    );
  }

  async #search(capture: Capture, customers: Customers): Promise<void> {
    say(
      '\n14. Did a number reach a manager’s phone? Every byte that was sent to phones 101 to 105 is searched',
    );
    const numbers = [...this.#shop.numbers, courier.mobile, keyedNumber, buyersNumber, decoyLine];
    const search = new NumberSearch(numbers);
    const phones = ['101', '102', '103', '104', '105'];
    const sent = await Promise.all(phones.map((extension) => capture.sentToPhones(extension)));
    const packets = sent.flatMap((to) => to.packets);
    const bytes = packets.reduce((sum, packet) => sum + packet.bytes.length, 0);
    const found = numbersIn(packets, search);
    this.#check(
      `${String(packets.length)} packets (${String(Math.round(bytes / 1024))} KiB, SIP and sound) searched for ${String(numbers.length)} numbers (customers’, the courier’s, the one keyed in, that of the running shop, and the decoy’s) in E.164, national, last-seven, URL-escaped and base64 form: ${String(found.length)} found`,
      found.length === 0 && packets.length > 100,
    );

    const api = await this.#everythingApiSays();
    const log = Buffer.from(this.#lab.star7.logs());
    this.#check(
      `REST's answers (${String(Math.round(api.length / 1024))} KiB) and Star7's log at level debug (${String(Math.round(log.length / 1024))} KiB): ${String(search.in(api).length + search.in(log).length)} found`,
      search.in(api).length + search.in(log).length === 0 && api.length > 1000 && log.length > 1000,
    );
    await this.#positiveControl(capture, search);
    await this.#controlOfCallback(capture, search, customers);
  }

  /** A call made and heard in the browser. */
  async #phoneInPage(): Promise<void> {
    const order = await this.#orderToCall();
    say(
      `\n15. No desk phone at all: manager ${pageManager} goes on duty in the browser, clicks Call on order ${order.orderNumber}, and talks through the laptop`,
    );
    const story = await playPhoneStory(this.#lab, pageManager, order);
    for (const picture of story.pictures) say(`  ${picture}`);
    for (const line of story.leaks) say(`  ${line}`);
    say(
      `  the browser’s microphone plays 700 Hz, the customer says 1150 Hz; ${story.codec} between page and PBX`,
    );
    this.#check(
      `${String(story.milliseconds)} ms after the click the customer heard the manager and the manager the customer`,
      story.customerHeard && story.managerHeard,
    );
    this.#check(
      `the SIP that the page received (${String(Math.round(story.searched / 1024))} KiB) and all that it showed, searched for all numbers: ${String(story.leaks.length)} found`,
      story.leaks.length === 0 && story.searched > 1000,
    );
  }

  /** The same customer's call where neither trunk nor dialplan hides the number. */
  async #controlOfCallback(capture: Capture, search: NumberSearch, customers: Customers): Promise<void> {
    const { asterisk } = this.#lab;
    await asterisk.override({ [customersTrunk]: { context: 'from-leaky-phones', callerid: '' } });
    try {
      const { phone } = this.#customerOfOneOrder('101');
      const call = await customers.call({ to: '201', from: phone });
      await call.rings();
      const { packets } = await capture.sentToPhones('201');
      const found = numbersIn(packets, search);
      call.hangUp();
      await call.over();
      this.#check(
        `positive control: the same customer calls phone 201, past Star7 and its protections: found ${String(found.length)} times by the same search`,
        found.length > 0,
      );
    } finally {
      await asterisk.override();
    }
  }

  /** An empty search result proves something only if the same search finds numbers where there are some. */
  async #positiveControl(capture: Capture, search: NumberSearch): Promise<void> {
    const phone = this.#lab.phone(202);
    const order = this.#shop.orders.find(
      ({ behaviour }) => behaviour === behaviourNamed('asserted-identity').name,
    );
    if (order === undefined)
      throw new Error('The sample shop has no customer whose carrier tells the number');
    const callId = await phone.dial(`8${order.phone.slice(2)}`);
    await phone.event('CALL_ESTABLISHED', { id: callId, within: 10_000 });
    await phone.hangUp();
    await phone.closed(callId);
    const { packets } = await capture.sentToPhones('202');
    // To returns the number as the phone dialled it; only data that the phone did not have counts.
    const found = numbersIn(packets, search).filter(({ form }) => form === 'e164');
    this.#check(
      `positive control: phone 202, without Star7 and its protections, calls such a customer by a plain Dial(): found ${String(found.length)} times by the same search`,
      found.length > 0,
    );
  }

  async #everythingApiSays(): Promise<Buffer> {
    const { url, token } = this.#api();
    const targets = [
      '/api/calls?limit=100',
      '/api/orders?limit=100',
      `/api/orders/${wellKnownOrders.answers}`,
      '/api/couriers',
      '/api/openapi.json',
    ];
    const answers = await Promise.all(
      targets.map(
        async (target) =>
          await (await fetch(url + target, { headers: { authorization: `Bearer ${token}` } })).text(),
      ),
    );
    return Buffer.from(answers.join('\n'));
  }

  async #begin(title: string): Promise<{ since: number; record: () => Promise<ApiCall> }> {
    say(`\n${title}`);
    const since = Math.max(...this.#lab.carriers.map((carrier) => carrier.messages().length));
    const before = (await this.#newest())?.id;
    return {
      since,
      record: async () =>
        await eventually(
          async () => {
            const call = await this.#newest();
            return call !== null && call.id !== before && call.endedAt !== null ? call : null;
          },
          { within: 15_000, every: 50, what: 'the record' },
        ),
    };
  }

  async #newest(): Promise<ApiCall | null> {
    const { url, token } = this.#api();
    const answer = await fetch(`${url}/api/calls?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { items: ApiCall[] }).items[0] ?? null;
  }

  #show(since: number, { order, phone, record }: Omit<Scene, 'title'>): void {
    const carrier = sentToCarrier(this.#lab, order.phone, since);
    say(
      sideBySide(
        {
          title: 'what manager’s phone 101 was sent',
          lines: shownAtPhone(this.#lab.phone(101).messages(), phone.callId),
        },
        { title: 'what went to the carrier', lines: carrier.length === 0 ? ['nothing'] : carrier },
      ),
    );
    this.#sayRecord(record);
  }

  #sayRecord(record: ApiCall): void {
    say('  the stored record');
    for (const line of recordLines(record)) say(`    ${line}`);
  }

  #check(what: string, held: boolean): void {
    say(`  ${held ? '✓' : '✗ FAILED:'} ${what}`);
    if (!held) this.#failed += 1;
  }

  #order(orderNumber: string): SampleOrder {
    const found = this.#shop.orders.find((order) => order.orderNumber === orderNumber);
    if (found === undefined) throw new Error(`The sample shop has no order ${orderNumber}`);
    return found;
  }

  #api(): { url: string; token: string } {
    return { url: this.#lab.star7.httpUrl, token: this.#lab.env['API_TOKEN'] ?? '' };
  }
}

function sayHowToUse(lab: Lab): void {
  const { env } = lab;
  const signIns = labAccounts.map(
    ({ login, name, role }) =>
      `               ${login.padEnd(14)} ${(lab.secrets.accounts[login] ?? '').padEnd(20)} ${role}, ${name}`,
  );
  say(`
Everything stays up. End it with: scripts/lab down
  the pages    ${env['HTTP_URL'] ?? ''}/   sign in as:
${signIns.join('\n')}
  REST         ${env['HTTP_URL'] ?? ''}   (token: API_TOKEN in .lab/env)
  a call       npx star7 call ${wellKnownOrders.answers}        records: npx star7 calls
  logs         scripts/lab logs star7 --follow
  softphone    register your own as extension 102: server ${env['SIP_HOST'] ?? ''}, port ${env['SIP_PORT'] ?? ''}, UDP,
               user 102, password PHONE_102_PASSWORD in .lab/env; then dial *7 and an order of manager 102's:
               ${sampleShop()
                 .orders.filter(
                   ({ managerExtension, status }) => managerExtension === '102' && status === 'open',
                 )
                 .slice(0, 3)
                 .map(({ orderNumber }) => `*7${orderNumber}`)
                 .join(', ')}`);
}

function say(line: string): void {
  console.log(line);
}

/** For spectators: long enough for a conversation. */
async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof LabError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
