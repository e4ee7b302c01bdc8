import path from 'node:path';
import { createTestDatabase } from '../contract/database/test-database';
import type { TestDatabase } from '../contract/database/test-database';
import type { Daemon } from '../lab/daemon';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

/**
 * Gives `work` a database with the tables, which is dropped afterwards: on the server of STAR7_TEST_DATABASE_URL, whose user
 * must be allowed to create databases, or, without it, on a MariaDB that is started for the bench, which `work` is given too.
 */
export async function withBenchDatabase(
  work: (test: TestDatabase, server: Daemon | null) => Promise<void>,
): Promise<void> {
  if (process.env.STAR7_TEST_DATABASE_URL) return inOneOf((test) => work(test, null));
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-import'),
    basePort: basePorts.bench,
    leaky: false,
    parts: ['database'],
  });
  process.env.STAR7_TEST_DATABASE_URL = lab.database.testUrl;
  try {
    await inOneOf((test) => work(test, lab.database.daemon));
  } finally {
    await lab.down();
  }
}

async function inOneOf(work: (test: TestDatabase) => Promise<void>): Promise<void> {
  const test = await createTestDatabase();
  try {
    await work(test);
  } finally {
    await test.drop();
  }
}
