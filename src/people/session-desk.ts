import { accountActor, accountSubject } from './account-actor';
import type { Account, AccountBook, Passwords, Preferences, SessionBook } from './accounts';
import { passwordFault, shortestPassword } from './model/password-rules';
import type { PasswordFault } from './model/password-rules';
import type { SignIn, SignInRequest } from './sign-in';
import { stepsOf, withAccount } from './signed-in';
import type { SignedIn } from './signed-in';
import type { Terms } from './terms';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import type { Log } from '#kernel/log';
import { RefusedError, refuseFaults } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';

export interface SessionDeskParts {
  signIn: SignIn;
  accounts: Pick<AccountBook, 'changePassword' | 'acceptTerms' | 'changePreferences'>;
  sessions: Pick<SessionBook, 'begin' | 'end' | 'endOthers'>;
  passwords: Pick<Passwords, 'hash'>;
  terms: Terms;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  log: Log;
}

/** What a new password must be. */
const expectedOfPassword: Readonly<Record<PasswordFault, string>> = {
  'too-short': `must have ${String(shortestPassword)} characters or more`,
  'too-simple':
    'must have five different characters or more, and not consist of common words, keyboard rows, repetitions and digits',
  'contains-login': 'must be long enough without the login in it',
  'same-as-before': 'must be another one than before',
};

/**
 * Signing in and what people do with their own session: limit, check, audit, session, in this order. A session, a new
 * password and accepted terms are audited first: nobody is let in unseen.
 */
export class SessionDesk {
  constructor(private readonly parts: SessionDeskParts) {}

  /**
   * @param previous the session that the same browser had, which nobody could end any more
   * @throws RefusedError `too-many-sign-ins`, `sign-in-refused`, `code-required`, `code-refused`, `unavailable`
   */
  async signIn(request: SignInRequest, previous: string | null): Promise<SignedIn> {
    const { signIn, sessions, trail, terms } = this.parts;
    const result = await signIn.try({ ...request, login: request.login.trim() });
    switch (result.outcome) {
      case 'too-many':
        this.parts.log.warn('sign-in refused', { reason: 'too-many' });
        throw tooManySignIns(result.waitSeconds);
      case 'refused':
        this.#noteRefusal(result.account, 'password', request.address);
        throw new RefusedError('sign-in-refused');
      case 'code-required':
        throw new RefusedError('code-required');
      case 'code-refused':
        this.#noteRefusal(result.account, 'code', request.address);
        throw new RefusedError('code-refused');
      case 'signed-in':
    }
    const { account, passwordHash } = result;
    await trail.before({
      ...accountRow(account, 'session.sign-in'),
      detail: { role: account.role, code: account.totp, from: request.address },
    });
    // Before the session: if the terms cannot be read, no session is left behind.
    const steps = await stepsOf({ account }, terms);
    const token = await sessions.begin(account.id, passwordHash);
    // Reset or disabled since it was looked up.
    if (token === null) throw new RefusedError('sign-in-refused');
    if (previous !== null) await sessions.end(previous);
    return { account, token, steps };
  }

  async signOut({ account, token }: SignedIn): Promise<void> {
    await this.parts.sessions.end(token);
    await this.parts.trail.after(accountRow(account, 'session.sign-out'));
  }

  /**
   * Ends all other sessions of the account.
   * @param address where the request came from: a wrong password counts as a failed sign-in
   * @throws RefusedError `too-many-sign-ins`, `invalid-input` (fields `current`, `new`), `unavailable`
   */
  async changePassword(
    signedIn: SignedIn,
    { current, chosen, address }: { current: string; chosen: string; address: string },
  ): Promise<SignedIn> {
    const { signIn, accounts, sessions, passwords, trail, terms } = this.parts;
    const { account, token } = signedIn;
    const fault = passwordFault(chosen, account.login, current);
    const checked = await checkedHash(signIn, account, current, address);
    refuseFaults([
      ...(checked === null ? [wrongPassword('current')] : []),
      ...(fault === null ? [] : [{ field: 'new', code: fault, detail: expectedOfPassword[fault] }]),
    ]);
    const hash = await passwords.hash(chosen);
    await trail.before(accountRow(account, 'password.change'));
    // Reset or disabled while that was being hashed: what was typed is the account's password no longer.
    if (checked === null || !(await accounts.changePassword(account.id, checked, hash))) {
      throw new RefusedError('invalid-input', { faults: [wrongPassword('current')] });
    }
    await sessions.endOthers(account.id, token);
    return withAccount(signedIn, { mustChangePassword: false }, terms);
  }

  /** @param version of the text that was shown @throws RefusedError `invalid-input` (field `version`), `unavailable` */
  async acceptTerms(signedIn: SignedIn, version: number): Promise<SignedIn> {
    const { accounts, trail, terms } = this.parts;
    const { account } = signedIn;
    if (version !== (await terms.current()).version) {
      const detail = 'must be of the text as it is now: read it again';
      throw new RefusedError('invalid-input', { faults: [{ field: 'version', code: 'outdated', detail }] });
    }
    await trail.before({ ...accountRow(account, 'terms.accept'), detail: { version } });
    await accounts.acceptTerms(account.id, version);
    return withAccount(signedIn, { termsVersion: version }, terms);
  }

  /** How the pages look is nobody's business: not audited. */
  async changePreferences(signedIn: SignedIn, preferences: Partial<Preferences>): Promise<SignedIn> {
    await this.parts.accounts.changePreferences(signedIn.account.id, preferences);
    return withAccount(signedIn, preferences, this.parts.terms);
  }

  /** Nobody waits for the audit log here: an unknown login has no row, and would be answered sooner. */
  #noteRefusal(account: Account | null, reason: 'password' | 'code', from: string): void {
    const { log, trail } = this.parts;
    log.warn('sign-in refused', {
      reason: account === null ? 'unknown' : reason,
      account: account?.login,
    });
    if (account === null) return;
    void trail.after({
      actor: 'anonymous',
      action: 'session.refused',
      subject: accountSubject(account),
      detail: { reason, from },
    });
  }
}

/**
 * Somebody who is signed in types the password once more. Counts as a sign-in does: a page that was left open is no way to
 * guess it.
 * @returns the hash that it was compared with; null where it is wrong
 * @throws RefusedError `too-many-sign-ins`
 */
export async function checkedHash(
  signIn: SignIn,
  account: Pick<Account, 'login'>,
  typed: string,
  address: string,
): Promise<string | null> {
  const checked = await signIn.checkPassword(account, typed, address);
  if ('waitSeconds' in checked) throw tooManySignIns(checked.waitSeconds);
  return checked.passwordHash;
}

export function wrongPassword(field: string): FieldFault {
  return { field, code: 'wrong', detail: 'must be the password as it is now' };
}

/** An audit entry of somebody about their own account, without its detail. */
export function accountRow(
  account: Account,
  action: string,
): Pick<AuditEntry, 'actor' | 'action' | 'subject'> {
  return { actor: accountActor(account), action, subject: accountSubject(account) };
}

export function tooManySignIns(retryAfterSeconds: number): RefusedError {
  return new RefusedError('too-many-sign-ins', { retryAfterSeconds });
}
