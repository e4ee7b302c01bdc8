import type { Bar } from '../run/bars';
import { Capture } from '../lab/capture';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { NumberSearch } from '../lab/number-search';
import type { Packet } from '../lab/pcap';
import type { SpeakingCarrier } from '../lab/speaking-carrier';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import type { PagePhone } from './page-phone';
import type { Person } from './person';
import type { RecordingProxy } from './recording-proxy';

/*
 * Whether anything that a manager's browser gets while its page is the phone tells a customer's number: what it was sent, what it
 * made of that, and the headers of what it hears. The carrier tells the number wherever it can.
 */

/** Where a number could be. */
export const places = [
  'frames',
  'http',
  'SDP',
  'getStats',
  'document',
  'console',
  'storage',
  'media',
] as const;
type Place = (typeof places)[number];

/** Descriptions of all sessions of the page, and its statistics. */
const sessions = `(async () => {
  const told = [];
  for (const peer of window.star7Peers ?? []) {
    const statistics = await peer.getStats().then((report) => [...report.values()], () => []);
    told.push({ sdp: [peer.localDescription?.sdp, peer.remoteDescription?.sdp], statistics });
  }
  return told;
})()`;

/** What the browser keeps for the page beyond what a DomRecorder reads. */
const databases = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const kept = [{ ...localStorage }, { ...sessionStorage }];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      kept.push(name, store, await done(rows.getAllKeys()), await done(rows.getAll()));
    }
    database.close();
  }
  for (const name of 'caches' in window ? await caches.keys() : [])
    for (const request of await (await caches.open(name)).keys()) kept.push(name, request.url);
  return JSON.stringify(kept);
})()`;

/** As a PBX that tells a number would have it: in all that a page can keep, and in a session that it is offered. */
const plant = (number: string): string => `(async () => {
  localStorage.setItem('control', '${number}');
  await fetch('/api/session?control=${number}');
  console.info('${number}');
  document.body.dataset.control = '${number}';
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('control', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('control');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.transaction('control', 'readwrite').objectStore('control').put('${number}', 1);
  database.close();
  const far = new RTCPeerConnection();
  far.addTransceiver('audio');
  const offer = await far.createOffer();
  const near = new RTCPeerConnection();
  const named = offer.sdp.replace(/^a=msid:.*$/m, 'a=msid:${number} ${number}');
  await near.setRemoteDescription({ type: 'offer', sdp: named });
  near.createDataChannel('${number}');
  await near.setLocalDescription(await near.createAnswer());
})()`;

const forget = `(() => {
  localStorage.removeItem('control');
  delete document.body.dataset.control;
  indexedDB.deleteDatabase('control');
})()`;

const within = 20_000;

export interface LeakPlace {
  lab: Lab;
  carrier: SpeakingCarrier;
  proxy: RecordingProxy;
  person: Person;
  /** On duty. */
  phone: PagePhone;
}

/** Both directions of the call, and the page, for as long as it has calls. */
export class PhoneLeaks {
  #calls = 0;

  private constructor(
    private readonly at: LeakPlace,
    private readonly capture: Capture,
    /** Exchanges of the proxy before. */
    private readonly since: number,
  ) {}

  static async begin(at: LeakPlace): Promise<PhoneLeaks> {
    const capture = await Capture.start(at.lab.place, at.lab.ports, 'phone-leaks', 'all');
    return new PhoneLeaks(at, capture, at.proxy.exchanges.length);
  }

  async end(): Promise<void> {
    await this.capture.stop();
  }

  /** A click on Call, a talk in which both have sent and got sound, and its end. */
  async call({ orderNumber, phone }: FreshOrder): Promise<void> {
    const { person, carrier } = this.at;
    const number = phone.slice(1);
    const work = new OrderPage(person.page);
    await work.find(orderNumber);
    await work.callButton.click();
    await work.talks();
    await eventually(() => carrier.heard(number).length > 4_000, { within, what: 'sound at the customer' });
    await eventually(async () => (await this.#packetsReceived()) > 25, { within, what: 'sound in the page' });
    await work.hangUpButton.click();
    await work.says('You talked');
    await eventually(() => !carrier.has(number), { within, what: 'the end of the call' });
    this.#calls += 1;
  }

  /** How often these numbers stand where, in whatever writing. */
  async occurrences(orders: readonly FreshOrder[]): Promise<{ found: Record<Place, number>; bytes: number }> {
    const looked = await this.#look();
    const numbers = orders.map(({ phone }) => phone);
    const search = new NumberSearch(numbers);
    const count = (place: Place): number =>
      looked[place].reduce(
        (sum, bytes) => sum + search.in(bytes).length + (place === 'media' ? binaryIn(bytes, numbers) : 0),
        0,
      );
    return {
      found: Object.fromEntries(places.map((place) => [place, count(place)])) as Record<Place, number>,
      bytes: places.flatMap((place) => looked[place]).reduce((sum, { length }) => sum + length, 0),
    };
  }

  /**
   * The same search where protections are off: of a call straight to the page's endpoint that shows the number, of what is planted
   * in the page, and of the carrier's own packets.
   * @param order of a customer who is not called @param called those who were
   */
  async control(order: FreshOrder, called: readonly FreshOrder[]): Promise<Record<Place, number>> {
    const { lab, person, phone } = this.at;
    const endpoint = await this.#endpoint();
    const callerId = encodeURIComponent(order.phone);
    const target = `endpoint=PJSIP/${endpoint}&context=from-phones&extension=none&callerId=${callerId}&timeout=20`;
    const { status } = await lab.asterisk.ari('POST', `channels?${target}`);
    if (status !== 200) throw new Error(`a call to the page: ${String(status)}`);
    await phone.bar.getByText('Your phone is ringing').waitFor();
    await phone.button('Decline').click();
    await phone.bar.getByText('Your phone is ringing').waitFor({ state: 'detached' });
    await person.page.evaluate(plant(order.phone.slice(1)));
    try {
      const { found } = await eventually(
        async () => {
          const occurrences = await this.occurrences([order]);
          return occurrences.found.getStats > 0 ? occurrences : null;
        },
        { within, what: 'what was planted, in the statistics' },
      );
      return { ...found, media: await this.#toldByCarrier(called) };
    } finally {
      await person.page.evaluate(forget);
    }
  }

  /** What the carrier's own packets tell of these numbers. */
  async #toldByCarrier(orders: readonly FreshOrder[]): Promise<number> {
    const search = new NumberSearch(orders.map(({ phone }) => phone));
    const packets = (await this.capture.packets()).filter((packet) => this.#isOfCarrier(packet));
    return packets.flatMap((packet) => headersOf(packet).flatMap((bytes) => search.in(bytes))).length;
  }

  bar(found: Record<Place, number>, bytes: number, controls: Record<Place, number>): Bar {
    const sum = Object.values(found).reduce((all, each) => all + each, 0);
    const where = places
      .filter((place) => found[place] > 0)
      .map((place) => `, ${place} ${String(found[place])}`);
    const blind = places.filter((place) => controls[place] === 0);
    return {
      promised: `${String(this.#calls)} calls of the page to random numbers: 0 occurrences in ${places.join(', ')}; protections off: found in each`,
      found: `${String(sum)}${where.join('')} in ${(bytes / 1e6).toFixed(1)} MB; protections off: ${places.map((place) => `${place} ${String(controls[place])}`).join(', ')}`,
      isHeld: sum === 0 && blind.length === 0,
    };
  }

  async #look(): Promise<Record<Place, Buffer[]>> {
    const { person, phone, proxy } = this.at;
    await person.look();
    const told = await person.page.evaluate<{ sdp: string[]; statistics: unknown[] }[]>(sessions);
    const kept = await person.page.evaluate<string>(databases);
    const texts = (all: readonly unknown[]): Buffer[] =>
      all.map((each) => Buffer.from(typeof each === 'string' ? each : JSON.stringify(each ?? '')));
    const packets = (await this.capture.packets()).filter(
      (packet) => this.#isMedia(packet) && !this.#isOfCarrier(packet),
    );
    const exchanges = proxy.exchanges.slice(this.since).filter(({ target }) => target !== '/api/phone');
    return {
      frames: texts([...phone.frames.sent, ...phone.frames.received]),
      http: exchanges.flatMap(({ target, head, body, requestBody }) => [
        ...[Buffer.from(target), Buffer.from(head)],
        ...[body, requestBody],
      ]),
      SDP: texts(told.flatMap(({ sdp }) => sdp)),
      getStats: texts(told.flatMap(({ statistics }) => statistics)),
      document: texts(person.seen),
      console: texts([person.console]),
      storage: texts([kept]),
      media: packets.flatMap(headersOf),
    };
  }

  async #packetsReceived(): Promise<number> {
    const told = await this.at.person.page.evaluate<{ statistics: Record<string, unknown>[] }[]>(sessions);
    const inbound = told.at(-1)?.statistics.find(({ type }) => type === 'inbound-rtp');
    return Number(inbound?.['packetsReceived'] ?? 0);
  }

  /** Of the only page that is a phone. */
  async #endpoint(): Promise<string> {
    const { body } = await this.at.lab.asterisk.ari('GET', 'endpoints/PJSIP');
    const found = (body as { resource: string }[]).find(({ resource }) => resource.startsWith('page-'));
    if (found === undefined) throw new Error('No page is a phone');
    return found.resource;
  }

  /** Of either leg. Signalling to the carrier has the number. */
  #isMedia({ protocol, sourcePort, destinationPort }: Packet): boolean {
    const { first, last } = this.at.lab.ports.rtp;
    const isPort = (port: number): boolean => port >= first && port <= last;
    return protocol === 'udp' && (isPort(sourcePort) || isPort(destinationPort));
  }

  #isOfCarrier({ protocol, sourcePort }: Packet): boolean {
    return protocol === 'udp' && this.at.carrier.mediaPorts.has(sourcePort);
  }
}

/**
 * What of a media packet is in clear text: header and extensions of RTP (RFC 3550, section 5; SRTP leaves them so), all of RTCP, of
 * which SRTCP encrypts the rest, and what sets the connection up (STUN, DTLS).
 */
function headersOf({ protocol, payload }: Packet): Buffer[] {
  if (protocol !== 'udp' || payload.length < 8) return [];
  const [first = 0, second = 0] = payload;
  const isRtp = first >> 6 === 2 && !(second >= 192 && second <= 223);
  if (!isRtp) return [payload];
  const sources = 12 + 4 * (first & 0x0f);
  if ((first & 0x10) === 0 || payload.length < sources + 4) return [payload.subarray(0, sources)];
  return [payload.subarray(0, sources + 4 + 4 * payload.readUInt16BE(sources + 2))];
}

/** As no text has them: packed decimal digits at either half of a byte, and the whole number as an integer. */
function binaryIn(bytes: Buffer, numbers: readonly string[]): number {
  const hex = bytes.toString('hex');
  const forms = numbers.flatMap((number) => [number.slice(-10), BigInt(number.slice(1)).toString(16)]);
  return forms.filter((form) => hex.includes(form)).length;
}
