/**
 * Routes that the pages use and the server does not describe yet. What the server describes wins (paths.d.ts), so an
 * entry here goes out of use by itself; remove it then.
 */
export interface PlannedPaths {
  '/api/session': {
    get: Op<Session>;
    post: Op<Session, { login: string; password: string; code?: string }>;
    delete: Op<undefined>;
  };
  '/api/session/password': { put: Op<Session, { current: string; new: string }> };
  '/api/terms': { get: Op<{ version: number; text: Record<'ru' | 'en', string> }> };
  '/api/session/terms': { put: Op<Session, { version: number }> };
  '/api/session/totp': {
    post: Op<{ secret: string; uri: string }>;
    put: Op<Session, { code: string }>;
    delete: Op<Session, { password: string }>;
  };
  '/api/session/preferences': {
    patch: Op<Session, { language?: 'ru' | 'en'; colorScheme?: 'auto' | 'light' | 'dark' }>;
  };
}

interface Session {
  login: string;
  name: string;
  role: 'manager' | 'supervisor' | 'administrator';
  extension: string | null;
  language: 'ru' | 'en';
  colorScheme: 'auto' | 'light' | 'dark';
  mayExport: boolean;
  totp: boolean;
  steps: ('new-password' | 'terms')[];
  csrfToken: string;
  idleSeconds: number;
  version: string;
}

/** An operation, in the form of the generated ones. */
export type Op<Answer, Body = undefined, Path = never, Query = never> = {
  parameters: { header?: { 'idempotency-key'?: string }; cookie?: never } & ([Path] extends [never]
    ? { path?: never }
    : { path: Path }) &
    ([Query] extends [never] ? { query?: never } : { query: Query });
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } } };
} & ([Body] extends [undefined]
  ? { requestBody?: never }
  : { requestBody: { content: { 'application/json': Body } } });
