import { eventually } from '../lab/eventually';
import { thorough } from '../run/thorough';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { closeOrder, freshOrders } from './fresh-orders';
import type { Person } from './person';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();

type Pages = readonly (readonly [name: string, path: string])[];

const supervisorPages: Pages = [
  ['board', '/board'],
  ['calls', '/calls'],
  ['pool', '/pool'],
  ['statistics', '/statistics'],
  ['hidden-notes', '/hidden-notes'],
  ['changed-numbers', '/changed-numbers'],
];
const administratorPages: Pages = [
  ['audit', '/audit'],
  ['managers', '/managers'],
  ['accounts', '/accounts'],
  ['imports', '/imports'],
  ['order-rules', '/order-rules'],
  ['site-settings', '/site-settings'],
  ['company-numbers', '/dids'],
  ['company-number', '/dids?form=new'],
  ['pbx', '/pbx'],
  ['doctor', '/doctor'],
  ['settings', '/settings'],
];

const schemes = ['light', 'dark'] as const;
/** Those at which a page is looked at, and those at which its text has to fit besides. CSS pixels. */
const widths = [1440, 360] as const;
const otherWidths = [820, 1920] as const;

/** Goes to another page without loading anything again, as links do. */
async function goTo(person: Person, path: string): Promise<void> {
  await person.page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
  await settled(person);
}

/** Nothing is being loaded any more, and nothing moves. */
async function settled({ page }: Person): Promise<void> {
  await page.getByRole('main').waitFor();
  await eventually(
    () =>
      page.evaluate<boolean>(
        `document.querySelector('main')?.innerText.trim().length > 0 &&
          document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root') === null`,
      ),
    { within: 15_000, every: 25, what: 'the page with all that it loads' },
  );
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/**
 * What measures itself has done so, what it changed is drawn, and no colour is on its way to another: for two frames in a
 * row nothing moves, since a change of the colours may begin its transitions a frame later.
 */
async function drawn({ page }: Person): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    for (let calm = 0; calm < 2; ) {
      await frame();
      const moving = document.getAnimations().filter(
        ({ playState, effect }) => playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity,
      );
      for (const each of moving) each.finish();
      calm = moving.length === 0 ? calm + 1 : 0;
    }
  })()`);
}

async function resize(person: Person, width: number): Promise<void> {
  await person.page.setViewportSize({ width, height: 900 });
  await drawn(person);
}

/**
 * A page as it is looked at, in both colours and at every width: a picture for people, axe's findings, and text that
 * cannot be read, with the page's name. One document is resized and coloured anew, for loading it is what takes long.
 */
async function lookedAt(person: Person, name: string): Promise<string[]> {
  const { page } = person;
  const found: string[] = [];
  for (const width of widths) {
    await resize(person, width);
    found.push(...(await misfits(person, width)));
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await drawn(person);
      if (thorough || (width === 1440) === (colorScheme === 'light')) {
        await person.photograph(screenshots, `${name}-${String(width)}-${colorScheme}`);
      }
      found.push(...(await axeViolations(page, colorScheme === 'light' ? 'all' : 'colours')));
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  found.push(...(await fits(person, otherWidths)));
  return found.map((each) => `${name}: ${each}`);
}

/** What does not fit at these widths. */
async function fits(person: Person, at: readonly number[] = [...widths, ...otherWidths]): Promise<string[]> {
  const found: string[] = [];
  for (const width of at) {
    await resize(person, width);
    found.push(...(await misfits(person, width)));
  }
  return found;
}

async function misfits({ page }: Person, width: number): Promise<string[]> {
  return (await textFaults(page)).map((fault) => `at ${String(width)} px: ${fault}`);
}

async function speak(person: Person, language: string): Promise<void> {
  const { page } = person;
  await resize(person, 1440);
  await goTo(person, '/settings');
  await page.getByText(language, { exact: true }).click();
  const title = language === 'English' ? 'My settings' : 'Мои настройки';
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

/** The same in Russian, whose words are longer. */
async function fitsInRussian(person: Person, pages: Pages): Promise<string[]> {
  await speak(person, 'Русский');
  try {
    const found: string[] = [];
    for (const [name, path] of pages) {
      await goTo(person, path);
      const faults = await fits(person);
      found.push(...faults.map((fault) => `${name} in Russian: ${fault}`));
    }
    return found;
  } finally {
    await speak(person, 'English');
  }
}

async function all(person: Person, pages: Pages): Promise<string[]> {
  const found: string[] = [];
  for (const [name, path] of pages) {
    await goTo(person, path);
    found.push(...(await lookedAt(person, name)));
  }
  return [...found, ...(await fitsInRussian(person, pages))];
}

test('the first page, and what does not fit is found', async () => {
  const person = await suite.person();
  const { page } = person;
  await page.goto('/');
  await settled(person);
  const found = await lookedAt(person, 'sign-in');
  await page.getByText('Русский').click();
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
  expect([...found, ...(await fits(person))]).toEqual([]);

  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', \`
    <p id="controls" style="width: 5rem">
      <b style="display: block; overflow-wrap: anywhere">Подтверждённый</b>
      <b style="display: block; white-space: nowrap; overflow: hidden">Перезвонить завтра утром</b>
      <b style="display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis">Клиент просил не звонить</b>
      <b style="display: block; white-space: nowrap">Оператор не пропустил звонок</b>
      <b style="display: block; white-space: nowrap; overflow: auto">Номер не обслуживается</b>
      <i title="all of it" style="display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis">Whole in the title</i>
      <i style="display: block">well-known</i>
    </p>\`)`);
  const faults = await fits(person, [1440]);
  expect(faults.map((fault) => /px: (\w+): "([\p{L} ]+)"/u.exec(fault)?.slice(1)).sort()).toEqual([
    ['broken', 'Подтверждённый'],
    ['cut', 'Клиент просил не звонить'],
    ['cut', 'Перезвонить завтра утром'],
    ['spilt', 'Оператор не пропустил звонок'],
    ['wide', 'Номер не обслуживается'],
  ]);
  await page.evaluate(`document.querySelector('#controls').style.width = '3000px'`);
  expect(await fits(person, [1440])).toContainEqual(expect.stringMatching(/wide: the page by \d+ px/));
});

