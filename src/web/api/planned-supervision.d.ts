/**
 * The supervisor's and the administrator's routes that the server does not describe yet. What the server describes wins
 * (paths.d.ts), so an entry here goes out of use by itself; remove it then.
 */
export interface PlannedSupervision {
  '/api/managers/{extension}/reset': { post: Op<{ password: string }, undefined, { extension: string }> };
  '/api/accounts': {
    get: Op<{ items: Account[] }, undefined, never, { disabledToo?: boolean }>;
    post: Op<{ account: Account; password: string }, NewAccount>;
  };
  '/api/accounts/{login}': { patch: Op<Account, Partial<Omit<NewAccount, 'login'>>, { login: string }> };
  '/api/accounts/{login}/disable': { post: Op<undefined, undefined, { login: string }> };
  '/api/accounts/{login}/reset': { post: Op<{ password: string }, undefined, { login: string }> };
  '/api/pbx': {
    get: Op<{
      connected: boolean;
      trunks: { name: string; format: string; state: string }[];
      phones: {
        extension: string;
        name: string | null;
        registered: boolean | 'unknown';
        inUse: boolean | 'unknown';
      }[];
    }>;
  };
  '/api/doctor': { get: Op<DoctorState>; post: Op<DoctorState> };
}

interface NewAccount {
  login: string;
  name: string;
  role: 'supervisor' | 'administrator';
  mayExport?: boolean;
  language?: 'ru' | 'en';
}

interface Account extends Required<NewAccount> {
  disabledAt: string | null;
  mustChangePassword: boolean;
  totp: boolean;
  lastSeenAt: string | null;
}

interface DoctorState {
  ranAt: string | null;
  running: boolean;
  findings: {
    slug: string;
    severity: 'high' | 'medium' | 'low';
    subject: string;
    what: string;
    why: string;
    mend: { where: string; line: string };
  }[];
}

/** An operation, in the form of the generated ones. */
type Op<Answer, Body = undefined, Path = never, Query = never> = {
  parameters: { header?: { 'idempotency-key'?: string }; cookie?: never } & ([Path] extends [never]
    ? { path?: never }
    : { path: Path }) &
    ([Query] extends [never] ? { query?: never } : { query: Query });
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } } };
} & ([Body] extends [undefined]
  ? { requestBody?: never }
  : { requestBody: { content: { 'application/json': Body } } });
