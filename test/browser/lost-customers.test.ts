import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();

const weeks = 26;
/** The Sunday before. */
const today = Math.floor(Date.now() / 86_400_000);
const lastDay = (today - ((today + 4) % 7)) * 86_400_000;

/** The case was open in it; the page offers the last twelve. */
const reportMonth = weekEnd(0).slice(0, 7);

function weekEnd(before: number): string {
  return new Date(lastDay - before * 7 * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A run as the watch leaves it: of 101 fewer orders than usual since three weeks, of 102 a season that everybody has, of 103 too
 * few orders to tell; a team, and a closed case.
 */
async function fillWatch(): Promise<void> {
  const run = (sql: string, values: readonly unknown[]) => suite.lab.database.query(sql, values);
  await run(
    `INSERT INTO leak_runs (started_at, ended_at, started_by, week_end, orders, customers, history_weeks, compared, per_year)
     VALUES (NOW(6), NOW(6), 'cli:root', ?, 18250, 905, 60, 4, 1)`,
    [weekEnd(0)],
  );
  const groups = [
    { kind: 'manager', group: '101', base: 185, lost: 55 },
    { kind: 'manager', group: '102', base: 160, lost: 0 },
    { kind: 'manager', group: '103', base: 9, lost: 0 },
    { kind: 'team', group: 'Moscow', base: 350, lost: 0 },
  ];
  for (const { kind, group, base, lost } of groups) {
    for (let before = weeks - 1; before >= 0; before -= 1) {
      const season = base * (1 + 0.25 * Math.sin(before / 5));
      const isLost = lost > 0 && before < 3;
      const observed = Math.round(season + Math.sqrt(base) * Math.sin(before * 7) - (isLost ? lost : 0));
      await run(
        `INSERT INTO leak_figures (kind, group_key, lamp, week_end, z, threshold, unreliable, customers, observed, expected,
           spread, silent, silent_spread) VALUES (?, ?, 'recent', ?, ?, 3.4, FALSE, ?, ?, ?, ?, 20, 6)`,
        [kind, group, weekEnd(before), isLost ? 3.9 : 0.3, base * 2, observed, season, Math.sqrt(base)],
      );
    }
    await run(`INSERT INTO leak_drills VALUES (?, ?, ?, ?, ?)`, [
      ...[kind, group, base / 8],
      ...[base > 100 ? 8 : null, base > 100 ? 4 : null],
    ]);
  }
  for (let before = 59; before >= 0; before -= 1) {
    await run('INSERT INTO leak_shop_weeks VALUES (?, ?)', [weekEnd(before), before < 8 ? 44 : 62]);
  }
  await run(`INSERT INTO leak_hand_overs VALUES ('103', 19, 0, ?)`, [weekEnd(6)]);
  for (const [group, closed] of [
    ['101', false],
    ['102', true],
  ] as const) {
    await run(
      `INSERT INTO leak_cases (kind, group_key, lamp, opened_week, last_week, z, threshold, opened_at, closed_at, closed_by,
         reason, note) VALUES ('manager', ?, 'recent', ?, ?, 3.9, 3.4, NOW(6), ${closed ? 'NOW(6)' : 'NULL'}, ?, ?, ?)`,
      [
        ...[group, weekEnd(closed ? 20 : 2), weekEnd(closed ? 18 : 0)],
        ...(closed ? ['cli:root', 'explained', 'On leave in July.'] : [null, null, null]),
      ],
    );
  }
  await run(
    `INSERT INTO leak_leave (manager_id, first_day, last_day, entered_by, entered_at)
     SELECT id, ?, ?, 'cli:root', NOW(6) FROM managers WHERE active_extension = '102'`,
    [weekEnd(9), weekEnd(8)],
  );
}

async function emptyWatch(): Promise<void> {
  for (const table of [
    'surveys',
    'survey_asked',
    'interviewers',
    ...['runs', 'figures', 'drills', 'shop_weeks', 'hand_overs', 'cases', 'leave', 'readers'],
  ]) {
    await suite.lab.database.query(`DELETE FROM leak_${table}`);
  }
  for (const table of [
    'decoy_mails',
    'decoy_sms',
    'decoy_hits',
    'decoy_orders',
    'decoys',
    'decoy_mailboxes',
    'decoy_numbers',
    'decoy_notices',
  ]) {
    await suite.lab.database.query(`DELETE FROM ${table}`);
  }
}

/** Twelve decoys in the list of 101, planted eight weeks ago; somebody has called one of them, and a control number. */
async function fillDecoys(): Promise<void> {
  const run = (sql: string, values: readonly unknown[] = []) => suite.lab.database.query(sql, values);
  for (let nth = 1; nth <= 13; nth += 1) {
    await run(
      `INSERT INTO decoy_numbers (id, purpose, label, entered_by, entered_at) VALUES (?, ?, ?, 'cli:root', NOW(6) - INTERVAL 8 WEEK)`,
      [nth, nth === 13 ? 'control' : 'decoy', `north ${String(nth)}`],
    );
    if (nth < 13)
      await run(
        `INSERT INTO decoys (id, channel, channel_key, number_id, name, planted_by, planted_at)
         VALUES (?, 'manager', '101', ?, ?, 'cli:root', NOW(6) - INTERVAL 8 WEEK)`,
        [nth, nth, `Vera Orlova ${String(nth)}`],
      );
  }
  await run(
    `INSERT INTO decoy_mailboxes (id, purpose, label, token, text_ciphertext, text_nonce, text_key_version, entered_by, entered_at)
     VALUES (1, 'decoy', 'box 1', 'aaaabbbbccccdddd', '', '', 0, 'cli:root', NOW(6))`,
  );
  await run('UPDATE decoys SET mailbox_id = 1 WHERE id = 1');
  await run(`INSERT INTO decoy_mails (mailbox_id, decoy_id, at, class) VALUES (1, 1, NOW(6), 'answered')`);
  await run(`UPDATE decoy_numbers SET sms_since = entered_at WHERE id IN (2, 13)`);
  await run(
    `INSERT INTO decoy_sms (number_id, decoy_id, at, class, once_hash) VALUES (2, 2, NOW(6), 'answered', REPEAT('a', 16))`,
  );
  for (const [number, decoy] of [
    [13, null],
    [3, 3],
    [7, 7],
  ]) {
    await run(
      `INSERT INTO decoy_hits (number_id, decoy_id, at, class, ring_seconds, open_seconds, spoken_seconds)
       VALUES (?, ?, NOW(6), 'answered', 6, 14, 5)`,
      [number, decoy],
    );
  }
}

beforeAll(async () => {
  await emptyWatch();
  await fillWatch();
  await fillDecoys();
});
afterAll(emptyWatch);

test('nobody but those who were named is shown the page, or anything of it', async () => {
  const { page } = await suite.signedIn('supervisor');
  await page.getByRole('link', { name: 'Calls' }).waitFor();
  expect(await page.getByRole('link', { name: 'Lost customers' }).count()).toBe(0);
  const manager = await suite.signedIn('103');
  await manager.page.getByRole('main').waitFor();
  expect(await manager.page.evaluate<string>('document.documentElement.outerHTML')).not.toContain(
    'Lost customers',
  );
  for (const login of ['supervisor', '103']) {
    const session = await suite.session(login);
    expect((await session.request('GET', '/api/leaks')).status).toBe(403);
    expect((await session.request('GET', '/api/leaks/decoys')).status).toBe(403);
  }
});

test('somebody who was named reads what the data can show, and closes a case with a reason; the look is audited', async () => {
  await suite.lab.star7.mustRun(['leaks', 'readers', '--add', 'supervisor']);
  const person = await suite.signedIn('supervisor');
  const { page } = person;
  await page.reload();
  await page.getByRole('link', { name: 'Lost customers' }).click();
  await page.getByRole('heading', { name: 'Are customers being lost?', level: 1 }).waitFor();
  await page
    .getByText(
      'it would show within about 8 weeks. For 1 of 3 managers it would not show: 103. Your orders cover 60 weeks.',
    )
    .waitFor();
  await page.getByText('Worth a look: the customers of 1 of 3 managers').waitFor();
  const answer = page.locator('[data-answer]');
  await answer.getByText('19 customers have changed managers since about').waitFor();
  expect(await answer.locator('a').first().getAttribute('href')).toBe('#leak-cases');
  expect(await answer.getByRole('link', { name: 'see the cards' }).getAttribute('href')).toBe(
    '#leak-manager',
  );
  // What touches everybody is taken out of the comparison, and said here alone.
  const shop = page.getByRole('region', { name: 'The whole shop' });
  await shop.getByText('352 orders in the last 8 weeks, 496 in the 8 weeks before: 29 % fewer.').waitFor();
  await shop.getByText('This touches everybody').waitFor();
  await shop.getByText('that takes 68 weeks of orders, and yours cover 60, from ').waitFor();
  const open = page.getByRole('region', { name: 'Worth a look' });
  await open.getByText('Fewer orders than similar customers of the others bring').waitFor();
  const groups = page.getByRole('region', { name: 'Customers by manager' }).getByRole('listitem');
  // By extension, not by how much is lost.
  const shown = await groups.allInnerTexts();
  expect(shown.map((text) => /\b10\d\b/.exec(text)?.[0])).toEqual(['101', '102', '103']);
  expect(shown.map((text) => /worth a look|falls as the others do|too few/.exec(text)?.[0])).toEqual([
    ...['worth a look', 'falls as the others do', 'too few'],
  ]);
  await groups.nth(2).getByText('gave away 19, received 0.').waitFor();
  // 370 + 320 + 18 customers, of the orders of 8 weeks.
  await page.getByText('These cards add up to 708 of the 905 customers and ').waitFor();
  await page.getByRole('region', { name: 'Customers by team' }).getByText('Moscow').waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/guilt|thief|suspect|stole|leak/i);

  const found: string[] = [];
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await textFaults(page)).map((fault) => `at ${String(width)} px: ${fault}`));
    found.push(...(await axeViolations(page, 'all')));
    await person.photograph(screenshots, `lost-customers-${String(width)}`);
  }
  await page.goto('/settings');
  await page.getByText('Русский', { exact: true }).click();
  try {
    await page.getByRole('heading', { name: 'Мои настройки', level: 1 }).waitFor();
    await page.goto('/lost-customers');
    await page.getByText('это станет видно примерно через 8 недель').waitFor();
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await textFaults(page)).map((fault) => `in Russian at ${String(width)} px: ${fault}`));
      await person.photograph(screenshots, `lost-customers-ru-${String(width)}`);
    }
    await page.getByRole('link', { name: 'Отчёт за месяц' }).click();
    await page.getByLabel('Месяц', { exact: true }).selectOption(reportMonth);
    await page.getByText('Клиенты одного из менеджеров').first().waitFor();
    await person.photograph(screenshots, 'lost-customers-report-ru-1440');
  } finally {
    await page.goto('/settings');
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { name: 'My settings', level: 1 }).waitFor();
  }
  expect(found).toEqual([]);

  await page.goto('/lost-customers');
  await page.getByRole('button', { name: /^Name the manager in the month’s report: / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Agree' }).click();
  await open.getByText('One person has agreed').waitFor();
  await page.getByRole('link', { name: 'Report of a month' }).click();
  await page.getByLabel('Month', { exact: true }).selectOption(reportMonth);
  const cases = page.getByRole('region', { name: 'Cases of this month' });
  await cases.getByText('Customers of one manager').first().waitFor();
  expect(await cases.innerText()).not.toMatch(/\b101\b/);
  const [{ id } = { id: 0 }] = await suite.lab.database.query(
    `SELECT id FROM leak_cases WHERE group_key = '101'`,
  );
  await suite.lab.star7.mustRun(['leaks', 'name', String(id)]);
  await page.reload();
  await page.getByLabel('Month', { exact: true }).selectOption(reportMonth);
  await cases.getByText(/Customers of .*101/).waitFor();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await textFaults(page)).map((fault) => `report at ${String(width)} px: ${fault}`));
    found.push(...(await axeViolations(page, 'all')));
    await person.photograph(screenshots, `lost-customers-report-${String(width)}`);
  }
  // On paper is the report alone.
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print, or save as PDF' }).isVisible()).toBe(false);
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
  expect(await cases.isVisible()).toBe(true);
  await person.photograph(screenshots, 'lost-customers-report-print');
  await page.emulateMedia({ media: 'screen' });
  expect(found).toEqual([]);

  await page.goto('/lost-customers');
  await page.getByRole('button', { name: /^Settled, close the case: / }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What did you find?').selectOption('explained');
  await dialog.getByLabel('Note').fill('A competitor opened next door.');
  await dialog.getByRole('button', { name: 'Close the case' }).click();
  // Nothing is worth a look any more, so no heading says so.
  const none = page.getByRole('region', { name: 'Open cases' });
  await none.getByText('No single manager stands out.').waitFor();
  expect(await open.count()).toBe(0);
  await answer.getByText('The whole shop has fewer orders. No single manager stands out.').waitFor();
  // Of a shop that has lost so much it would be a joke.
  expect(await answer.getByText('That is no all-clear').count()).toBe(0);
  const [closed] = await suite.lab.database.query(
    `SELECT reason, note, closed_by AS closedBy FROM leak_cases WHERE group_key = '101'`,
  );
  expect(closed).toMatchObject({
    ...{ reason: 'explained', note: 'A competitor opened next door.', closedBy: 'account:supervisor' },
  });
  const [looks] = await suite.lab.database.query(
    `SELECT COUNT(*) AS looks FROM audit_log WHERE action = 'leak.view' AND actor = 'account:supervisor'`,
  );
  expect(Number(looks!.looks)).toBeGreaterThan(0);
});

