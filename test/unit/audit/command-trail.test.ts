import { commandTrail } from '#audit/command-trail';
import { exitCodes } from '#cli/exit-codes';
import type { Database } from '#database/database';
import { StoreError } from '#database/store-error';

const gone = {
  transaction: () => Promise.reject(new StoreError('database-unavailable', 'The database is gone.')),
} as unknown as Database;
const entry = { actor: 'cli:root', action: 'account.add', subject: 'account:orlov' };

let before: typeof process.exitCode;
beforeEach(() => {
  before = process.exitCode;
});
afterEach(() => {
  process.exitCode = before;
});

it('what is done already is shown, and the status and standard error say that it is not audited', async () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await commandTrail(gone).after(entry);
  const status = process.exitCode;
  expect(status).toBe(exitCodes.unreachable);
  expect(said.mock.calls.flat().join('')).toContain('The database is gone.');
  said.mockRestore();
});

it('what cannot be audited first is not done', async () => {
  await expect(commandTrail(gone).before(entry)).rejects.toMatchObject({ slug: 'unavailable' });
});
