import { contractDatabase } from './contract-labs';

/** A database of one's own, a MySQL say, can be given by STAR7_TEST_DATABASE_URL. */
export default async function globalSetup(): Promise<void> {
  if (process.env['STAR7_TEST_DATABASE_URL'] !== undefined) return;
  const lab = await contractDatabase();
  process.env['STAR7_TEST_DATABASE_URL'] = lab.database.testUrl;
  lab.release();
}
