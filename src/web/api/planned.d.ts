import type { components } from './schema';

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
  '/api/queue': {
    get: Op<
      Page<Order>,
      undefined,
      never,
      { part: 'to-call' | 'later' | 'done'; search?: string; limit?: number; after?: string }
    >;
  };
  '/api/queue/counts': { get: Op<{ toCall: number; later: number; done: number }> };
  '/api/outcomes': {
    get: Op<{
      items: {
        slug: string;
        label: { ru: string; en: string };
        movesTo: 'to-call' | 'later' | 'done';
        asksTime: boolean;
        delayMinutes: number | null;
        doNotCall: boolean;
      }[];
    }>;
  };
  '/api/orders/{number}': { get: Op<Order, undefined, { number: string }> };
  '/api/orders/{number}/wrap-up': {
    post: Op<
      { order: Order; entry: Entry; next: string | null },
      { outcome: string; note?: string; callLaterAt?: string; callId?: string },
      { number: string }
    >;
  };
  '/api/orders/{number}/notes': { post: Op<Entry, { text: string; callId?: string }, { number: string }> };
  '/api/orders/{number}/timeline': {
    get: Op<Page<Entry>, undefined, { number: string }, { limit?: number; after?: string }>;
  };
  '/api/orders/{number}/contacts/{slot}': {
    put: Op<Order, { number: string }, { number: string; slot: Slot }>;
  };
  '/api/orders/{number}/contacts/{slot}/restore': {
    post: Op<Order, { entry: string }, { number: string; slot: Slot }>;
  };
}

type Slot = 'main' | 'second' | 'recipient';

interface Page<Item> {
  items: Item[];
  next: string | null;
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

type Order = components['schemas']['Order'] & {
  queue: 'to-call' | 'later' | 'done';
  dueAt: string;
  lastOutcome: string | null;
  lastOutcomeAt: string | null;
  doNotCall: boolean;
};

interface Entry {
  id: string;
  at: string;
  kind: 'call' | 'note' | 'outcome' | 'contact-changed' | 'contact-restored';
  by: { name: string; login: string | null } | null;
  text: string | null;
  hidden: number;
  outcome: string | null;
  callLaterAt: string | null;
  slot: Slot | null;
  call: components['schemas']['Call'] | null;
  restorable: boolean;
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
