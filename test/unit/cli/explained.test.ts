import { CliError } from '#cli/cli-error';
import { explained } from '#cli/explained';
import { RefusedError } from '#kernel/refused-error';
import { ConfigError } from '#config/load-config';
import { VaultError } from '#vault/vault-error';

test.each([
  [new CliError(4, 'none'), 4, 'none'],
  [new ConfigError(['STAR7_X is not set']), 2, 'The configuration has 1 fault(s):\n  - STAR7_X is not set'],
  [Object.assign(new Error('no answer'), { slug: 'database-unavailable' }), 5, 'no answer'],
  [new VaultError('key-file-exposed', 'mode 0644'), 2, 'mode 0644'],
  [Object.assign(new Error('odd'), { slug: 'something-else' }), 1, 'odd'],
  [new TypeError('select +79161234567'), 1, 'unexpected TypeError'],
  [new RefusedError('import-running', { message: 'busy' }), 1, 'busy'],
  [new RefusedError('unavailable', { cause: new VaultError('key-file-exposed', 'why') }), 2, 'why'],
  ['text', 1, 'unexpected string'],
])('%s', (error, status, text) => {
  expect(explained(error)).toEqual({ status, text });
});