test('decoys: how many are needed, where they are, who called, and what a call was, which a person says', async () => {
  await suite.lab.star7.mustRun(['leaks', 'readers', '--add', 'supervisor']);
  await suite.lab.star7.mustRun(['leaks', 'decoys', 'notice', '--accept']);
  const { page } = await suite.signedIn('supervisor');
  await page.goto('/lost-customers');
  const decoys = page.getByRole('region', { name: 'Decoys', exact: true });
  await page.locator('[data-answer]').getByText('Decoys are in the list of 1 of ').waitFor();
  await decoys.getByRole('heading', { name: 'How many decoys are needed: calculator' }).click();
  await decoys
    .getByText('the chance that we get at least 1 call is 72 %. For 95 % it takes 29 decoys in each list.')
    .waitFor();
  await decoys.getByLabel('Decoys in each list').fill('29');
  await decoys.getByText('the chance that we get at least 1 call is 95 %.').waitFor();
  await decoys.getByText('12 decoys for 8 weeks.').waitFor();
  await decoys.getByText('no sign that it is outside', { exact: true }).waitFor();
  const worth = page.getByRole('region', { name: 'Worth a look' });
  expect(await worth.locator('[data-list]').count()).toBe(0);
  // Two who asked for a decoy by name, as somebody heard who rang back.
  const hits = decoys.getByRole('region', { name: 'Calls from outside' });
  for (const place of [0, 1]) {
    await hits.getByRole('combobox').nth(place).selectOption('named');
    const named = place === 0 ? 'in 1 call' : 'in 2 calls';
    await decoys.getByText(`${named} an invented customer was asked for by name`).waitFor();
  }
  const mails = decoys.getByRole('region', { name: 'Mails from outside' });
  await mails.getByText('box 1, mail ').waitFor();
  await mails.getByRole('combobox').selectOption('named');
  await decoys.getByText('1 mail addressed an invented customer by name').waitFor();
  await decoys.getByText('check that they forward: box 1').waitFor();
  const sms = decoys.getByRole('region', { name: 'SMS from outside' });
  await sms.getByText('north 2, SMS ').waitFor();
  await sms.getByRole('combobox').selectOption('named');
  await decoys.getByText('1 SMS addressed an invented customer by name').waitFor();
  await decoys.getByText('SMS reach us on 2 numbers.').waitFor();
  await decoys.getByText('contacts hardly by chance').waitFor();
  await decoys.getByText('What the call was, supervisor has said; you may correct it.').first().waitFor();
  // It stands where an owner looks first, and is about a list.
  await worth.getByText('Seems to be outside: the list of manager 101', { exact: true }).waitFor();
  await worth.getByText('Invented customers who are in this list alone: 12.').waitFor();
  await worth.getByText('the 1 control number, which nobody was given: in 1 call somebody spoke.').waitFor();
  await worth.getByText('Who took it is unknown').waitFor();
  // The manager's name would be read as who took it.
  const [named] = await suite.lab.database.query(`SELECT name FROM managers WHERE active_extension = '101'`);
  expect(await worth.locator('[data-list]').innerText()).not.toContain(String(named!.name));
  expect(await decoys.innerText()).not.toContain(String(named!.name));
  await page.locator('[data-answer]').getByText('1 list, going by contacts with decoys').waitFor();
  // No line is free: the form says why it plants nothing.
  expect(await decoys.getByRole('button', { name: 'Plant decoys' }).isDisabled()).toBe(true);
  expect(await page.getByRole('main').innerText()).not.toMatch(/guilt|thief|suspect|stole/i);
});

