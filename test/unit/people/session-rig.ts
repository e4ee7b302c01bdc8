import type { LightMyRequestResponse } from 'fastify';
import { HttpRig, managers } from '../http/http-rig';

export const password = 'correct horse battery';

/** What the API says of a session, as far as the tests look at it. */
export interface SessionBody {
  login: string;
  steps: string[];
  totp: boolean;
  csrfToken: string;
}

/** The server with people who may sign in: manager 101, the supervisor orlov, the administrator petrova. */
export class SessionRig extends HttpRig {
  constructor(...options: ConstructorParameters<typeof HttpRig>) {
    super(...options);
    this.accounts.add({ id: 1, login: '101', role: 'manager', manager: managers['101'] }, password);
    this.accounts.add({ id: 2, login: 'orlov', role: 'supervisor' }, password);
    this.accounts.add({ id: 3, login: 'petrova', role: 'administrator' }, password);
  }

  /** @param body what is not named is right */
  try(
    login: string,
    body: object = {},
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.app.inject({
      method: 'POST',
      url: '/api/session',
      headers,
      payload: { login, password, ...body },
    });
  }

  async signIn(login: string, body: object = {}): Promise<Browser> {
    const reply = await this.try(login, body);
    expect(reply.statusCode).toBe(200);
    return new Browser(this, cookieOf(reply), reply.json<SessionBody>());
  }
}

/** Somebody's browser, signed in: sends the cookie, and the token of the session with whatever changes something. */
export class Browser {
  constructor(
    private readonly rig: SessionRig,
    readonly cookie: string,
    readonly session: SessionBody,
  ) {}

  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.rig.app.inject({
      ...{ method, url: `/api${url}` },
      headers: { cookie: this.cookie, 'x-star7-csrf': this.session.csrfToken, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', url, undefined, headers);
  }
}

export function cookieOf(reply: LightMyRequestResponse): string {
  return String(reply.headers['set-cookie']).split(';')[0]!;
}

/** The codes of the faults of an answer, by their pointers. */
export function codesOf(reply: LightMyRequestResponse): Record<string, string | undefined> {
  const { errors = [] } = reply.json<{ errors?: { pointer: string; code?: string }[] }>();
  return Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]));
}
