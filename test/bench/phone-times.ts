/**
 * How soon the phone in the page is there, and how soon it calls, beside a desk phone in the same run: `scripts/bench --phone-times`.
 */
import { OrderPage } from '../browser/order-page';
import { PagePhone } from '../browser/page-phone';
import { eventually } from '../lab/eventually';
import { LabError } from '../lab/lab-error';
import { percentile } from './call-times';
import { manager, PhonePlace } from './phone-place';

const within = 60_000;
const calls = 20;
const duties = 20;
const restarts = 5;

async function main(): Promise<void> {
  const place = await PhonePlace.begin({ parts: ['database', 'asterisk', 'star7', 'phones'] });
  try {
    console.log('| from | to | times | median, ms | 95 %, ms |');
    console.log('| --- | --- | --: | --: | --: |');
    const first = await place.person();
    const cookies = await first.cookies();
    await first.leave();
    await report('Call from here', 'can be rung', duties, async () => {
      const person = await place.person(cookies);
      const phone = new PagePhone(person.page);
      const took = await timed(() => phone.goOnDuty());
      await phone.duty.click();
      await phone.duty.getByText('Call from here').waitFor();
      await person.leave();
      return took;
    });
    const person = await place.person(cookies);
    const phone = new PagePhone(person.page);
    const desk = place.lab.phone(manager);
    await desk.answerMode('auto');
    await report('Call, desk phone', 'the customer’s INVITE', calls, () => callTime(place, person.page));
    await phone.goOnDuty();
    await report('Call, phone in the page', 'the customer’s INVITE', calls, () =>
      callTime(place, person.page),
    );
    await report('ARI after a restart', 'can be rung', restarts, async () => {
      await place.lab.asterisk.stop();
      await phone.duty.getByText('Reconnecting…').waitFor();
      await place.lab.asterisk.start();
      return await timed(() => phone.ready());
    });
    await person.leave();
  } finally {
    await place.end();
  }
}

/** @returns milliseconds from the click */
async function callTime(
  place: PhonePlace,
  page: ConstructorParameters<typeof OrderPage>[0],
): Promise<number> {
  const { orderNumber, number } = await place.order(30);
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.callButton.waitFor();
  const took = await timed(async () => {
    await work.callButton.click();
    await eventually(() => place.carrier.has(number), { within, every: 5, what: 'the customer’s INVITE' });
  });
  await work.talks();
  await work.hangUpButton.click();
  await eventually(() => !place.carrier.has(number), { within, what: 'the end of the call' });
  await work.says('You talked');
  return took;
}

async function report(from: string, to: string, count: number, once: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  for (let each = 0; each < count; each += 1) times.push(await once());
  times.sort((one, other) => one - other);
  const at = (share: number): string => percentile(times, share).toFixed(0);
  console.log(`| ${from} | ${to} | ${String(count)} | ${at(0.5)} | ${at(0.95)} |`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
