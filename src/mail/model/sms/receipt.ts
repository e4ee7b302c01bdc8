import type { DeliveryFault } from '../mail';

/** What a centre says of a message that it took. */
export interface SmsReceipt {
  /** The message as the centre named it. */
  messageId: string;
  outcome: 'delivered' | 'failed' | 'underway';
  /** Null unless it failed. */
  fault: DeliveryFault | null;
}

/** Final states of a message: the byte `message_state` (SMPP 3.4, section 5.2.28), and the word in a receipt (appendix B). */
const states: readonly (readonly [
  word: string,
  outcome: SmsReceipt['outcome'],
  fault: DeliveryFault | null,
])[] = [
  ['ENROUTE', 'underway', null],
  ['DELIVRD', 'delivered', null],
  ['EXPIRED', 'failed', 'number-unreachable'],
  ['DELETED', 'failed', 'rejected'],
  ['UNDELIV', 'failed', 'number-unreachable'],
  ['ACCEPTD', 'underway', null],
  ['UNKNOWN', 'underway', null],
  ['REJECTD', 'failed', 'rejected'],
];

/**
 * Reads a delivery receipt: what its fields say (TLV), and where there are none, its text
 * (`id:1f stat:UNDELIV err:001`).
 * @returns null for one that names no message or no state
 */
export function readReceipt({
  messageId,
  state,
  text,
}: {
  /** `receipted_message_id`; null where there is none. */
  messageId: string | null;
  /** `message_state`; null where there is none. */
  state: number | null;
  text: string;
}): SmsReceipt | null {
  const id = messageId ?? /\bid:\s*([!-~]{1,64})/i.exec(text)?.[1] ?? null;
  const word = /\bstat:\s*([A-Z]{5,8})\b/i.exec(text)?.[1]?.toUpperCase();
  const found = state === null ? states.find(([each]) => each === word) : states[state - 1];
  if (id === null || id === '' || found === undefined) return null;
  const [, outcome, fault] = found;
  return { messageId: id, outcome, fault };
}

/**
 * The ids under which a message may have been taken. Centres answer `submit_sm` in hexadecimal and write receipts in decimal, or the other
 * way round; leading noughts come and go.
 */
export function namesOf(messageId: string): string[] {
  const names = [messageId, messageId.toLowerCase(), messageId.toUpperCase()];
  if (/^\d{1,20}$/.test(messageId)) names.push(...forms(BigInt(messageId)));
  if (/^[\da-f]{1,16}$/i.test(messageId)) names.push(...forms(BigInt(`0x${messageId}`)));
  return [...new Set(names)];
}

function forms(value: bigint): string[] {
  const hex = value.toString(16);
  return [value.toString(), hex, hex.toUpperCase(), hex.padStart(8, '0'), hex.toUpperCase().padStart(8, '0')];
}
