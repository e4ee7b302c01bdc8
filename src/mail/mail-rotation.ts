import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import type { Queries } from '#database/queries';
import type { LiveKeys } from '#vault/live-keys';
import { MailVault, sealedMailTables } from '#vault/mail-vault';

/** Texts and pictures of mails, for a rotation of keys. */
export function sealedMails(database: Database, keys: LiveKeys): SealedTexts {
  const all = sealedMailTables.map(
    (table) =>
      new SealedColumn(database, {
        ...{ table, column: 'text', isIndexed: false },
        vault: new MailVault(keys, table),
      }),
  );
  return {
    async counts() {
      const sums = new Map<number, number>();
      for (const texts of all) {
        for (const [version, count] of await texts.counts()) {
          sums.set(version, (sums.get(version) ?? 0) + count);
        }
      }
      return sums;
    },
    async isOutdated(queries: Queries, current: number) {
      for (const texts of all) if (await texts.isOutdated(queries, current)) return true;
      return false;
    },
    async reseal() {
      let moved = 0;
      for (const texts of all) moved += await texts.reseal();
      return moved;
    },
  };
}
