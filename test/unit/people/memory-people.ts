import type {
  Account,
  AccountBook,
  Passwords,
  Preferences,
  Session,
  SessionBook,
  SignInSecrets,
} from '#people/accounts';
import type { Clock } from '#kernel/clock';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { defaultTerms } from '#people/terms';
import type { CurrentTerms, Terms } from '#people/terms';

interface Kept {
  account: Account;
  passwordHash: string;
  secret: Masked | null;
  lastStep: number;
}

/** Accounts in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryAccountBook implements AccountBook {
  readonly #kept = new Map<number, Kept>();
  #failure: Error | null = null;

  /** An account through with signing in, unless told otherwise. */
  add(account: Pick<Account, 'id' | 'login' | 'role'> & Partial<Account>, password: string): Account {
    const whole: Account = {
      name: `Name of ${account.login}`,
      manager: null,
      awaySince: null,
      mustChangePassword: false,
      termsVersion: 1,
      language: 'ru',
      colorScheme: 'auto',
      mayExport: false,
      phone: null,
      totp: false,
      ...account,
    };
    this.#kept.set(whole.id, {
      account: whole,
      passwordHash: plainHash(password),
      secret: null,
      lastStep: 0,
    });
    return whole;
  }

  disable(id: number): void {
    this.#kept.delete(id);
  }

  /** From now on nothing can be read or written; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  account(id: number): Account | null {
    return this.#kept.get(id)?.account ?? null;
  }

  async secretsOf(login: string): Promise<SignInSecrets | null> {
    await this.#asked();
    const kept = [...this.#kept.values()].find(({ account }) => account.login === login);
    if (kept === undefined) return null;
    const { account, passwordHash, secret } = kept;
    return { account, passwordHash, totpSecret: account.totp ? secret : null };
  }

  async changePassword(account: number, checked: string, passwordHash: string): Promise<boolean> {
    if (!this.hasPassword(account, checked)) return false;
    await this.#change(account, { mustChangePassword: false }, { passwordHash });
    return true;
  }

  /** Whether this is the hash of an account that may sign in. */
  hasPassword(account: number, passwordHash: string): boolean {
    return this.#kept.get(account)?.passwordHash === passwordHash;
  }

  /** As an administrator's reset does: another password, from one moment to the next. */
  reset(id: number, password: string): void {
    const kept = this.#kept.get(id);
    if (kept) kept.passwordHash = plainHash(password);
  }

  async acceptTerms(account: number, termsVersion: number): Promise<void> {
    await this.#change(account, { termsVersion });
  }

  async changePreferences(account: number, preferences: Partial<Preferences>): Promise<void> {
    await this.#change(account, preferences);
  }

  async beginTotp(account: number, secret: Masked): Promise<void> {
    await this.#change(account, {}, { secret, lastStep: 0 });
  }

  async begunTotp(account: number): Promise<Masked | null> {
    await this.#asked();
    const kept = this.#kept.get(account);
    return kept === undefined || kept.account.totp ? null : kept.secret;
  }

  async confirmTotp(account: number): Promise<void> {
    await this.#change(account, { totp: true });
  }

  async removeTotp(account: number): Promise<void> {
    await this.#change(account, { totp: false }, { secret: null, lastStep: 0 });
  }

  async takeTotpStep(account: number, step: number): Promise<boolean> {
    await this.#asked();
    const kept = this.#kept.get(account);
    if (kept === undefined || step <= kept.lastStep) return false;
    kept.lastStep = step;
    return true;
  }

  async #change(id: number, changes: Partial<Account>, others: Partial<Kept> = {}): Promise<void> {
    await this.#asked();
    const kept = this.#kept.get(id);
    if (kept) Object.assign(kept, others, { account: { ...kept.account, ...changes } });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async #asked(): Promise<void> {
    if (this.#failure) throw this.#failure;
  }
}

/** Sessions in memory. */
export class MemorySessionBook implements SessionBook {
  readonly #sessions = new Map<string, { account: number; seenAt: Micros }>();
  #made = 0;

  constructor(
    private readonly accounts: MemoryAccountBook,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** How many there are. */
  get size(): number {
    return this.#sessions.size;
  }

  begin(account: number, checked: string): Promise<string | null> {
    if (!this.accounts.hasPassword(account, checked)) return Promise.resolve(null);
    this.#made += 1;
    const token = `session-${String(this.#made)}`.padEnd(43, '_');
    const now = this.clock.now();
    this.#sessions.set(token, { account, seenAt: now });
    return Promise.resolve(token);
  }

  find(token: string, idleSeconds: number, use: boolean): Promise<Session | null> {
    const session = this.#sessions.get(token);
    const account = session === undefined ? null : this.accounts.account(session.account);
    const now = this.clock.now();
    if (session === undefined || account === null || now - session.seenAt >= idleSeconds * 1_000_000)
      return Promise.resolve(null);
    if (use) session.seenAt = now;
    return Promise.resolve({ account });
  }

  end(token: string): Promise<void> {
    this.#sessions.delete(token);
    return Promise.resolve();
  }

  endOthers(account: number, token: string): Promise<void> {
    for (const [other, session] of this.#sessions)
      if (session.account === account && other !== token) this.#sessions.delete(other);
    return Promise.resolve();
  }
}

function plainHash(password: string): string {
  return `hash of ${password}`;
}

/** Passwords without the work. */
export class PlainPasswords implements Passwords {
  /** What was held against what, in their order; null where there was no account. */
  readonly held: (string | null)[] = [];
  /** Happens while a password is being hashed, or was just held against its hash. */
  meanwhile: () => void = () => undefined;
  busy = false;

  hash(password: string): Promise<string> {
    this.meanwhile();
    return Promise.resolve(plainHash(password));
  }

  matches(password: string, hash: string | null): Promise<boolean> {
    if (this.busy) return Promise.reject(Object.assign(new Error('busy'), { slug: 'busy' }));
    this.held.push(hash);
    this.meanwhile();
    return Promise.resolve(hash === plainHash(password));
  }
}

export class MemoryTerms implements Terms {
  terms: CurrentTerms = { version: 1, text: defaultTerms };

  current(): Promise<CurrentTerms> {
    return Promise.resolve(this.terms);
  }
}
