import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';

import { LeakSearch } from '../scenarios/leak-search';
import { launchChromium, phoneArguments } from './chromium';
import type { Channel } from './exchange';
import { channels } from './exchange';
import type { PersonOptions } from './person';
import { Person } from './person';
import { RecordingProxy } from './recording-proxy';

/** Where bytes reach somebody at a browser: by the network, and what the browser makes of it. */
export const places = [...channels, 'head', 'dom', 'console'] as const;
export type Place = (typeof places)[number];

/** A Chromium behind a recording proxy, and everything that everybody at it has received and seen. */
export class BrowserWatch {
  readonly #people: Person[] = [];
  /** Bodies that were searched before: a page's scripts come again and again. */
  readonly #searched = new Set<string>();
  readonly #search = new LeakSearch();

  private constructor(
    private readonly browser: Browser,
    readonly proxy: RecordingProxy,
  ) {}

  /** @param target Star7's own address @param microphone a WAV file that its microphone plays; absent: it has none */
  static async begin(target: string, microphone?: string): Promise<BrowserWatch> {
    const proxy = await RecordingProxy.listen(target);
    const browser =
      microphone === undefined
        ? launchChromium('shell')
        : launchChromium('whole', phoneArguments(proxy.url, microphone));
    return new BrowserWatch(await browser, proxy);
  }

  async person(options: Omit<PersonOptions, 'url'> = {}): Promise<Person> {
    const person = await Person.at(this.browser, { url: this.proxy.url, ...options });
    this.#people.push(person);
    return person;
  }

  /**
   * Numbers and addresses of the sample shop that came to anybody since this was asked last, in words that do not tell
   * them.
   */
  async leaks(): Promise<string[]> {
    const received = await this.received();
    return places.flatMap((place) => received[place].flatMap((bytes) => this.#leaksIn(place, bytes)));
  }

  /** All that came to anybody, decoded. What stays open, an event stream say, is given as far as it has come. */
  async received(): Promise<Record<Place, Buffer[]>> {
    await Promise.all(this.#people.map((person) => person.look().catch(() => undefined)));
    const { exchanges } = this.proxy;
    const of = (channel: Channel): Buffer[] =>
      exchanges.filter((exchange) => exchange.channel === channel).map(({ body }) => body);
    return {
      ...(Object.fromEntries(channels.map((channel) => [channel, of(channel)])) as Record<Channel, Buffer[]>),
      head: exchanges.map(({ head }) => Buffer.from(head, 'latin1')),
      dom: this.#people.flatMap(({ seen }) => seen.map((text) => Buffer.from(text))),
      console: this.#people.map((person) => Buffer.from(person.console)),
    };
  }

  /** What should never be, of everybody: exceptions in pages, forbidden scripts, requests to third parties. */
  get faults(): string[] {
    return this.#people.flatMap(({ faults, foreignRequests }) => [...faults, ...foreignRequests]);
  }

  /** For a test that wants faults, or expects some that it knows. */
  forgetFaults(): void {
    for (const person of this.#people) person.forgetFaults();
  }

  /** The browser dies at once and says goodbye to nobody. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.browser.once('disconnected', resolve));
    const session = await this.browser.newBrowserCDPSession();
    session.send('Browser.crash').catch(() => undefined);
    await gone;
  }

  async end(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.leave().catch(() => undefined)));
    await this.browser.close();
    await this.proxy.close();
  }

  #leaksIn(place: Place, bytes: Buffer): string[] {
    const key = `${place} ${createHash('sha256').update(bytes).digest('base64')}`;
    if (this.#searched.has(key)) return [];
    this.#searched.add(key);
    return this.#search.found(place, bytes);
  }
}
