export type AmiErrorSlug =
  /** An outgoing header contains a line break or a control character. */
  | 'ami-unsafe-header'
  /** There is no connection, or it was lost. */
  | 'ami-lost'
  /** Nothing arrived by the deadline: the peer is frozen, or the connection is half-open. */
  | 'ami-silent'
  | 'ami-login-refused'
  /** An action was refused, most likely because the user lacks a privilege. */
  | 'ami-action-refused'
  | 'ami-stopped';

const explanations: Record<AmiErrorSlug, string> = {
  'ami-unsafe-header':
    'A header for AMI has a line break or control character in it. Check user name and password.',
  'ami-lost': 'There is no connection to AMI. Does Asterisk run, with manager.conf enabled on that address?',
  'ami-silent': 'AMI did not answer in time. Is Asterisk overloaded or frozen?',
  'ami-login-refused': 'AMI refused the log-in. Check user, password, permit and deny in manager.conf.',
  'ami-action-refused': 'AMI refused an action. The user needs write=reporting in manager.conf.',
  'ami-stopped': 'Star7 stops.',
};

/** Why an AMI operation failed. Contains nothing that was sent or received. */
export class AmiError extends Error {
  override readonly name = 'AmiError';

  constructor(
    readonly slug: AmiErrorSlug,
    cause?: unknown,
  ) {
    super(explanations[slug], { cause });
  }
}
