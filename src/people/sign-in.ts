import type { Account, AccountBook, OneTimeCodes, Passwords, SignInSecrets } from './accounts';
import type { Clock } from '#kernel/clock';
import type { SignInLimiter } from './sign-in-limiter';

export interface SignInRequest {
  login: string;
  password: string;
  /** Of an authenticator; absent where none was typed. */
  code?: string;
  /** Where it came from. */
  address: string;
}

/** What came of a sign-in. */
export type SignInResult =
  | { outcome: 'signed-in'; account: Account; passwordHash: string }
  /** Unknown, disabled or the wrong password: whoever tries it is told no difference. Null where it is unknown. */
  | { outcome: 'refused'; account: Account | null }
  /** The password is right, and a code is missing, or wrong. */
  | { outcome: 'code-required' | 'code-refused'; account: Account }
  | { outcome: 'too-many'; waitSeconds: number };

export interface SignInParts {
  accounts: AccountBook;
  passwords: Passwords;
  codes: OneTimeCodes;
  limiter: SignInLimiter;
  clock: Pick<Clock, 'now'>;
}

/** How long whoever comes into a crowd is to wait. */
const crowdSeconds = 5;

/** Holds a login, a password and a code against the accounts. */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /** @throws where the database cannot answer: that counts for no failure */
  async try(request: SignInRequest): Promise<SignInResult> {
    const attempt = this.parts.limiter.begin(request.login.toLowerCase(), request.address);
    if ('waitSeconds' in attempt) return { outcome: 'too-many', waitSeconds: attempt.waitSeconds };
    let result: SignInResult;
    try {
      result = await this.#held(request);
    } catch (error) {
      attempt.takeBack();
      if (!isBusy(error)) throw error;
      return { outcome: 'too-many', waitSeconds: crowdSeconds };
    }
    if (result.outcome === 'signed-in') attempt.succeeded();
    // The page asks for the code next, and sends the same password again.
    if (result.outcome === 'code-required') attempt.takeBack();
    return result;
  }

  /**
   * Whether this is the account's password. Counts as a sign-in does, and is limited with those.
   * @returns the hash that it was held against where it is; null where it is not
   */
  async checkPassword(
    { login }: Pick<Account, 'login'>,
    password: string,
    address: string,
  ): Promise<{ passwordHash: string | null } | { waitSeconds: number }> {
    const { limiter, accounts, passwords } = this.parts;
    const attempt = limiter.begin(login.toLowerCase(), address);
    if ('waitSeconds' in attempt) return attempt;
    try {
      const known = await accounts.secretsOf(login);
      const right = await passwords.matches(password, known?.passwordHash ?? null);
      if (right) attempt.succeeded();
      return { passwordHash: right && known !== null ? known.passwordHash : null };
    } catch (error) {
      attempt.takeBack();
      if (!isBusy(error)) throw error;
      return { waitSeconds: crowdSeconds };
    }
  }

  /**
   * Whether whoever is signed in types what they sign in by: the code of the authenticator, or the password where there is none. Counts as
   * a sign-in does. A code counts once: that of a sign-in is used.
   * @throws where the database cannot answer: that counts for no failure
   */
  async checkAgain({
    login,
    password,
    code = '',
    address,
  }: SignInRequest): Promise<{ asked: 'code' | 'password'; isRight: boolean } | { waitSeconds: number }> {
    const { limiter, accounts, passwords } = this.parts;
    const attempt = limiter.begin(login.toLowerCase(), address);
    if ('waitSeconds' in attempt) return attempt;
    try {
      const known = await accounts.secretsOf(login);
      const hasCodes = known !== null && known.totpSecret !== null;
      const isRight = hasCodes
        ? await this.#takes(known, code)
        : await passwords.matches(password, known?.passwordHash ?? null);
      if (isRight) attempt.succeeded();
      return { asked: hasCodes ? 'code' : 'password', isRight: isRight && known !== null };
    } catch (error) {
      attempt.takeBack();
      if (!isBusy(error)) throw error;
      return { waitSeconds: crowdSeconds };
    }
  }

  async #held({ login, password, code }: SignInRequest): Promise<SignInResult> {
    const { accounts, passwords } = this.parts;
    const known = await accounts.secretsOf(login);
    // Hashed for an unknown login too: the time tells nothing.
    const right = await passwords.matches(password, known?.passwordHash ?? null);
    if (known === null || !right) return { outcome: 'refused', account: known?.account ?? null };
    const { account, passwordHash } = known;
    const signedIn = { outcome: 'signed-in', account, passwordHash } as const;
    if (known.totpSecret === null) return signedIn;
    if (code === undefined || code === '') return { outcome: 'code-required', account };
    return (await this.#takes(known, code)) ? signedIn : { outcome: 'code-refused', account };
  }

  async #takes({ account, totpSecret }: SignInSecrets, code: string): Promise<boolean> {
    const { accounts, codes, clock } = this.parts;
    const step = totpSecret === null ? null : codes.stepOf(totpSecret, code, clock.now());
    return step !== null && (await accounts.takeTotpStep(account.id, step));
  }
}

function isBusy(error: unknown): boolean {
  return (error as { slug?: unknown } | null)?.slug === 'busy';
}
