/**
 * The page "Lost customers" of five made shops, for readers who have not seen it before: `scripts/readers` runs this. Leaves the
 * page's text and pictures in .lab/readers/pages, and says nothing of what the right reading is.
 *
 * 1: nothing is wrong. 2: everybody sells less for nine weeks. 3: half of one manager's customers stop. 4: four managers
 * hand half of their customers over. 5: nothing is wrong with the orders; two calls ask for decoys of one list by name.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserWatch } from '../browser/browser-watch';
import { signIn } from '../browser/sign-in';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';
import { prepareDecoys } from '../lab/decoy-setting';
import { calmShop, importShop, withHalfLost } from './lost-customers-story';

const folder = path.join(defaultDirectory(), 'readers/pages');
const reader = 'administrator';

const cases: readonly ((lab: Lab) => Promise<unknown>)[] = [
  async (lab) => importShop(lab, await calmShop('random'), 1),
  async (lab) => importShop(lab, await calmShop('random'), 0.6),
  async (lab) => importShop(lab, withHalfLost(await calmShop('random')), 1),
  async (lab) => importShop(lab, await calmShop('hand-over'), 1),
  async (lab) => {
    await importShop(lab, await calmShop('random'), 1);
    await plantDecoys(lab);
  },
];

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const lab = await Lab.up({
    ...{ directory: path.join(defaultDirectory(), 'readers'), basePort: basePorts.bench, leaky: false },
    parts: ['database', 'asterisk', 'star7'],
  });
  try {
    await lab.openAccounts();
    for (const [nth, make] of cases.entries()) {
      await empty(lab);
      await make(lab);
      await lab.star7.mustRun(['leaks', 'readers', '--add', reader]);
      await lab.star7.mustRun(['leaks', 'run']);
      await photograph(lab, `case${String(nth + 1)}`);
      console.log(`case ${String(nth + 1)}`);
    }
  } finally {
    await lab.down();
  }
}

/** Leaves accounts and managers. */
async function empty(lab: Lab): Promise<void> {
  const own = ['decoy_sms', 'decoy_hits', 'decoy_orders', 'decoys', 'decoy_numbers', 'decoy_notices'];
  const leaks = ['cases', 'runs', 'figures', 'drills', 'shop_weeks', 'hand_overs', 'leave'].map(
    (name) => `leak_${name}`,
  );
  for (const table of [...own, ...leaks, 'order_details', 'orders', 'contact_points', 'customers']) {
    await lab.database.query(`DELETE FROM ${table}`);
  }
}

/** Twelve decoys in the list of 101 since eight weeks, of which a caller asked for two by name. */
async function plantDecoys(lab: Lab): Promise<void> {
  await prepareDecoys(lab, { extension: '101', reader });
  const lines = lab.place.file('lines');
  const numbers = Array.from(
    { length: 18 },
    (_, nth) => `+7916555${String(200 + nth).padStart(4, '0')} line ${String(nth + 2)}`,
  );
  writeFileSync(lines, numbers.slice(0, 12).join('\n'), { mode: 0o600 });
  await lab.star7.mustRun(['leaks', 'decoys', 'numbers', '--add', lines]);
  writeFileSync(lines, numbers.slice(12).join('\n'), { mode: 0o600 });
  await lab.star7.mustRun(['leaks', 'decoys', 'numbers', '--add', lines, '--purpose', 'control']);
  await lab.star7.mustRun(['leaks', 'decoys', 'plant', 'manager', '101', '12']);
  await lab.database.query('UPDATE decoys SET planted_at = NOW(6) - INTERVAL 8 WEEK');
  await lab.database.query('UPDATE decoy_numbers SET entered_at = NOW(6) - INTERVAL 9 WEEK');
  await lab.database.query(
    `INSERT INTO decoy_hits (number_id, decoy_id, at, class, ring_seconds, open_seconds, spoken_seconds, judged_by, judged_at)
     SELECT number_id, id, NOW(6) - INTERVAL id DAY, 'named', 6, 31, 9, 'account:administrator', NOW(6) FROM decoys ORDER BY id LIMIT 2`,
  );
  await lab.database.query(
    `INSERT INTO decoy_hits (number_id, at, class, ring_seconds, open_seconds)
     SELECT id, NOW(6) - INTERVAL id HOUR, 'silent', 5, 12 FROM decoy_numbers WHERE purpose = 'control' LIMIT 3`,
  );
}

/** The page as an owner sees it, in both languages. */
async function photograph(lab: Lab, name: string): Promise<void> {
  const watch = await BrowserWatch.begin(lab.star7.httpUrl);
  try {
    const person = await watch.person();
    const { page } = person;
    await signIn(page, reader, lab.secrets.accounts[reader] ?? '');
    for (const [language, title] of [
      ['en', 'Are customers being lost?'],
      ['ru', 'Теряем ли мы клиентов?'],
    ] as const) {
      await lab.database.query('UPDATE accounts SET language = ? WHERE login = ?', [language, reader]);
      await page.goto('/lost-customers');
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      await page.locator('[data-answer]').waitFor();
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await person.photograph(folder, `${name}-${language}-${String(width)}`);
      }
      writeFileSync(path.join(folder, `${name}.${language}.txt`), await page.getByRole('main').innerText());
    }
  } finally {
    await watch.end();
  }
}

void main();
