import type { Page } from 'playwright-core';

/**
 * Runs in the page before any of its scripts, and hands out every text and every attribute that the document ever holds,
 * however short a time.
 *
 * A string, for the browser compiles it: these tests know no DOM types.
 */
const recorder = `(() => {
  let waiting = [];
  const say = (text) => {
    if (!text || !text.trim()) return;
    if (waiting.push(text) === 1) setTimeout(() => { const all = waiting; waiting = []; star7Seen(all); }, 0);
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) say(node.data);
    for (const { name, value } of node.attributes ?? []) say(name + '=' + value);
    for (const child of node.childNodes) walk(child);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === 'childList') addedNodes.forEach(walk);
      else if (type === 'characterData') say(target.data);
      else say(attributeName + '=' + target.getAttribute(attributeName));
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})();`;

/** What the page holds now, with what no attribute says: what stands in fields, and what is stored. */
const everything = `JSON.stringify({
  address: location.href,
  title: document.title,
  document: document.documentElement.outerHTML,
  fields: [...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
  localStorage: { ...localStorage },
  sessionStorage: { ...sessionStorage },
  cookie: document.cookie,
})`;

/** Everything that a document shows and holds, from its first node on. */
export class DomRecorder {
  readonly #seen: string[] = [];

  private constructor(private readonly page: Page) {}

  /** To be called before the page is sent anywhere. */
  static async of(page: Page): Promise<DomRecorder> {
    const recording = new DomRecorder(page);
    await page.exposeFunction('star7Seen', (texts: string[]) => {
      recording.#seen.push(texts.join('\n'));
    });
    await page.addInitScript({ content: recorder });
    return recording;
  }

  /** Reads what no change of the document tells. */
  async look(): Promise<void> {
    this.#seen.push(await this.page.evaluate<string>(everything));
  }

  /** All of it until now, piece by piece. */
  get texts(): readonly string[] {
    return this.#seen;
  }
}
