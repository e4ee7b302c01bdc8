/**
 * How soon the phone in the page is there, and how soon it calls, beside a desk phone in the same run: `scripts/bench --phone-times`.
 */
import { OrderPage } from '../browser/order-page';
import { PagePhone } from '../browser/page-phone';
import { eventually } from '../lab/eventually';
import { disableAccount } from '../lab/lab-accounts';
import { LabError } from '../lab/lab-error';
import type { Bar } from '../run/bars';
import { printBars, timeBar } from '../run/bars';
import { percentile } from './call-times';
import { manager, PhonePlace } from './phone-place';
import type { Person } from '../browser/person';

const within = 60_000;
const calls = 20;
const duties = 20;
const restarts = 5;
const takeOvers = 20;
const signOuts = 5;
const disablings = 5;
/** Seconds, as promised (issue 13). */
const promised = { reachable: 1.5, moreThanDesk: 0.4, afterRestart: 5, takeOver: 1, signOut: 1, disabled: 1 };

async function main(): Promise<void> {
  const place = await PhonePlace.begin({ parts: ['database', 'asterisk', 'star7', 'phones'] });
  try {
    console.log('| from | to | times | median, ms | 95 %, ms | longest, ms |');
    console.log('| --- | --- | --: | --: | --: | --: |');
    const first = await place.person();
    const cookies = await first.cookies();
    await first.leave();
    const reachable = await report('Call from here', 'can be rung', duties, async () => {
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
    const byDesk = await report('Call, desk phone', 'the customer’s INVITE', calls, () =>
      callTime(place, person.page),
    );
    await phone.goOnDuty();
    const byPage = await report('Call, phone in the page', 'the customer’s INVITE', calls, () =>
      callTime(place, person.page),
    );
    const afterRestart = await report('ARI after a restart', 'can be rung', restarts, async () => {
      await place.lab.asterisk.stop();
      await phone.duty.getByText('Reconnecting…').waitFor();
      await place.lab.asterisk.start();
      return await timed(() => phone.ready());
    });
    const takeOver = await takeOverTime(person, phone);
    await person.leave();
    const signOut = await report('Sign out', 'no endpoint at the PBX', signOuts, () => signOutTime(place));
    const disabled = await report('Account disabled', 'no endpoint at the PBX', disablings, () =>
      disablingTime(place),
    );
    const bars = [
      timeBar('_Call from here_ to reachable, 95 %', promised.reachable, reachable.most),
      timeBar(
        'click to INVITE, more than by desk phone, 95 %',
        promised.moreThanDesk,
        byPage.most - byDesk.most,
      ),
      timeBar('ARI after a restart to reachable, longest', promised.afterRestart, afterRestart.longest),
      timeBar('take-over by another tab, longest', promised.takeOver, takeOver.longest),
      timeBar('signed out to no endpoint, longest', promised.signOut, signOut.longest),
      timeBar('account disabled to no endpoint, longest', promised.disabled, disabled.longest),
    ] satisfies Bar[];
    printBars('The phone in the page', bars);
    if (bars.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
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

/** Two tabs of one browser take the phone from each other. */
async function takeOverTime({ page }: Person, phone: PagePhone): Promise<Spread> {
  const tab = await page.context().newPage();
  await tab.goto('/');
  const tabs = [
    { tab: page, phone },
    { tab, phone: new PagePhone(tab) },
  ];
  let nth = 0;
  return await report('Phone is elsewhere, clicked', 'can be rung', takeOvers, async () => {
    nth += 1;
    const next = tabs[nth % 2]!;
    await next.phone.duty.getByText('Phone is elsewhere').waitFor();
    // Who clicks there has it in front; behind, the browser draws no frames for seconds, and the click waits for them.
    await next.tab.bringToFront();
    return await timed(async () => {
      await next.phone.duty.click();
      await next.phone.ready();
    });
  });
}

/** @returns milliseconds from the click */
async function signOutTime(place: PhonePlace): Promise<number> {
  const { page, leave } = await onDuty(place);
  await page.getByRole('button', { name: 'Your account' }).click();
  const signOut = page.getByRole('menuitem', { name: 'Sign out' });
  await signOut.waitFor();
  const took = await forgottenAfter(place, () => signOut.click());
  await leave();
  return took;
}

/** @returns milliseconds from the administrator's command */
async function disablingTime(place: PhonePlace): Promise<number> {
  const { leave } = await onDuty(place);
  const { star7 } = place.lab;
  const took = await forgottenAfter(place, () => disableAccount(star7, manager));
  await leave();
  await place.lab.openAccounts();
  return took;
}

/** @returns milliseconds until the PBX does not know the page's endpoint any more */
async function forgottenAfter(place: PhonePlace, act: () => Promise<void>): Promise<number> {
  const phones = async (): Promise<number> => {
    const { body } = await place.lab.asterisk.ari('GET', 'endpoints/PJSIP');
    return (body as { resource: string }[]).filter(({ resource }) => resource.startsWith('page-')).length;
  };
  // The control: it is there before.
  if ((await phones()) !== 1) throw new LabError('going on duty', 'no endpoint', 'See the log of Star7');
  return await timed(async () => {
    await act();
    await eventually(async () => (await phones()) === 0, {
      ...{ within, every: 20 },
      what: 'the end of the endpoint',
    });
  });
}

/** In a session that nobody else has. */
async function onDuty(place: PhonePlace): Promise<{ page: Person['page']; leave: () => Promise<void> }> {
  const person = await place.person();
  await new PagePhone(person.page).goOnDuty();
  return { page: person.page, leave: () => person.leave() };
}

/** Seconds. */
interface Spread {
  most: number;
  longest: number;
}

/** @returns of 95 % of them, and of the longest */
async function report(from: string, to: string, count: number, once: () => Promise<number>): Promise<Spread> {
  const times: number[] = [];
  for (let each = 0; each < count; each += 1) times.push(await once());
  times.sort((one, other) => one - other);
  const [median, most, longest] = [0.5, 0.95, 1].map((share) => percentile(times, share));
  const cells = [from, to, ...[count, median, most, longest].map((value) => value!.toFixed(0))];
  console.log(`| ${cells.join(' | ')} |`);
  return { most: most! / 1000, longest: longest! / 1000 };
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
