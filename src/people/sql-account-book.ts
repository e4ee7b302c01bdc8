import type { AccountBook, Preferences, SignInSecrets } from './accounts';
import type { Micros } from '#kernel/micros';
import type { Masked } from '#kernel/masked';
import { accountColumns, accountFrom, accountIsActive, asLogin, managerOfAccount } from './account-row';
import type { AccountRow } from './account-row';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { lockSealing } from '#database/sealing-lock';
import type { TotpColumns, TotpVault } from './totp-vault';

type SecretsRow = AccountRow & { password_hash: string } & TotpColumns;

const secretsOf = `
  SELECT ${accountColumns}, a.password_hash, a.totp_ciphertext, a.totp_nonce, a.totp_key_version
    FROM accounts AS a ${managerOfAccount}
   WHERE a.active_login IN (?, ?) AND ${accountIsActive}
   ORDER BY a.active_login = ? DESC
   LIMIT 1`;

/** Accounts, for signing in and for their own holders. */
export class SqlAccountBook implements AccountBook {
  constructor(
    private readonly database: Database,
    private readonly vault: TotpVault,
    private readonly now: () => Micros,
  ) {}

  /** Also finds the login in small letters, if nobody has it as it was typed. @throws StoreError, VaultError */
  async secretsOf(login: string): Promise<SignInSecrets | null> {
    const asked = asLogin(login);
    const [row] = await this.database.execute<SecretsRow>(secretsOf, [asked, asked.toLowerCase(), asked]);
    if (!row) return null;
    const account = accountFrom(row);
    return {
      account,
      passwordHash: row.password_hash,
      totpSecret: account.totp ? this.vault.open(account.id, row) : null,
    };
  }

  /** @throws StoreError */
  async changePassword(account: number, checked: string, passwordHash: string): Promise<boolean> {
    const changed = await this.database.update(
      'accounts',
      { id: account, password_hash: checked, disabled_at: null },
      {
        password_hash: passwordHash,
        password_changed_at: toDateTime(this.now()),
        must_change_password: false,
      },
    );
    return changed === 1;
  }

  async acceptTerms(account: number, version: number): Promise<void> {
    await this.database.update(
      'accounts',
      { id: account },
      { terms_version: version, terms_accepted_at: toDateTime(this.now()) },
    );
  }

  async changePreferences(account: number, { language, colorScheme }: Partial<Preferences>): Promise<void> {
    await this.database.update('accounts', { id: account }, { language, color_scheme: colorScheme });
  }

  /** @throws StoreError, VaultError */
  async beginTotp(account: number, secret: Masked): Promise<void> {
    await this.database.transaction(async (transaction) => {
      // A rotation of keys waits meanwhile, or has ended: nothing is left under a key that is being replaced.
      await lockSealing(transaction);
      this.vault.keys.refresh();
      await transaction.update(
        'accounts',
        { id: account, totp_confirmed_at: null },
        { ...this.vault.seal(account, secret), totp_last_step: null },
      );
    });
  }

  /** @throws StoreError, VaultError */
  async begunTotp(account: number): Promise<Masked | null> {
    const [row] = await this.database.query<TotpColumns>(
      `SELECT totp_ciphertext, totp_nonce, totp_key_version FROM accounts
        WHERE id = ? AND totp_confirmed_at IS NULL AND totp_ciphertext IS NOT NULL`,
      [account],
    );
    return row ? this.vault.open(account, row) : null;
  }

  async confirmTotp(account: number): Promise<void> {
    await this.database.write(
      'UPDATE accounts SET totp_confirmed_at = ? WHERE id = ? AND totp_ciphertext IS NOT NULL',
      [toDateTime(this.now()), account],
    );
  }

  async removeTotp(account: number): Promise<void> {
    await this.database.update('accounts', { id: account }, noTotp);
  }

  /** @throws StoreError */
  async takeTotpStep(account: number, step: number): Promise<boolean> {
    const taken = await this.database.write(
      'UPDATE accounts SET totp_last_step = ? WHERE id = ? AND (totp_last_step IS NULL OR totp_last_step < ?)',
      [step, account, step],
    );
    return taken === 1;
  }
}

/** The columns of an account without an authenticator. */
export const noTotp = {
  totp_ciphertext: null,
  totp_nonce: null,
  totp_key_version: null,
  totp_confirmed_at: null,
  totp_last_step: null,
} as const;
