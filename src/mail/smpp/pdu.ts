import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/*
 * Protocol data units of SMPP 3.4 (Short Message Peer to Peer Protocol Specification v3.4, issue 1.2), those of an ESME that sends and receives.
 * The one place where a telephone number of a message is written out or read.
 */

export const commands = {
  generic_nack: 0x8000_0000,
  bind_transceiver: 0x0000_0009,
  bind_transceiver_resp: 0x8000_0009,
  unbind: 0x0000_0006,
  unbind_resp: 0x8000_0006,
  submit_sm: 0x0000_0004,
  submit_sm_resp: 0x8000_0004,
  deliver_sm: 0x0000_0005,
  deliver_sm_resp: 0x8000_0005,
  data_sm: 0x0000_0103,
  data_sm_resp: 0x8000_0103,
  enquire_link: 0x0000_0015,
  enquire_link_resp: 0x8000_0015,
  alert_notification: 0x0000_0102,
} as const;

/** `command_status` (section 5.1.3), those that Star7 says or understands. */
export const statuses = {
  ok: 0x00,
  invalidMessageLength: 0x01,
  invalidCommandLength: 0x02,
  invalidCommand: 0x03,
  wrongBindState: 0x04,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidSource: 0x0a,
  invalidDestination: 0x0b,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  invalidSystemId: 0x0f,
  queueFull: 0x14,
  submitFailed: 0x45,
  invalidSourceType: 0x48,
  invalidSourcePlan: 0x49,
  invalidDestinationType: 0x50,
  invalidDestinationPlan: 0x51,
  throttled: 0x58,
  temporaryReceiverError: 0x64,
  permanentReceiverError: 0x65,
  receiverRejects: 0x66,
} as const;

/** Optional parameters (section 5.3.2) by their tags. */
export const tags = {
  receipted_message_id: 0x001e,
  user_message_reference: 0x0204,
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  message_payload: 0x0424,
  message_state: 0x0427,
} as const;

/** Bits of `esm_class` (section 5.2.12): what a message is, and that its text begins with a header. */
export const messageType = 0b0011_1100;
export const isReceipt = 0b0000_0100;
export const hasHeader = 0b0100_0000;

/** Octets of a PDU: a payload of 64 kB, and what is around it. */
export const largestPdu = 70_000;
export const headerLength = 16;

export interface Address {
  /** 1 international, 0 unknown, 5 alphanumeric (section 5.2.5). */
  ton: number;
  /** 1 telephone numbers, E.164; 0 unknown (section 5.2.6). */
  npi: number;
  /** Digits, of an international one with the plus, which SMPP leaves out; or a name. */
  address: Masked;
}

/** A message in either direction: the body of submit_sm and deliver_sm, and what data_sm has of it. */
export interface ShortMessage {
  source: Address;
  destination: Address;
  esmClass: number;
  registeredDelivery: number;
  dataCoding: number;
  /** `short_message`, or where there is one, `message_payload`; with its header. */
  text: Uint8Array;
  /** Other optional parameters by tag; of several with one tag the last. */
  options: ReadonlyMap<number, Uint8Array>;
}

export interface BindRequest {
  systemId: string;
  password: string;
  systemType: string;
}

interface PduHeader {
  /** {@link commands}, or one that is none of these. */
  command: number;
  status: number;
  sequence: number;
}

export interface Pdu extends PduHeader {
  /** Of submit_sm, deliver_sm, data_sm. */
  message: ShortMessage | null;
  /** Of submit_sm_resp: empty where there is none. */
  messageId: string;
}

/** A PDU that is none. Its message names no content. */
export class PduError extends Error {
  override readonly name = 'PduError';
  readonly slug = 'smpp-malformed';

  /** @param header as far as it can be read: whoever sent it is answered by its sequence number */
  constructor(
    readonly header: PduHeader | null,
    readonly status: number,
  ) {
    super('the other side of SMPP sent a PDU that cannot be read');
  }
}

/** A PDU without a body: responses, enquire_link, unbind, generic_nack. */
export function bare(command: number, sequence: number, status = 0): Buffer {
  return framed(command, sequence, status, Buffer.alloc(0));
}

/** A response with a `message_id`, which is unused and null in deliver_sm_resp (section 4.6.2). */
export function messageResponse(command: number, sequence: number, status: number, messageId = ''): Buffer {
  return framed(command, sequence, status, cString(messageId, 65));
}

/** bind_transceiver (section 4.1.5), of all numbers that the account has. @throws RangeError for a credential that is too long */
export function bindTransceiver({ systemId, password, systemType }: BindRequest, sequence: number): Buffer {
  return framed(
    commands.bind_transceiver,
    sequence,
    0,
    Buffer.concat([
      cString(systemId, 16),
      cString(password, 9),
      cString(systemType, 13),
      // Version 3.4; addresses: all of the account.
      Buffer.from([0x34, 0, 0, 0]),
    ]),
  );
}

/** submit_sm (section 4.4.1). A text of more than 254 octets goes as `message_payload`. @throws RangeError for an address that is too long */
export function submitSm(message: ShortMessage, sequence: number): Buffer {
  return framed(commands.submit_sm, sequence, 0, bodyOf(message));
}

/** Of submit_sm and deliver_sm, which are written alike. */
function bodyOf({ source, destination, ...message }: ShortMessage): Buffer {
  const isLong = message.text.length > longestShort;
  const options = [...message.options].map(([tag, value]) => option(tag, value));
  if (isLong) options.push(option(tags.message_payload, message.text));
  return Buffer.concat([
    cString('', 6),
    ...[source, destination].map(({ ton, npi, address }) =>
      Buffer.concat([Buffer.from([ton, npi]), cString(reveal(address).replace(/^\+/, ''), 21)]),
    ),
    // protocol_id, priority_flag; delivered at once, and kept for as long as the centre keeps messages.
    Buffer.from([message.esmClass, 0, 0, 0, 0]),
    // replace_if_present_flag, sm_default_msg_id.
    Buffer.from([message.registeredDelivery, 0, message.dataCoding, 0]),
    Buffer.from(isLong ? [0] : [message.text.length, ...message.text]),
    ...options,
  ]);
}

