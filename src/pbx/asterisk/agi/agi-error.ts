export type AgiErrorSlug =
  /** The peer sent nothing for too long, or the whole took too long. */
  | 'agi-timed-out'
  /** The peer closed the connection before the end. */
  | 'agi-peer-gone'
  /** The channel hung up meanwhile. */
  | 'agi-hung-up'
  /** A line or the header is longer than any that Asterisk sends. */
  | 'agi-too-long'
  /** The header is not an AGI request. */
  | 'agi-bad-request'
  /** Not a script of ours. */
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

/** Why an AGI connection ended before its work was done. Holds nothing of what was sent. */
export class AgiError extends Error {
  override readonly name = 'AgiError';

  constructor(readonly slug: AgiErrorSlug) {
    super(explanations[slug]);
  }
}
