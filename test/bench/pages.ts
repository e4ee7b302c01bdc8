/**
 * The cost of the pages on a slow office machine: `scripts/bench --pages` runs this. It measures the bytes of
 * the first page on the wire, the time until it accepts keys on a processor four times slower than this one,
 * and the delays while scrolling through ten thousand orders. Prints the bars; does not fail where one is missed.
 */
import path from 'node:path';
import { launchChromium } from '../browser/chromium';
import { LongTasks, slowDown } from '../browser/page-timing';
import { Person } from '../browser/person';
import { RecordingProxy } from '../browser/recording-proxy';
import { signIn } from '../browser/sign-in';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';
import { printBars } from '../run/bars';

const manager = '103';
const orderCount = 10_000;
const slower = 4;
const repeats = 5;
const mostBytes = 200_000;
/** Milliseconds: shorter work of the page is not noticed (RAIL, web.dev). */
const longestTask = 50;

async function main(): Promise<void> {
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-pages'),
    basePort: basePorts.bench,
    leaky: false,
    parts: ['database', 'asterisk', 'star7'],
  });
  try {
    await lab.openAccounts();
    await lab.star7.import(manyOrders());
    await measure(lab);
  } finally {
    await lab.down();
  }
}

async function measure(lab: Lab): Promise<void> {
  const proxy = await RecordingProxy.listen(lab.star7.httpUrl);
  const browser = await launchChromium('shell');
  try {
    const times: number[] = [];
    for (let round = 0; round < repeats; round += 1) {
      proxy.exchanges.length = 0;
      // A new context each time, with an empty cache.
      const person = await Person.at(browser, { url: proxy.url });
      await slowDown(person.page, slower);
      const started = performance.now();
      await person.page.goto('/', { waitUntil: 'commit' });
      const login = person.page.getByLabel('Login');
      await login.pressSequentially('1');
      times.push(performance.now() - started);
      if (round === 0) {
        const bytes = proxy.exchanges.reduce((sum, { length }) => sum + length, 0);
        printBars('First page', [
          {
            promised: `over the wire: less than ${String(mostBytes)} bytes`,
            found: `${String(bytes)} in ${String(proxy.exchanges.length)} requests`,
            isHeld: bytes < mostBytes,
          },
        ]);
      }
      await person.leave();
    }
    times.sort((one, other) => one - other);
    console.log(
      `first page takes keys after ${(times[Math.floor(repeats / 2)] ?? 0).toFixed(0)} ms (median of ${String(repeats)}, processor ${String(slower)} times slower)`,
    );

    for (const rate of [1, slower]) {
      // Without the recorder of page contents, which would slow down the page.
      const page = await browser.newPage({
        baseURL: proxy.url,
        locale: 'en-GB',
        viewport: { width: 1440, height: 900 },
      });
      const longTasks = await LongTasks.of(page);
      await signIn(page, manager, lab.secrets.accounts[manager] ?? '');
      const list = page.getByRole('listbox', { name: 'Orders' });
      await list.getByRole('option').first().waitFor();
      await slowDown(page, rate);
      await longTasks.take();
      await list.hover();
      const started = performance.now();
      let at = -1;
      for (;;) {
        await page.mouse.wheel(0, 3_000);
        await page.evaluate(
          'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
        );
        const now = await page.evaluate<number>(`document.querySelector('[role=listbox]').scrollTop`);
        if (now === at && (await page.evaluate<string>(lastPosition)) === last) break;
        at = now;
      }
      const seconds = (performance.now() - started) / 1000;
      const tasks = await longTasks.take();
      const longest = Math.max(0, ...tasks);
      printBars(`${String(orderCount)} orders of a manager, processor ${String(rate)} times slower`, [
        {
          promised: `scrolled to the end, no work of the page over ${String(longestTask * rate)} ms`,
          found: `${seconds.toFixed(1)} s, ${String(tasks.length)} over 50 ms, the longest ${longest.toFixed(0)} ms`,
          isHeld: longest <= longestTask * rate,
        },
      ]);
      await page.close();
    }
  } finally {
    await browser.close();
    await proxy.close();
  }
}

const last = String(orderCount);
const lastPosition = `[...document.querySelectorAll('[role=option]')].at(-1).getAttribute('aria-posinset')`;

/** Orders of one manager; none is called. */
function manyOrders(): string {
  const rows = Array.from(
    { length: orderCount },
    (_, index) =>
      `${String(2_000_000 + index)},Customer ${String.fromCharCode(65 + (index % 26))}${String.fromCharCode(97 + (index % 25))},+7900${String(index).padStart(7, '0')},${manager},${String(100 + (index % 9_000))}.00,RUB`,
  );
  return ['order_number,customer_name,phone,manager_extension,amount,currency', ...rows, ''].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
