/**
 * Whether twenty calls of the phone in the page tell a customer's number anywhere in the browser: `scripts/bench --phone-leaks
 * [calls]`. The carrier tells it wherever it can.
 */
import { randomOrders } from '../browser/fresh-orders';
import { PagePhone } from '../browser/page-phone';
import { PhoneLeaks } from '../browser/phone-leaks';
import { LabError } from '../lab/lab-error';
import { toneOf } from '../lab/tones';
import { printBars } from '../run/bars';
import { tellingHeaders } from '../scenarios/talkative-carrier';
import { customerSays, manager, PhonePlace } from './phone-place';

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 20);
  const place = await PhonePlace.begin({ indiscretion: { headersOf: tellingHeaders } });
  try {
    const { lab, carrier, proxy } = place;
    const [uncalled, ...orders] = await randomOrders(lab.star7, manager, count + 1);
    const person = await place.person();
    const phone = await PagePhone.of(person.page);
    await phone.goOnDuty();
    const leaks = await PhoneLeaks.begin({ lab, carrier, proxy, person, phone });
    for (const order of orders) {
      carrier.says(order.phone.slice(1), toneOf(customerSays, 10));
      await leaks.call(order);
    }
    const { found, bytes } = await leaks.occurrences(orders);
    const bar = leaks.bar(found, bytes, await leaks.control(uncalled!, orders));
    await leaks.end();
    await person.leave();
    printBars('The phone in the page', [bar]);
    if (!bar.isHeld) process.exitCode = 1;
  } finally {
    await place.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
