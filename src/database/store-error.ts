/** The faults of the database. Stable: programs rely on the slugs. */
export type StoreSlug =
  | 'database-unavailable'
  | 'database-failed'
  | 'data-refused'
  | 'database-url-invalid'
  | 'schema-out-of-date'
  | 'migration-locked'
  | 'manager-exists'
  | 'manager-unknown'
  | 'courier-exists'
  | 'courier-unknown'
  | 'token-unknown'
  | 'account-exists'
  | 'account-unknown'
  | 'login-invalid'
  | 'last-administrator'
  | 'name-of-manager'
  | 'cursor-invalid';

/**
 * A fault of the store. The driver's own error is never its cause: that carries the SQL with the values in it,
 * and its message quotes them ("Duplicate entry '…'").
 */
export class StoreError extends Error {
  constructor(
    readonly slug: StoreSlug,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'StoreError';
  }
}

/** The driver's and the pool's codes for a server that cannot be reached, or that stopped answering. */
const unavailable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_NORMAL_SHUTDOWN',
  'ER_CLIENT_INTERACTION_TIMEOUT',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'ER_HOST_NOT_PRIVILEGED',
  'ER_HOST_IS_BLOCKED',
  'HANDSHAKE_SSL_ERROR',
  'HANDSHAKE_NO_SSL_SUPPORT',
]);

/** SQLSTATE classes (ISO 9075-2): what was to be written is too long, out of range, or breaks a constraint. */
const refusedClasses: ReadonlySet<string> = new Set(['22', '23']);
/** The same, for which MySQL or MariaDB has no separate class. */
const refusedCodes: ReadonlySet<string> = new Set([
  'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
  'ER_CHECK_CONSTRAINT_VIOLATED',
  'WARN_DATA_TRUNCATED',
  'ER_NET_PACKET_TOO_LARGE',
]);

/** The server's codes when it ended one of two transactions that waited for each other. */
const retryable: ReadonlySet<string> = new Set(['ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);

/** Members of errors of mysql2, of its pool and of Node's sockets; each has some of them. */
interface DriverError {
  name?: unknown;
  code?: unknown;
  errno?: unknown;
  sql?: unknown;
  sqlState?: unknown;
  /** mysql2: this ended the connection. */
  fatal?: unknown;
  /** Node: one error for each address that a host name has. */
  errors?: unknown[];
}

function asDriverError(error: unknown): DriverError {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The driver's code for any thrown value, also as a StoreError keeps it; `unknown` if there is none. */
export function codeOf(error: unknown): string {
  if (error instanceof StoreError) return String(error.details['code'] ?? 'unknown');
  const { code, errors, name } = asDriverError(error);
  if (typeof code === 'string' && code !== '') return code;
  if (Array.isArray(errors)) return codeOf(errors[0]);
  return name === 'KnexTimeoutError' ? 'ETIMEDOUT' : 'unknown';
}

export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === 'ER_DUP_ENTRY';
}

export function isRetryable(error: unknown): boolean {
  return retryable.has(codeOf(error));
}

/**
 * Turns an error of knex or mysql2 into a StoreError that holds its code and nothing else of it.
 * Errors that are not the driver's (the vault's, our own) pass as they are.
 */
export function storeErrorFrom(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const { fatal, sql, sqlState, errno } = asDriverError(error);
  if (refusedCodes.has(code) || (typeof sqlState === 'string' && refusedClasses.has(sqlState.slice(0, 2)))) {
    return new StoreError(
      'data-refused',
      `The database refused the written values (${code}); trying again does not help.`,
      { code, ...(typeof errno === 'number' && { errno }) },
    );
  }
  if (unavailable.has(code) || fatal === true) {
    return new StoreError(
      'database-unavailable',
      `The database cannot be reached (${code}). Check that it is running, and the address, user and password in STAR7_DATABASE_URL.`,
      { code },
    );
  }
  if (code === 'ER_NO_SUCH_TABLE' || code === 'ER_BAD_FIELD_ERROR') {
    return new StoreError(
      'schema-out-of-date',
      'The database lacks a table or column that this version of Star7 needs. Run: star7 migrate.',
      { code },
    );
  }
  if (sql !== undefined || sqlState !== undefined || errno !== undefined) {
    return new StoreError('database-failed', `The database refused a statement (${code}).`, {
      code,
      ...(typeof errno === 'number' && { errno }),
    });
  }
  return error;
}
