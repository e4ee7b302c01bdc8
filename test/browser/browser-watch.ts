import type { Browser } from 'playwright-core';

import { LeakSearch } from '../scenarios/leak-search';
import { launchChromium } from './chromium';
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

  private constructor(
    private readonly browser: Browser,
    readonly proxy: RecordingProxy,
  ) {}

  /** @param target Star7's own address */
  static async begin(target: string): Promise<BrowserWatch> {
    const proxy = await RecordingProxy.listen(target);
    return new BrowserWatch(await launchChromium(), proxy);
  }

  async person(options: Omit<PersonOptions, 'url'> = {}): Promise<Person> {
    const person = await Person.at(this.browser, { url: this.proxy.url, ...options });
    this.#people.push(person);
    return person;
  }

  /** All bytes of each place, decoded. */
  async everything(): Promise<Record<Place, Buffer>> {
    await Promise.all(this.#people.map((person) => person.look().catch(() => undefined)));
    const { exchanges } = this.proxy;
    const of = (channel: Channel): Buffer =>
      joined(exchanges.filter((exchange) => exchange.channel === channel).map(({ body }) => body));
    return {
      ...(Object.fromEntries(channels.map((channel) => [channel, of(channel)])) as Record<Channel, Buffer>),
      head: joined(exchanges.map(({ head }) => Buffer.from(head, 'latin1'))),
      dom: Buffer.from(this.#people.map(({ seen }) => seen).join('\n')),
      console: Buffer.from(this.#people.map((person) => person.console).join('\n')),
    };
  }

  /** Numbers and addresses of the sample shop that came to anybody, in words that do not tell them. */
  async leaks(search = new LeakSearch()): Promise<string[]> {
    const everything = await this.everything();
    return places.flatMap((place) => search.told(place, everything[place]));
  }

  /** What should never be, of everybody: exceptions in pages, forbidden scripts, requests to third parties. */
  get faults(): string[] {
    return this.#people.flatMap(({ faults, foreignRequests }) => [...faults, ...foreignRequests]);
  }

  async end(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.leave().catch(() => undefined)));
    await this.browser.close();
    await this.proxy.close();
  }
}

function joined(bodies: readonly Buffer[]): Buffer {
  // Apart, so that the end of one and the beginning of the next make nothing.
  return Buffer.concat(bodies.flatMap((body) => [body, Buffer.from('\n\n')]));
}