/** Octets that `sm_length` can name: 255 is reserved (section 5.2.21). */
const longestShort = 254;

function option(tag: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

function framed(command: number, sequence: number, status: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(headerLength);
  [headerLength + body.length, command, status, sequence].forEach((value, nth) => {
    head.writeUInt32BE(value, nth * 4);
  });
  return Buffer.concat([head, body]);
}

/** @param size of the field, with its final null octet */
function cString(text: string, size: number): Buffer {
  // A null octet ends it, whatever comes behind.
  const isWritable = Array.from(text).every((character) => character > '\0' && character < '\u0080');
  if (text.length >= size || !isWritable) {
    throw new RangeError(`a field of SMPP has at most ${String(size - 1)} ASCII characters`);
  }
  return Buffer.from(`${text}\0`, 'latin1');
}

/**
 * Cuts a stream into PDUs.
 * @throws PduError for a length that is none: nothing that follows can be read
 */
export class PduCutter {
  #pieces: Buffer[] = [];
  #length = 0;

  /** @returns those that are whole now */
  push(piece: Buffer): Buffer[] {
    this.#pieces.push(piece);
    this.#length += piece.length;
    const whole: Buffer[] = [];
    // One buffer only when there is enough: a PDU that comes octet by octet is not copied at each.
    for (let wanted = this.#wanted(); wanted !== null && this.#length >= wanted; wanted = this.#wanted()) {
      const all = Buffer.concat(this.#pieces);
      whole.push(all.subarray(0, wanted));
      this.#pieces = [all.subarray(wanted)];
      this.#length -= wanted;
    }
    return whole;
  }

  /** Octets of the next PDU; null while its length is not there. */
  #wanted(): number | null {
    if (this.#length < 4) return null;
    if ((this.#pieces[0]?.length ?? 0) < 4) this.#pieces = [Buffer.concat(this.#pieces)];
    const length = this.#pieces[0]?.readUInt32BE(0) ?? 0;
    if (length < headerLength || length > largestPdu) throw new PduError(null, statuses.invalidCommandLength);
    return length;
  }
}

/**
 * Reads a whole PDU. Bodies that Star7 has no use for are passed over.
 * @throws PduError
 */
export function readPdu(bytes: Buffer): Pdu {
  const header: PduHeader = {
    command: bytes.readUInt32BE(4),
    status: bytes.readUInt32BE(8),
    sequence: bytes.readUInt32BE(12),
  };
  const body = new BodyReader(bytes.subarray(headerLength), header);
  switch (header.command) {
    case commands.submit_sm:
    case commands.deliver_sm:
      return { ...header, message: readMessage(body), messageId: '' };
    case commands.data_sm:
      return { ...header, message: readData(body), messageId: '' };
    case commands.submit_sm_resp:
      // A refusal has no body (section 4.4.2), or one all the same.
      return { ...header, message: null, messageId: body.isAtEnd ? '' : body.cString(65) };
    default:
      return { ...header, message: null, messageId: '' };
  }
}

function readMessage(body: BodyReader): ShortMessage {
  body.cString(6);
  const [source, destination] = [body.address(21), body.address(21)];
  const [esmClass] = [body.octet(), body.octet(), body.octet()];
  body.cString(17);
  body.cString(17);
  const [registeredDelivery] = [body.octet(), body.octet()];
  const [dataCoding] = [body.octet(), body.octet()];
  const short = body.octets(body.octet());
  const options = body.options();
  const text = options.get(tags.message_payload) ?? short;
  return { source, destination, esmClass, registeredDelivery, dataCoding, text, options };
}

/** data_sm (section 4.7.1): its text is always a payload. */
function readData(body: BodyReader): ShortMessage {
  body.cString(6);
  const [source, destination] = [body.address(65), body.address(65)];
  const esmClass = body.octet();
  const registeredDelivery = body.octet();
  const dataCoding = body.octet();
  const options = body.options();
  const text = options.get(tags.message_payload) ?? new Uint8Array();
  return { source, destination, esmClass, registeredDelivery, dataCoding, text, options };
}

class BodyReader {
  #at = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly header: PduHeader,
  ) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  octet(): number {
    const octet = this.bytes[this.#at];
    if (octet === undefined) throw this.#error();
    this.#at += 1;
    return octet;
  }

  octets(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.bytes.length) throw this.#error();
    const octets = Uint8Array.from(this.bytes.subarray(this.#at, end));
    this.#at = end;
    return octets;
  }

  /** @param size of the field, with its final null octet */
  cString(size: number): string {
    const end = this.bytes.indexOf(0, this.#at);
    if (end === -1 || end - this.#at >= size) throw this.#error();
    const text = this.bytes.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  address(size: number): Address {
    const [ton, npi, text] = [this.octet(), this.octet(), this.cString(size)];
    return { ton, npi, address: mask(ton === 1 && /^\d/.test(text) ? `+${text}` : text) };
  }

  options(): Map<number, Uint8Array> {
    const options = new Map<number, Uint8Array>();
    while (!this.isAtEnd) {
      const tag = this.octet() * 256 + this.octet();
      options.set(tag, this.octets(this.octet() * 256 + this.octet()));
    }
    return options;
  }

  #error(): PduError {
    return new PduError(this.header, statuses.invalidMessageLength);
  }
}
