/**
 * A manager with nothing but a laptop works through orders one after another, by keyboard: called, heard, hung up, outcome, note, next.
 * `scripts/bench --phone-orders [orders]`
 */
import { OrderPage } from '../browser/order-page';
import { PagePhone } from '../browser/page-phone';
import { eventually } from '../lab/eventually';
import { LabError } from '../lab/lab-error';
import { sampleShop } from '../lab/sample-shop';
import { amplitudeOf, toneOf } from '../lab/tones';
import { printBars } from '../run/bars';
import { customerSays, managerSays, PhonePlace } from './phone-place';

const within = 30_000;
/** Seconds that customers speak. */
const speech = toneOf(customerSays, 30);

async function main(): Promise<void> {
  const wanted = Number(process.argv[2] ?? 10);
  const numbers = new Map(sampleShop().orders.map(({ orderNumber, phone }) => [orderNumber, phone.slice(1)]));
  const place = await PhonePlace.begin();
  try {
    for (const number of numbers.values()) place.carrier.says(number, speech);
    const { page } = await place.person();
    const phone = await PagePhone.of(page);
    const work = new OrderPage(page);
    await phone.goOnDuty();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    console.log('| order | talk after Enter, s | both heard after, s | saved and at the next one, s |');
    console.log('| --: | --: | --: | --: |');
    let done = 0;
    while (done < wanted) {
      await work.callButton.waitFor();
      const [, orderNumber = ''] = /\/orders\/([^/?]+)/.exec(page.url()) ?? [];
      const since = performance.now();
      const seconds = (): string => ((performance.now() - since) / 1000).toFixed(1);
      await page.keyboard.press('Enter');
      await work.talks();
      const talked = seconds();
      const number = numbers.get(orderNumber) ?? '';
      await eventually(() => amplitudeOf(place.carrier.heard(number), managerSays) > 500, {
        within,
        what: 'the manager’s voice at the customer',
      });
      await eventually(async () => (await phone.hears(customerSays)) > 0.05, {
        within,
        what: 'the customer’s voice in the page',
      });
      const heard = seconds();
      await page.keyboard.press('0');
      await work.says('You talked');
      await page.keyboard.press('1');
      await page.keyboard.type('From home');
      await page.keyboard.press('Control+Enter');
      await work.saved(orderNumber);
      done += 1;
      if (done < wanted) await page.waitForURL((url) => !url.pathname.endsWith(`/${orderNumber}`));
      console.log(`| ${String(done)} | ${talked} | ${heard} | ${seconds()} |`);
    }
    printBars('A manager with nothing but a laptop', [
      {
        promised: `${String(wanted)} orders one after another, each heard both ways`,
        found: String(done),
        isHeld: done === wanted,
      },
    ]);
    if (done !== wanted) process.exitCode = 1;
  } finally {
    await place.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
