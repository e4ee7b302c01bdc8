import type { CDPSession, Page } from 'playwright-core';

/** Tasks that keep the main thread for more than 50 ms: so long a click or a key waits. Milliseconds each. */
export class LongTasks {
  private constructor(private readonly page: Page) {}

  /** To be called before the page is sent anywhere. */
  static async of(page: Page): Promise<LongTasks> {
    await page.addInitScript({
      content: `window.star7LongTasks = [];
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) window.star7LongTasks.push(duration);
        }).observe({ type: 'longtask', buffered: true });`,
    });
    return new LongTasks(page);
  }

  /** Those since the page was loaded, or since this was asked last. */
  async take(): Promise<number[]> {
    return await this.page.evaluate<number[]>('window.star7LongTasks.splice(0)');
  }
}

/** As on a machine so many times slower than this one. */
export async function slowDown(page: Page, times: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
  return session;
}