test('a manager’s pages', async () => {
  const [order, closed] = await freshOrders(suite.lab.star7, '103', 2);
  await closeOrder(suite.lab.star7, '103', closed!);
  const person = await suite.signedIn('103');
  const { page } = person;
  const pages: Pages = [
    ['manager-orders', '/orders'],
    ['manager-order', `/orders/${order!.orderNumber}`],
    ['manager-closed', `/orders/${closed!.orderNumber}`],
  ];
  expect(await all(person, pages)).toEqual([]);

  // Each outcome as it is chosen, with what it asks for, and the keys.
  const found: string[] = [];
  for (const language of ['Русский', 'English']) {
    await speak(person, language);
    await goTo(person, `/orders/${order!.orderNumber}`);
    for (const digit of ['1', '2', '4', '5', '6', '3']) {
      await resize(person, 1440);
      await page.evaluate('document.activeElement?.blur()');
      await page.keyboard.press(digit);
      await page.getByRole('radio', { checked: true }).waitFor();
      const faults = await fits(person);
      found.push(...faults.map((fault) => `outcome ${digit} in ${language}: ${fault}`));
    }
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    const help = language === 'English' ? lookedAt(person, 'keys') : fits(person);
    found.push(...(await help));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('3');
  }
  expect(found).toEqual([]);
});

test('supervisors’ pages', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const person = await suite.signedIn('supervisor');
  const pages: Pages = [...supervisorPages, ['order-history', `/order/${order!.orderNumber}`]];
  const session = await suite.session('supervisor');
  await session.must('PUT', '/api/managers/103/presence', { away: true });
  try {
    expect(await all(person, pages)).toEqual([]);
  } finally {
    await session.must('PUT', '/api/managers/103/presence', { away: false });
  }
});

const steps = { pbx: true, trunk: true, managers: true, accounts: false, orders: false, firstCall: false };

test('administrators’ pages', async () => {
  const person = await suite.signedIn('administrator');
  // As long as not all has begun: in the lab it has.
  await person.page.route('**/api/first-steps', (route) => route.fulfill({ json: steps }));
  await person.page.goto('/board');
  await person.page.getByRole('region', { name: 'First steps' }).waitFor();
  expect(await all(person, [['first-steps', '/board'], ...administratorPages])).toEqual([]);
});

test('administrators who begin see what is left to do, until nothing is', async () => {
  const { page } = await suite.signedIn('administrator');
  const done = { ...steps };
  await page.route('**/api/first-steps', (route) => route.fulfill({ json: done }));
  await page.clock.install();
  await page.goto('/board');
  const list = page.getByRole('region', { name: 'First steps' });
  await list.getByText('3 of 6 done').waitFor();
  expect(await list.getByRole('link').allInnerTexts()).toEqual(['Let managers sign in', 'Import orders']);
  Object.assign(done, { accounts: true, orders: true });
  await page.clock.fastForward('00:11');
  await list.getByText('5 of 6 done').waitFor();
  done.firstCall = true;
  await page.clock.fastForward('00:11');
  await list.waitFor({ state: 'detached' });
});
