import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import type { LiveKeys } from '#vault/live-keys';
import { WebhookVault } from '#vault/webhook-vault';

/** The secrets that deliveries are signed with: a site has few addresses. */
export function webhookSecrets(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new WebhookVault(keys);
  return new SealedColumn(database, { table: 'webhooks', column: 'secret', isIndexed: false, vault });
}
