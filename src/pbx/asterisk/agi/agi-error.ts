export type AgiErrorSlug =
  /** The peer was silent for too long, or the whole connection took too long. */
  | 'agi-timed-out'
  /** The peer closed the connection before the end. */
  | 'agi-peer-gone'
  /** The channel hung up during the request. */
  | 'agi-hung-up'
  /** A line or the header is longer than Asterisk ever sends. */
  | 'agi-too-long'
  /** The header is not an AGI request. */
  | 'agi-bad-request'
  /** The request names a script that Star7 does not have. */
  | 'agi-unknown-script'
  /** Asterisk refused a command. */
  | 'agi-command-refused';

const explanations: Record<AgiErrorSlug, string> = {
  'agi-timed-out': 'The connection took too long and was closed.',
  'agi-peer-gone': 'The connection was closed by the other side before the end.',
  'agi-hung-up': 'The channel hung up meanwhile.',
  'agi-too-long': 'Too much data for a request from Asterisk. Does another program connect?',
  'agi-bad-request': 'This is not an AGI request. Does another program connect?',
  'agi-unknown-script': 'The URL lacks the script. Use agi://HOST:PORT/order?number=${EXTEN}',
  'agi-command-refused': 'Asterisk refused the command SET VARIABLE.',
};

/** Why an AGI connection ended before its work was done. Contains no data from the connection. */
export class AgiError extends Error {
  override readonly name = 'AgiError';

  constructor(readonly slug: AgiErrorSlug) {
    super(explanations[slug]);
  }
}
