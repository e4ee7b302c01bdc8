/**
 * The page "Lost customers" of five made shops, for readers who have not seen it before: `scripts/readers` runs this. Leaves the
 * page's text and pictures in .lab/readers/pages, and says nothing of what the right reading is.
 *
 * 1: nothing is wrong. 2: everybody sells less for nine weeks. 3: half of one manager's customers stop. 4: four managers
 * hand half of their customers over. 5: nothing is wrong with the orders; two calls ask for decoys of one list by name. The run is
 * of last Monday night, and people call in office hours.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserWatch } from '../browser/browser-watch';
import { signIn } from '../browser/sign-in';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';
import { calmShop, importShop, withHalfLost } from './lost-customers-story';
import type { ShopNames } from './lost-customers-story';

const folder = path.join(defaultDirectory(), 'readers/pages');
const reader = 'administrator';

/** Managers of the sample shop. */
const samples = ['101', '102', '103', '104', '105'];

/** The manager whose list has decoys. */
const watched = '304';

const managerNames = [
  ...['Anna Belova', 'Igor Savin', 'Marina Kotova', 'Olga Smirnova'],
  ...['Pavel Gusev', 'Elena Titova', 'Denis Orlov', 'Vera Zueva'],
];
const firstNames = [
  ...[
    'Anna',
    'Boris',
    'Vera',
    'Galina',
    'Denis',
    'Elena',
    'Zhanna',
    'Igor',
    'Kirill',
    'Larisa',
    'Maxim',
    'Nina',
  ],
  ...['Oleg', 'Pavel', 'Rita', 'Sergey', 'Tamara', 'Filipp', 'Yulia', 'Yakov'],
];
/** Of men and women alike. */
const familyNames = [
  ...[
    'Bondarenko',
    'Melnik',
    'Tkachenko',
    'Kravets',
    'Shevchenko',
    'Gonchar',
    'Rudenko',
    'Sidorenko',
    'Lysenko',
  ],
  ...[
    'Chernykh',
    'Belykh',
    'Sedykh',
    'Dolgikh',
    'Kuzmuk',
    'Gritsenko',
    'Moroz',
    'Savchuk',
    'Klimenko',
    'Petrenko',
  ],
  ...[
    'Babich',
    'Vdovenko',
    'Gaiduk',
    'Zhuk',
    'Ignatenko',
    'Koval',
    'Litvin',
    'Marchenko',
    'Nazarenko',
    'Panchenko',
  ],
  ...[
    'Romanenko',
    'Stelmakh',
    'Timoshenko',
    'Usenko',
    'Fomenko',
    'Kharchenko',
    'Tsymbal',
    'Chumak',
    'Shulga',
  ],
  ...['Yurchenko', 'Yatsenko', 'Osipenko', 'Polishchuk'],
];
const names: ShopNames = {
  manager: (nth) => managerNames[nth] ?? String(nth),
  customer: (nth) =>
    `${firstNames[nth % firstNames.length]!} ${familyNames[Math.floor(nth / firstNames.length) % familyNames.length]!}`,
};

