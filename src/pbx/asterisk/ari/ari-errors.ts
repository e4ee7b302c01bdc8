/**
 * `refused`: the PBX answered with an error. `deadline`: no answer in time. `disconnected`: no connection.
 * `unauthorised`, `forbidden`, `no-ari`: symptoms of a wrong password, ACL or address.
 */
export type AriSlug = 'refused' | 'deadline' | 'disconnected' | 'unauthorised' | 'forbidden' | 'no-ari';

/**
 * The PBX refused or did not answer. Names the operation, never its arguments: an ARI URL contains the
 * number, and Asterisk's own explanation may too.
 */
export class AriError extends Error {
  override readonly name = 'AriError';

  constructor(
    readonly slug: AriSlug,
    readonly operation: string,
  ) {
    super(explanations[slug](operation));
  }
}

const explanations: Record<AriSlug, (operation: string) => string> = {
  refused: (operation) => `Asterisk refused ${operation}.`,
  deadline: (operation) => `Asterisk did not answer ${operation} in time.`,
  disconnected: (operation) =>
    `No connection to Asterisk, so no ${operation}: look at STAR7_ARI_URL and Asterisk.`,
  unauthorised: () =>
    'Asterisk does not accept STAR7_ARI_USERNAME and STAR7_ARI_PASSWORD: compare them with the user in ari.conf.',
  forbidden: () => 'Asterisk forbids ARI from this address: look at the acl of the user in ari.conf.',
  'no-ari': () =>
    'There is no ARI at STAR7_ARI_URL: look at http.conf (enabled, bindaddr, bindport) and ari.conf (enabled), and that res_ari is loaded.',
};

/**
 * Describes the failure in Star7's own words: ari-client's errors contain URLs and Asterisk's explanations,
 * and both may contain a number. System errors (of a socket, for example) have a code; errors made from an
 * answer of Asterisk have none.
 */
export function readError(error: unknown, operation: string): AriError {
  if (error instanceof AriError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new AriError(typeof code === 'string' ? 'disconnected' : 'refused', operation);
}
