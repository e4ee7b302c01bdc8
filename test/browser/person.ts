import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, ConsoleMessage, Cookie, Page } from 'playwright-core';

import { DomRecorder } from './dom-recorder';

export interface PersonOptions {
  /** Where the pages are: a recording proxy's address. */
  url: string;
  colorScheme?: 'light' | 'dark';
  /** CSS pixels. */
  width?: number;
  height?: number;
  /** Of the browser, before the account's own language is known. */
  locale?: 'ru-RU' | 'en-GB';
  /** Of a session that goes on. */
  cookies?: readonly Cookie[];
}

/** Somebody at a browser of their own: cookies, storage and window are theirs alone. */
export class Person {
  readonly #console: string[] = [];
  readonly #faults: string[] = [];
  readonly #foreign: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly dom: DomRecorder,
  ) {}

  static async at(
    browser: Browser,
    { url, colorScheme = 'light', width = 1440, height = 900, locale = 'en-GB', cookies = [] }: PersonOptions,
  ): Promise<Person> {
    const context = await browser.newContext({
      baseURL: url,
      colorScheme,
      locale,
      timezoneId: 'Europe/Moscow',
      viewport: { width, height },
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(60_000);
    await context.addCookies(cookies);
    const page = await context.newPage();
    const person = new Person(context, page, await DomRecorder.of(page));
    person.#listen(url);
    return person;
  }

  /** Everything that the console was told. */
  get console(): string {
    return this.#console.join('\n');
  }

  /** What went wrong in the page by itself: exceptions, and what the content security policy forbade. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** Addresses outside Star7 that the page asked for. */
  get foreignRequests(): readonly string[] {
    return this.#foreign;
  }

  /** Everything that the document ever held. */
  get seen(): readonly string[] {
    return this.dom.texts;
  }

  /** All that this person's document ever held, as one text. */
  received(): string {
    return this.seen.join('\n');
  }

  async cookies(): Promise<Cookie[]> {
    return await this.context.cookies();
  }

  /** As when a session ends by itself: the page knows nothing of it yet. */
  async forgetCookies(): Promise<void> {
    await this.context.clearCookies();
  }

  forgetFaults(): void {
    this.#faults.length = 0;
    this.#foreign.length = 0;
  }

  /** Notes what stands in fields and in the browser's storage now; changes of the document are noted by themselves. */
  async look(): Promise<void> {
    if (!this.page.isClosed() && this.page.url() !== 'about:blank') await this.dom.look();
  }

  /** @returns where the picture is */
  async photograph(folder: string, name: string): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name}.png`);
    await this.page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
    return file;
  }

  async leave(): Promise<void> {
    await this.look();
    await this.context.close();
  }

  #listen(url: string): void {
    this.page.on('console', (message) => this.#heard(message));
    this.page.on('pageerror', (error) => this.#faults.push(error.message));
    this.context.on('request', (request) => {
      const asked = request.url();
      if (!asked.startsWith(url) && !/^(?:data|blob|about):/.test(asked)) this.#foreign.push(asked);
    });
  }

  #heard(message: ConsoleMessage): void {
    const text = message.text();
    this.#console.push(text);
    if (/content.security.policy/i.test(text)) this.#faults.push(text);
  }
}
