export interface Address {
  host: string;
  port: number;
}

/**
 * Makes a server listen.
 * @param what the server, for the message
 * @param settings the prefix of the variables with its address: `STAR7_HTTP`
 * @throws {ListenError} where the address is in use or does not belong to this machine
 */
export async function listen(
  what: string,
  settings: string,
  at: Address,
  start: (at: Address) => Promise<unknown>,
): Promise<void> {
  try {
    await start(at);
  } catch (error) {
    throw new ListenError(what, settings, at, error);
  }
}

/** A server could not listen at its address. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly slug = 'cannot-listen';

  constructor(what: string, settings: string, { host, port }: Address, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    super(
      `${what} cannot listen on ${host}:${String(port)} (${code}): is another Star7 running, or ${settings}_HOST or ${settings}_PORT wrong?`,
      { cause },
    );
  }
}
