/**
 * What signed-in pages that are phones cost while nobody calls: `scripts/bench --phone-idle [pages] [seconds]`. A hundred browsers
 * are too many for one machine: see idle-page.ts for what stands in their place.
 */
import path from 'node:path';
import { Database } from '#database/database';
import { systemClock } from '#kernel/system-clock';
import { SqlManagers } from '#people/sql-managers';
import { SqlSessionBook } from '#people/sql-session-book';
import type { Daemon } from '../lab/daemon';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';
import { printBars } from '../run/bars';
import { pidOf } from './bench-lab';
import { IdlePage } from './idle-page';
import { cpuTimes, residentBytes } from './process-cost';

const firstExtension = 6001;
/** Whose account the others are copies of: signed in before, terms accepted. */
const model = '105';
const atOnce = 5;
/** Until what opening them has cost is over. */
const settleMs = 10_000;
const mostOfCore = 0.02;
const mostBytes = 100 * 2 ** 20;

interface Cost {
  /** CPU seconds a second. */
  cores: number;
  /** The most that was resident. */
  resident: number;
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100);
  const seconds = Number(process.argv[3] ?? 150);
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-idle'),
    basePort: basePorts.bench,
    leaky: false,
    parts: ['database', 'asterisk', 'star7'],
    star7: { STAR7_LOG_LEVEL: 'info' },
  });
  const pages: IdlePage[] = [];
  try {
    await lab.openAccounts();
    const sessions = await sessionsOf(lab, count);
    // Once, so that what is loaded with the first page is in neither figure.
    (await IdlePage.open(lab.star7.httpUrl, sessions[0]!)).close();
    await pause(settleMs);
    const parts: readonly Daemon[] = [lab.star7.daemon, lab.asterisk.daemon];
    const without = await costOf(parts, seconds);
    for (let from = 0; from < count; from += atOnce)
      pages.push(
        ...(await Promise.all(
          sessions.slice(from, from + atOnce).map((session) => IdlePage.open(lab.star7.httpUrl, session)),
        )),
      );
    await pause(settleMs);
    const [breaks, registrations] = [sum(pages, 'breaks'), sum(pages, 'registrations')];
    const withThem = await costOf(parts, seconds);
    console.log('| process | CPU without, % of a core | with | resident without, MB | with |');
    console.log('| --- | --: | --: | --: | --: |');
    for (const [nth, name] of ['Star7', 'Asterisk'].entries()) {
      const [before, after] = [without[nth]!, withThem[nth]!];
      const cells = [
        before.cores * 100,
        after.cores * 100,
        before.resident / 2 ** 20,
        after.resident / 2 ** 20,
      ];
      console.log(`| ${[name, ...cells.map((each) => each.toFixed(1))].join(' | ')} |`);
    }
    const [before, after] = [without[0]!, withThem[0]!];
    const [cores, bytes] = [after.cores - before.cores, after.resident - before.resident];
    const renewed = sum(pages, 'registrations') - registrations;
    const lost = sum(pages, 'breaks') - breaks;
    const bars = [
      {
        promised: `${String(count)} idle pages: at most ${String(mostOfCore * 100)} % of a core more in Star7`,
        found: `${(cores * 100).toFixed(2)} %`,
        isHeld: cores <= mostOfCore,
      },
      {
        promised: `${String(count)} idle pages: at most 100 MB more in Star7`,
        found: `${(bytes / 2 ** 20).toFixed(1)} MB`,
        isHeld: bytes <= mostBytes,
      },
      // The control: pages that had lost their connections would cost nothing.
      {
        promised: `no connection lost in ${String(seconds)} s, and each registration renewed in 92`,
        found: `${String(lost)} lost, ${String(renewed)} renewed`,
        isHeld: lost === 0 && renewed >= count * Math.floor(seconds / 92),
      },
    ];
    printBars('Idle pages', bars);
    if (bars.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
  } finally {
    for (const page of pages) page.close();
    await lab.down();
  }
}

/** Managers with sessions, as if each had signed in. */
async function sessionsOf(lab: Lab, count: number): Promise<string[]> {
  const database = Database.connect(lab.database.url);
  try {
    const managers = new SqlManagers(database, systemClock.now);
    const there = new Set((await managers.list()).map(({ extension }) => extension));
    const extensions = Array.from({ length: count }, (_, nth) => String(firstExtension + nth));
    for (const extension of extensions)
      if (!there.has(extension))
        await managers.add({ extension, name: `Manager ${extension}`, language: 'en' });
    await lab.database.query(
      `INSERT INTO accounts (login, name, role, manager_id, password_hash, password_changed_at, must_change_password,
              terms_version, terms_accepted_at, language, created_at)
       SELECT m.extension, '', 'manager', m.id, a.password_hash, a.password_changed_at, FALSE,
              a.terms_version, a.terms_accepted_at, 'en', a.created_at
         FROM managers AS m JOIN accounts AS a ON a.active_login = ?
         LEFT JOIN accounts AS own ON own.active_login = m.extension
        WHERE m.active_extension IN (?) AND own.id IS NULL`,
      [model, extensions],
    );
    const accounts = (await lab.database.query(
      'SELECT id, password_hash FROM accounts WHERE active_login IN (?) ORDER BY id',
      [extensions],
    )) as { id: number; password_hash: string }[];
    const book = new SqlSessionBook(database, systemClock.now);
    const sessions = [];
    for (const { id, password_hash: hash } of accounts) sessions.push(await book.begin(id, hash));
    return sessions.filter((session) => session !== null);
  } finally {
    await database.close();
  }
}

/** @returns of each process, in their order */
async function costOf(daemons: readonly Daemon[], seconds: number): Promise<Cost[]> {
  const pids = daemons.map(pidOf);
  const before = pids.map((pid) => cpuTimes(pid).own);
  const since = performance.now();
  const most = pids.map(() => 0);
  while (performance.now() - since < seconds * 1000) {
    await pause(1_000);
    for (const [nth, pid] of pids.entries()) most[nth] = Math.max(most[nth] ?? 0, residentBytes(pid));
  }
  const elapsed = performance.now() - since;
  return pids.map((pid, nth) => ({
    cores: (cpuTimes(pid).own - (before[nth] ?? 0)) / elapsed,
    resident: most[nth] ?? 0,
  }));
}

function sum(pages: readonly IdlePage[], what: 'breaks' | 'registrations'): number {
  return pages.reduce((all, page) => all + page[what], 0);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
