/** The part of the session view that the tests use. */
export interface SessionView {
  login: string;
  role: string;
  steps: string[];
  csrfToken: string;
}

/** A REST session like that of the pages: a cookie plus a CSRF token. */
export class ApiSession {
  private constructor(
    private readonly url: string,
    readonly cookie: string,
    private view: SessionView,
  ) {}

  static async signIn(url: string, login: string, password: string): Promise<ApiSession> {
    const answer = await fetch(new URL('/api/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (answer.status !== 200) throw new Error(`Sign-in of ${login}: ${String(answer.status)}`);
    const cookie = /star7_session=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
    return new ApiSession(url, cookie, (await answer.json()) as SessionView);
  }

  get steps(): readonly string[] {
    return this.view.steps;
  }

  async request(
    method: string,
    target: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return await fetch(new URL(target, this.url), {
      method,
      headers: {
        cookie: this.cookie,
        'x-star7-csrf': this.view.csrfToken,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** Streams a generated file, without Content-Length. */
  async upload(target: string, chunks: Iterable<Uint8Array>): Promise<Response> {
    return await fetch(new URL(target, this.url), {
      method: 'POST',
      headers: { cookie: this.cookie, 'x-star7-csrf': this.view.csrfToken, 'content-type': 'text/csv' },
      body: ReadableStream.from(chunks),
      duplex: 'half',
    } as unknown as RequestInit);
  }

  /** @throws for any other than a success status */
  async must<Answer>(method: string, target: string, body?: object): Promise<Answer> {
    const answer = await this.request(method, target, body);
    if (!answer.ok) throw new Error(`${method} ${target}: ${String(answer.status)}`);
    return (answer.status === 204 ? null : await answer.json()) as Answer;
  }

  /** The two steps of a first sign-in: set an own password, and accept the terms of confidentiality. */
  async finish(current: string, password: string): Promise<void> {
    if (this.steps.includes('new-password')) {
      this.view = await this.must<SessionView>('PUT', '/api/session/password', { current, new: password });
    }
    if (this.steps.includes('terms')) {
      const { version } = await this.must<{ version: number }>('GET', '/api/terms');
      this.view = await this.must<SessionView>('PUT', '/api/session/terms', { version });
    }
  }
}
