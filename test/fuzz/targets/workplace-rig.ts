import { csrfToken } from '#people/csrf';
import { TotpCodes } from '#vault/totp-codes';
import { must } from '../fuzz-target';
import { textOf } from '../said-log';
import { RestRig } from './rest-rig';

/** Who signs in on the pages. */
export const people = ['101', 'orlov', 'petrova', 'newcomer', 'careful'] as const;
export type Login = (typeof people)[number];

/** Everybody's. It is shown nowhere. */
export const password = 'correct horse battery';

/** A browser that is signed in. */
export interface SignedIn {
  token: string;
  csrf: string;
}

/** What a request said, so that it can be told what of it is a secret. */
export interface Said {
  /** The answer's body. */
  body: string;
  /** May show what it was asked to name: a manager, an account, an outcome, the terms. */
  names: boolean;
  /** May show a password to begin with. */
  givesPassword: boolean;
}

/** The server with people who sign in; the same for every request. */
export class WorkplaceRig extends RestRig {
  /** Passwords that were given out before the request. */
  #given = 0;
  readonly #secret = new TotpCodes().newSecret();
  readonly #outcomes = this.administration.edited;

  /** Everybody and everything as it was. */
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
   * No password, session or secret of an authenticator is in the answer, the log or the audit log, but where it is given.
   * @throws Broken
   */
  keepSecrets({ body, names, givesPassword }: Said, browser: SignedIn | null): void {
    const written = `${this.said.take()} ${this.audit.entries.map(textOf).join(' ')}`;
    // What administrators named is theirs to name, and in the audit log by its name.
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
