import { eventually } from '../lab/eventually';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { Person } from './person';

const suite = BrowserSuite.declare();

const managerPages = [['orders', '/orders']] as const;
const supervisorPages = [
  ['board', '/board'],
  ['calls', '/calls'],
  ['statistics', '/statistics'],
  ['hidden-notes', '/hidden-notes'],
  ['changed-numbers', '/changed-numbers'],
] as const;
const administratorPages = [
  ['audit', '/audit'],
  ['managers', '/managers'],
  ['accounts', '/accounts'],
  ['imports', '/imports'],
  ['site-settings', '/site-settings'],
  ['pbx', '/pbx'],
  ['doctor', '/doctor'],
  ['settings', '/settings'],
] as const;

const schemes = ['light', 'dark'] as const;
const widths = [1440, 360] as const;

interface View {
  colorScheme: (typeof schemes)[number];
  width: (typeof widths)[number];
}
const views: View[] = schemes.flatMap((colorScheme) => widths.map((width) => ({ colorScheme, width })));

/** Every page as it is looked at: a picture for people, and axe's findings with the page's name. */
async function lookedAt(person: Person, name: string, { colorScheme, width }: View): Promise<string[]> {
  const { page } = person;
  await settled(person);
  await person.photograph(screenshots, `${name}-${String(width)}-${colorScheme}`);
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return [
    ...(await axeViolations(page)).map((violation) => `${name}: ${violation}`),
    ...(wide > 0 ? [`${name}: ${String(wide)} px wider than the window`] : []),
  ];
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
    { within: 15_000, every: 50, what: 'the page with all that it loads' },
  );
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

describe.each(views)('in $colorScheme at $width px', (view) => {
  test('the first page', async () => {
    const person = await suite.person(view);
    await person.page.goto('/');
    expect(await lookedAt(person, 'sign-in', view)).toEqual([]);
  });

  test('a manager’s pages', async () => {
    const [order] = await freshOrders(suite.lab.star7, '103', 1);
    const person = await suite.signedIn('103', view);
    const found: string[] = [];
    for (const [name, path] of [...managerPages, ['order', `/orders/${order!.orderNumber}`]] as const) {
      await person.page.goto(path);
      found.push(...(await lookedAt(person, `manager-${name}`, view)));
    }
    expect(found).toEqual([]);
  });

  test('supervisors’ pages', async () => {
    const [order] = await freshOrders(suite.lab.star7, '103', 1);
    const person = await suite.signedIn('supervisor', view);
    const found: string[] = [];
    const history = ['order-history', `/order/${order!.orderNumber}`] as const;
    for (const [name, path] of [...supervisorPages, history]) {
      await person.page.goto(path);
      found.push(...(await lookedAt(person, name, view)));
    }
    expect(found).toEqual([]);
  }, 120_000);

  test('administrators’ pages', async () => {
    const person = await suite.signedIn('administrator', view);
    const found: string[] = [];
    for (const [name, path] of administratorPages) {
      await person.page.goto(path);
      found.push(...(await lookedAt(person, name, view)));
    }
    expect(found).toEqual([]);
  }, 120_000);
});
