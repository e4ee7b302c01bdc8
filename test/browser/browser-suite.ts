import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Cookie, Locator, Page } from 'playwright-core';
import sharp from 'sharp';

import { ApiSession } from '../lab/api-session';
import type { Lab } from '../lab/lab';
import type { Phone } from '../lab/phone';
import { TestLab } from '../scenarios/test-lab';
import { browserLabOptions } from './browser-lab';
import { BrowserWatch } from './browser-watch';
import type { Person, PersonOptions } from './person';
import { isSignedIn, signIn } from './sign-in';

/** Where pictures of the pages go. */
export const screenshots = path.join(browserLabOptions.directory, 'screenshots');

/**
 * A picture for a page of docs/, `docs/<guide>-<name>.png`: what is in sight, small enough for a page of text. See
 * scripts/guide-pictures.
 * @param options shown: what has to be in it
 */
export async function guidePicture(
  page: Page,
  name: string,
  { guide = 'orders', shown }: { guide?: string; shown?: Locator } = {},
): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1080, height: 640 });
  await shown?.scrollIntoViewIfNeeded();
  // The first test of a new lab finds none.
  await mkdir(screenshots, { recursive: true });
  // 256 colours: a page has few, and a picture a third of the bytes.
  await sharp(await page.screenshot())
    .png({ palette: true })
    .toFile(path.join(screenshots, `guide-${guide}-${name}.png`));
  if (size !== null) await page.setViewportSize(size);
}

/**
 * One suite of tests of the pages: a Chromium of its own on the shared lab. After each test, everything that its people
 * received and saw is searched, and pages that threw, or asked a third party, fail it.
 */
export class BrowserSuite {
  #watch: BrowserWatch | null = null;
  #lab: TestLab | null = null;
  #people: Person[] = [];
  /** The cookies of those who signed in, by login. */
  readonly #sessions = new Map<string, readonly Cookie[]>();

  private constructor(private readonly microphone?: () => string) {}

  /** To be called where the tests are declared. @param options makes the WAV file that the browser's microphone plays */
  static declare({ microphone }: { microphone?: () => string } = {}): BrowserSuite {
    const suite = new BrowserSuite(microphone);
    beforeAll(() => suite.#begin());
    afterEach(() => suite.#afterEach());
    afterAll(() => suite.#end());
    return suite;
  }

  get at(): TestLab {
    if (this.#lab === null) throw new Error('The suite has not begun');
    return this.#lab;
  }

  get lab(): Lab {
    return this.at.lab;
  }

  get watch(): BrowserWatch {
    if (this.#watch === null) throw new Error('The suite has not begun');
    return this.#watch;
  }

  phone(extension: number | string): Phone {
    return this.at.phone(extension);
  }

  password(login: string): string {
    return this.lab.secrets.accounts[login] ?? '';
  }

  /** Somebody who is not signed in. They leave when the test ends. */
  async person(options?: Omit<PersonOptions, 'url'>): Promise<Person> {
    const person = await this.watch.person(options);
    this.#people.push(person);
    return person;
  }

  /**
   * Somebody who has signed in, at the first page of their role. A suite's people of one login share a session while it
   * lasts, so that the form is filled in once.
   */
  async signedIn(login: string, options: Omit<PersonOptions, 'url' | 'cookies'> = {}): Promise<Person> {
    const cookies = this.#sessions.get(login) ?? [];
    const person = await this.person({ ...options, cookies });
    if (cookies.length > 0 && (await isSignedIn(person.page))) return person;
    await signIn(person.page, login, this.password(login));
    this.#sessions.set(login, await person.cookies());
    return person;
  }

  /** Somebody who has just signed in by the form, into a session that nobody else has. */
  async signedInByForm(login: string): Promise<Person> {
    const person = await this.person();
    await signIn(person.page, login, this.password(login));
    return person;
  }

  /** The same account over REST, to prepare and to look. */
  async session(login: string): Promise<ApiSession> {
    return await ApiSession.signIn(this.lab.star7.httpUrl, login, this.password(login));
  }

  async #begin(): Promise<void> {
    this.#lab = TestLab.attach(browserLabOptions.directory);
    this.#watch = await BrowserWatch.begin(this.lab.star7.httpUrl, this.microphone?.());
  }

  async #afterEach(): Promise<void> {
    this.watch.proxy.mend();
    const { faults } = this.watch;
    const leaks = await this.watch.leaks();
    await Promise.all(this.#people.splice(0).map((person) => person.leave()));
    this.watch.forgetFaults();
    expect({ leaks, faults }).toEqual({ leaks: [], faults: [] });
  }

  async #end(): Promise<void> {
    await this.#watch?.end();
    await this.#lab?.release();
  }
}