test('customers of a case are asked by an interviewer, who sees a name and questions and nothing of why; leave is entered', async () => {
  const { database, star7 } = suite.lab;
  await star7.mustRun(['leaks', 'readers', '--add', 'supervisor']);
  await database.query(
    `INSERT INTO leak_cases (kind, group_key, lamp, opened_week, last_week, z, threshold, opened_at)
     VALUES ('manager', '101', 'recent', ?, ?, 3.9, 3.4, NOW(6))`,
    [weekEnd(2), weekEnd(0)],
  );
  for (const [extension, isControl] of [
    ['101', false],
    ['102', true],
  ] as const) {
    await database.query(
      `INSERT INTO leak_survey_targets SELECT MAX(k.id), o.customer_id, o.id, ?, 0.6
         FROM leak_cases AS k, orders AS o JOIN managers AS m ON m.id = o.manager_id
        WHERE m.active_extension = ? AND o.order_number = ? GROUP BY o.id`,
      [isControl, extension, await callableOrder(extension)],
    );
  }
  const owner = await suite.signedIn('supervisor');
  const { page } = owner;
  await page.goto('/lost-customers');
  const leave = page.getByRole('region', { name: 'Leave' });
  await leave.getByRole('heading', { name: 'Leave' }).click();
  await leave.getByLabel('Manager').selectOption('103');
  await leave.getByLabel('First day').fill(weekEnd(5));
  await leave.getByLabel('Last day').fill(weekEnd(4));
  await leave.getByRole('button', { name: 'Enter leave' }).click();
  await leave.getByRole('listitem').nth(1).waitFor();
  await leave.getByRole('button', { name: /^Remove the leave of .* 103 from/ }).click();
  await leave.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  const interviewers = page.getByRole('region', { name: 'Who asks customers' });
  await interviewers.getByRole('heading').click();
  await interviewers.getByLabel('Manager').selectOption('103');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await page.getByText('Their page:').waitFor();
  const cases = page.getByRole('region', { name: 'Worth a look' });
  await cases.locator('[data-evidence]').getByText('Survey: not asked yet.').waitFor();
  await cases.getByRole('button', { name: /^Ask customers: / }).click();
  await page.getByRole('dialog').getByText('12 answers are needed').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Start the survey' }).click();
  await cases.getByText('0 of 12 answers').waitFor();

  const interviewer = await suite.signedIn('103');
  await interviewer.page.goto('/interview');
  const asks = interviewer.page;
  const phone = suite.phone(103);
  await phone.registered();
  for (const offered of ['yes', 'no'] as const) {
    await asks.getByRole('button', { name: /Next customer|Следующий клиент/ }).click();
    const since = phone.events.length;
    await asks.getByRole('button', { name: /^(?:Call|Позвонить)/ }).click();
    await phone.incoming({ since, within: 15_000 });
    await phone.answer();
    // Answers go with the record of a call that was answered.
    await eventually(
      async () =>
        (await asks.evaluate(async () => {
          const calls = (await (await fetch('/api/calls?limit=1')).json()) as { items: { phase: string }[] };
          return calls.items[0]?.phase;
        })) === 'talking',
      { within: 30_000, every: 250, what: 'the conversation' },
    );
    await asks.getByLabel(/Language of the questions|Язык вопросов/).selectOption('en');
    const answer = async (question: RegExp, name: RegExp): Promise<void> =>
      asks.getByRole('radiogroup', { name: question }).getByRole('radio', { name }).check();
    await answer(/similar goods/, offered === 'yes' ? /^(?:yes|да)$/ : /^(?:no|нет)$/);
    if (offered === 'yes') await answer(/know your name/, /remember|помнит/);
    await answer(/less often/, /^(?:price|цена)$/);
    await answer(/call you back/, /^(?:no|нет)$/);
    if (offered === 'yes') {
      for (const width of [1440, 360]) {
        await asks.setViewportSize({ width, height: 900 });
        expect(await textFaults(asks)).toEqual([]);
        await interviewer.photograph(screenshots, `interview-${String(width)}`);
      }
      expect(await axeViolations(asks, 'all')).toEqual([]);
      // Neither whose customer it is, nor an order, nor a word of why.
      expect(await asks.getByRole('main').innerText()).not.toMatch(/\b10[12]\b|manager|менеджер|lost|потер/i);
    }
    await asks.getByRole('button', { name: /Save the answers|Сохранить ответы/ }).click();
    await asks.getByRole('button', { name: /Next customer|Следующий клиент/ }).waitFor();
    await phone.hangUp();
  }
  // By their tickets alone: an order's history, which its manager reads, has no such calls.
  const called = await eventually(
    async () => {
      const rows = await database.query(
        `SELECT order_number AS number FROM calls WHERE manager_extension = '103' AND order_number LIKE 'interview:%' AND phase = 'ended'`,
      );
      return rows.length >= 2 ? rows : null;
    },
    { within: 30_000, what: 'the records of both calls' },
  );
  expect(called.every(({ number }) => /^interview:\d+$/.test(String(number)))).toBe(true);

  await page.reload();
  await cases.getByText('0 of 1 customers were offered goods by somebody who knew them').waitFor();
  await cases.getByText('Chance does as much.').waitFor();
  await cases.locator('[data-evidence]').getByText('Survey: no more than chance.').waitFor();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await textFaults(page)).toEqual([]);
    await owner.photograph(screenshots, `lost-customers-survey-${String(width)}`);
  }
  expect(await axeViolations(page, 'all')).toEqual([]);
});

/** An order of this manager, of a customer who may be called, and answers. */
async function callableOrder(extension: string): Promise<string> {
  const [row] = await suite.lab.database.query(
    `SELECT MAX(o.order_number) AS number FROM orders AS o JOIN managers AS m ON m.id = o.manager_id
       JOIN customers AS c ON c.id = o.customer_id AND c.do_not_call = 0
      WHERE m.active_extension = ? AND o.missed_at IS NULL AND o.order_number IN (?)
        AND NOT EXISTS (SELECT 1 FROM orders AS x JOIN managers AS y ON y.id = x.manager_id
                         WHERE x.customer_id = o.customer_id AND y.active_extension = '103')`,
    [
      extension,
      sampleShop()
        .orders.filter(
          ({ managerExtension, behaviour }) => managerExtension === extension && behaviour === 'answers',
        )
        .map(({ orderNumber }) => orderNumber),
    ],
  );
  return String(row!.number);
}
