import { csrfToken } from '#people/csrf';
import { TotpCodes } from '#vault/totp-codes';
import { must } from '../fuzz-target';
import { textOf } from '../said-log';
import { RestRig } from './rest-rig';

/** Logins of the people on the pages. */
export const people = ['101', 'orlov', 'petrova', 'newcomer', 'careful'] as const;
export type Login = (typeof people)[number];

/** The password of all people. It must not appear anywhere. */
export const password = 'correct horse battery';

/** A signed-in browser. */
export interface SignedIn {
  token: string;
  csrf: string;
}

/** An answer, with the information which names and secrets it may contain. */
export interface Said {
  /** The answer's body. */
  body: string;
  /** It may contain names from the request: a manager, an account, an outcome, the terms. */
  names: boolean;
  /** It may contain an initial password. */
  givesPassword: boolean;
}

/** The server with signed-in people, in the same state for every request. */
export class WorkplaceRig extends RestRig {
  /** Passwords that were issued before the request. */
  #given = 0;
  readonly #secret = new TotpCodes().newSecret();
  readonly #outcomes = this.administration.edited;

  /** Restores the initial state. */
  async restore(): Promise<void> {
    const { accounts, administration } = this;
    const manager = { id: 1, extension: '101', since: 0 };
    accounts.add({ id: 1, login: '101', role: 'manager', manager }, password);
    accounts.add({ id: 2, login: 'orlov', role: 'supervisor', mayExport: true }, password);
    accounts.add({ id: 3, login: 'petrova', role: 'administrator', mayExport: true }, password);
    accounts.add(
      { id: 4, login: 'newcomer', role: 'supervisor', mustChangePassword: true, termsVersion: null },
      password,
    );
    accounts.add({ id: 5, login: 'careful', role: 'supervisor' }, password);
    await accounts.beginTotp(5, this.#secret);
    await accounts.confirmTotp(5);
    administration.managers.rows.length = 0;
    administration.accounts.rows.length = 0;
    administration.settingStore.rows.clear();
    administration.edited = this.#outcomes;
    administration.endExamination([]);
    await administration.managers.add({ extension: '101', name: 'Anna' });
    await administration.accounts.create({ role: 'supervisor', login: 'orlov', name: 'Orlov' });
    this.#given = administration.accounts.given.length;
  }

  async signIn(login: Login): Promise<SignedIn> {
    const token = await this.sessions.begin(people.indexOf(login) + 1, `hash of ${password}`);
    must(token !== null, 'nobody can sign in');
    return { token, csrf: csrfToken(token) };
  }

  /**
   * Checks that no password, session or authenticator secret is in the answer, the log or the audit log,
   * except where it is issued.
   * @throws Broken
   */
  keepSecrets({ body, names, givesPassword }: Said, browser: SignedIn | null): void {
    const written = `${this.said.take()} ${this.audit.entries.map(textOf).join(' ')}`;
    // Administrators choose these names, and the audit log contains them.
    if (names) this.audit.entries.length = 0;
    else this.said.also(`${body} ${written}`);
    const isSafe = (secret: string, text: string, what: string): void =>
      must(!text.includes(secret), `${what} is shown`);
    for (const text of [body, written]) {
      isSafe(password, text, 'a password');
      if (browser !== null) isSafe(browser.token, text, 'a session');
    }
    const { given } = this.administration.accounts;
    for (const one of given.slice(this.#given)) {
      isSafe(one, written, 'a password to begin with');
      if (!givesPassword) isSafe(one, body, 'a password to begin with');
    }
    const { secret } = membersOf(body);
    if (typeof secret === 'string' && secret !== '')
      isSafe(secret, written, 'the secret of an authenticator');
  }
}

function membersOf(body: string): { secret?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as { secret?: unknown };
  } catch {
    return {};
  }
}