const cases: readonly ((lab: Lab) => Promise<unknown>)[] = [
  async (lab) => importShop(lab, await calmShop('random'), 1, names),
  async (lab) => importShop(lab, await calmShop('random'), 0.6, names),
  async (lab) => importShop(lab, withHalfLost(await calmShop('random')), 1, names),
  async (lab) => importShop(lab, await calmShop('hand-over'), 1, names),
  async (lab) => {
    await importShop(lab, await calmShop('random'), 1, names);
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
    // Their accounts are those of the lab; they have no customers here, and were disabled in a lab that was up before.
    await lab.database.query('UPDATE managers SET disabled_at = NULL WHERE extension IN (?)', [samples]);
    await lab.openAccounts();
    for (const extension of samples) await lab.star7.mustRun(['manager', 'disable', extension]);
    for (const [nth, make] of cases.entries()) {
      await empty(lab);
      await make(lab);
      await lab.star7.mustRun(['leaks', 'readers', '--add', reader]);
      await lab.star7.mustRun(['leaks', 'run']);
      // As the timer does it: in the night after the last complete week.
      await lab.database.query(
        `UPDATE leak_runs SET started_at = DATE_ADD(week_end, INTERVAL '1 00:10' DAY_MINUTE),
                              ended_at = DATE_ADD(week_end, INTERVAL '1 00:12' DAY_MINUTE)`,
      );
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

/** Twelve decoys in one manager's list since eight weeks, after the staff was told; last week a caller asked for two by name. */
async function plantDecoys(lab: Lab): Promise<void> {
  await openOrders(lab);
  await lab.star7.mustRun(['leaks', 'decoys', 'notice', '--accept']);
  const lines = lab.place.file('lines');
  const numbers = Array.from(
    { length: 18 },
    (_, nth) => `+7916555${String(200 + nth).padStart(4, '0')} line ${String(nth + 1)}`,
  );
  writeFileSync(lines, numbers.slice(0, 12).join('\n'), { mode: 0o600 });
  await lab.star7.mustRun(['leaks', 'decoys', 'numbers', '--add', lines]);
  writeFileSync(lines, numbers.slice(12).join('\n'), { mode: 0o600 });
  await lab.star7.mustRun(['leaks', 'decoys', 'numbers', '--add', lines, '--purpose', 'control']);
  await lab.star7.mustRun(['leaks', 'decoys', 'plant', 'manager', watched, '12']);
  await lab.database.query(
    `UPDATE decoy_notices SET accepted_at = DATE(NOW(6)) - INTERVAL 70 DAY + INTERVAL '08:20' HOUR_MINUTE`,
  );
  await lab.database.query('UPDATE decoy_numbers SET entered_at = NOW(6) - INTERVAL 9 WEEK');
  await lab.database.query('UPDATE decoys SET planted_at = NOW(6) - INTERVAL 8 WEEK');
  const controls = await lab.database.query(
    `SELECT id FROM decoy_numbers WHERE purpose = 'control' ORDER BY id LIMIT 3`,
  );
  for (const [nth, { before, time, rang, open }] of [
    { before: 45, time: '07:15:03', rang: 3, open: 8 },
    { before: 24, time: '14:31:40', rang: 5, open: 12 },
    { before: 9, time: '10:02:26', rang: 2, open: 5 },
  ].entries()) {
    await lab.database.query(
      `INSERT INTO decoy_hits (number_id, at, class, ring_seconds, open_seconds) VALUES (?, ?, 'silent', ?, ?)`,
      [controls[nth]!.id, timeBefore(before, time), rang, open],
    );
  }
  const [run] = await lab.database.query('SELECT MAX(id) AS id FROM decoys');
  const last = Number(run!.id);
  // Hours in UTC; the shop is in Moscow. Days before the last Sunday.
  for (const { decoy, before, time, rang, open, spoken } of [
    { decoy: last - 7, before: 3, time: '08:42:17', rang: 6, open: 31, spoken: 9 },
    { decoy: last - 2, before: 2, time: '12:07:51', rang: 4, open: 44, spoken: 13 },
  ]) {
    await lab.database.query(
      `INSERT INTO decoy_hits (number_id, decoy_id, at, class, ring_seconds, open_seconds, spoken_seconds, judged_by, judged_at)
       SELECT number_id, id, ?, 'named', ?, ?, ?, 'account:o.lebedeva', NOW(6) FROM decoys WHERE id = ?`,
      [timeBefore(before, time), rang, open, spoken, decoy],
    );
  }
}

/** Open orders of the manager with a number left out between each two, which decoys take. */
async function openOrders(lab: Lab): Promise<void> {
  const rows = Array.from({ length: 60 }, (_, nth) => {
    const placed = new Date(Date.now() - (60 - nth) * 600_000).toISOString();
    const number = String(6_000_000 + 2 * nth);
    return `${number},${names.customer(nth * 13)},+79031230${String(100 + nth)},${watched},${placed},open`;
  });
  await lab.star7.import(
    ['order_number,customer_name,phone,manager_extension,placed_at,status', ...rows].join('\n'),
  );
}

/** A time on a day before the last Sunday. */
function timeBefore(days: number, time: string): string {
  const today = Math.floor(Date.now() / 86_400_000);
  const sunday = today - ((today + 4) % 7);
  return `${new Date((sunday - days) * 86_400_000).toISOString().slice(0, 10)} ${time}`;
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
