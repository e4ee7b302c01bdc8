import path from 'node:path';

import { BrowserWatch } from '../browser/browser-watch';
import { OrderPage } from '../browser/order-page';
import { fillSignIn } from '../browser/sign-in';
import type { Lab } from '../lab/lab';
import type { SampleOrder } from '../lab/sample-shop';

export interface PageStory {
  /** Pictures, in the order in which they were taken. */
  pictures: string[];
  /** Numbers and addresses in what the browser received and showed, described without quoting them. */
  leaks: string[];
  /** Number of searched bytes. */
  searched: number;
  /** Exceptions in pages, forbidden scripts, requests to third parties. */
  faults: string[];
}

/**
 * A manager's call in the browser: signs in, finds the order, presses Call, talks, hangs up, writes the note,
 * and continues with the next order. Then the supervisor looks at the board, the calls and the statistics.
 *
 * @param manager whose language is English
 * @param pause for spectators, milliseconds
 */
export async function playPageStory(
  lab: Lab,
  manager: string,
  order: SampleOrder,
  pause: (milliseconds: number) => Promise<void>,
): Promise<PageStory> {
  const watch = await BrowserWatch.begin(lab.star7.httpUrl);
  const folder = lab.place.file('demo');
  const pictures: string[] = [];
  try {
    const person = await watch.person({ width: 1280, height: 800 });
    const take = async (name: string): Promise<void> => {
      pictures.push(path.relative(process.cwd(), await person.photograph(folder, name)));
    };
    const { page } = person;
    await page.goto('/');
    await page.getByLabel('Login').waitFor();
    await take('1-sign-in');
    await fillSignIn(page, manager, lab.secrets.accounts[manager] ?? '');

    const work = new OrderPage(page);
    await work.find(order.orderNumber);
    await take('2-order');
    const phone = lab.phone(manager);
    await phone.registered();
    const since = phone.events.length;
    await page.keyboard.press('Enter');
    await phone.incoming({ since });
    await work.says('Calling you…');
    await take('3-phone-rings');
    await phone.answer();
    await work.talks();
    await pause(1_000);
    await take('4-talking');
    await work.hangUpButton.click();
    await work.says('You talked');
    await page.keyboard.press('1');
    await page.keyboard.type('Confirmed, delivery on Friday');
    await take('5-outcome-and-note');
    await page.keyboard.press('Control+Enter');
    await work.saved(order.orderNumber);
    await work.callButton.waitFor();
    await take('6-next-order');

    const supervisor = await watch.person({ width: 1280, height: 800 });
    await fillSignIn(supervisor.page, 'supervisor', lab.secrets.accounts['supervisor'] ?? '');
    for (const [name, link] of [
      ['7-board', 'On the line'],
      ['8-calls', 'Calls'],
      ['9-statistics', 'Statistics'],
    ] as const) {
      await supervisor.page.getByRole('link', { name: link, exact: true }).click();
      await supervisor.page.getByRole('heading', { name: link, exact: true }).waitFor();
      await pause(500);
      pictures.push(path.relative(process.cwd(), await supervisor.photograph(folder, name)));
    }

    const received = Object.values(await watch.received()).flat();
    return {
      pictures,
      leaks: await watch.leaks(),
      searched: received.reduce((sum, { length }) => sum + length, 0),
      faults: watch.faults,
    };
  } finally {
    await watch.end();
  }
}
