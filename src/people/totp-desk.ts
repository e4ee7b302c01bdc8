import type { Account, AccountBook, OneTimeCodes, SessionBook } from './accounts';
import { accountRow, checkedHash, wrongPassword } from './session-desk';
import type { SignIn } from './sign-in';
import type { SignedIn } from './signed-in';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { RefusedError } from '#kernel/refused-error';

export interface TotpDeskParts {
  signIn: SignIn;
  accounts: Pick<AccountBook, 'beginTotp' | 'begunTotp' | 'confirmTotp' | 'removeTotp' | 'takeTotpStep'>;
  sessions: Pick<SessionBook, 'endOthers'>;
  codes: OneTimeCodes;
  trail: Pick<AuditTrail, 'before'>;
  clock: Pick<Clock, 'now'>;
}

/**
 * Codes of an authenticator app: begun, confirmed by a first code, removed. Audited before it counts: an account's second
 * lock is neither put on nor taken off unseen. Both need the password, so that a page left open does not do for them, and both
 * end the account's other sessions. For people who are through with signing in.
 */
export class TotpDesk {
  constructor(private readonly parts: TotpDeskParts) {}

  /**
   * Until a first code confirms it, no codes are asked for.
   * @param address where the request came from: a wrong password counts as a failed sign-in
   * @returns the secret for the authenticator, which is shown only here
   * @throws RefusedError `sign-in-unfinished`, `totp-in-use`, `too-many-sign-ins`, `invalid-input` (field `password`)
   */
  async begin(
    signedIn: SignedIn,
    password: string,
    address: string,
  ): Promise<{ secret: string; uri: string }> {
    const account = finished(signedIn);
    if (account.totp) throw new RefusedError('totp-in-use');
    await this.#refuseWrong(account, password, address);
    const { accounts, codes } = this.parts;
    const secret = codes.newSecret();
    await accounts.beginTotp(account.id, secret);
    return codes.shown(secret, account.login);
  }

  /** @throws RefusedError `sign-in-unfinished`, `totp-not-begun`, `invalid-input` (field `code`), `unavailable` */
  async confirm(signedIn: SignedIn, code: string): Promise<SignedIn> {
    const account = finished(signedIn);
    const { accounts, sessions, codes, trail, clock } = this.parts;
    const secret = await accounts.begunTotp(account.id);
    if (secret === null) throw new RefusedError('totp-not-begun');
    const step = codes.stepOf(secret, code, clock.now());
    if (step === null || !(await accounts.takeTotpStep(account.id, step))) {
      const detail = 'must be the code that the authenticator shows now';
      throw new RefusedError('invalid-input', { faults: [{ field: 'code', code: 'wrong', detail }] });
    }
    await trail.before(accountRow(account, 'totp.enable'));
    await accounts.confirmTotp(account.id);
    await sessions.endOthers(account.id, signedIn.token);
    return { ...signedIn, account: { ...account, totp: true } };
  }

  /**
   * @param address where the request came from: a wrong password counts as a failed sign-in
   * @throws RefusedError `sign-in-unfinished`, `too-many-sign-ins`, `invalid-input` (field `password`), `unavailable`
   */
  async remove(signedIn: SignedIn, password: string, address: string): Promise<SignedIn> {
    const account = finished(signedIn);
    const { accounts, sessions, trail } = this.parts;
    await this.#refuseWrong(account, password, address);
    await trail.before(accountRow(account, 'totp.disable'));
    await accounts.removeTotp(account.id);
    await sessions.endOthers(account.id, signedIn.token);
    return { ...signedIn, account: { ...account, totp: false } };
  }

  async #refuseWrong(account: Account, password: string, address: string): Promise<void> {
    if ((await checkedHash(this.parts.signIn, account, password, address)) === null) {
      throw new RefusedError('invalid-input', { faults: [wrongPassword('password')] });
    }
  }
}

/** @throws RefusedError `sign-in-unfinished` */
function finished({ account, steps }: SignedIn): Account {
  if (steps.length > 0) throw new RefusedError('sign-in-unfinished');
  return account;
}
