import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';

/** An SMS as the centre got it: of one or several submit_sm. */
export interface TakenSms {
  from: string;
  to: string;
  text: string;
  /** How many submit_sm it took. */
  parts: number;
}

/** What the centre does with one submit_sm instead of taking it. `lose`: it takes it, and cuts the connection before it says so. */
export type Whim = 'throttle' | 'lose' | 'cut' | { status: number };

export interface DeliveredSms {
  from: string;
  to: string;
  text: string;
  /** Characters of each part; absent: one message. */
  cutAt?: number;
  /** How parts are marked; absent: by a header with a reference of one byte. */
  marked?: 'header-8' | 'header-16' | 'sar';
  /** Which parts are sent, and in which order, from 1; absent: all in order. */
  sent?: readonly number[];
}

interface Pending {
  resolve: (status: number) => void;
}

const gsm =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const gsmExtended: Readonly<Record<number, string>> = {
  ...{ 10: '\f', 20: '^', 40: '{', 41: '}', 47: '\\', 60: '[', 61: '~', 62: ']', 64: '|', 101: '€' },
};

/**
 * A centre of an operator (SMSC) that speaks SMPP 3.4, with a reader of its own. Strict: what the specification forbids is refused, and noted as a
 * fault. It throttles, loses, repeats, delays and splits when it is told to.
 */
export class FakeSmsc {
  /** What was sent to it against the specification; a test expects none. */
  readonly faults: string[] = [];
  /** Whole messages. */
  readonly taken: TakenSms[] = [];
  /** All octets it got, as Latin-1. */
  heard = '';
  /** What it does with the next submit_sm, one after another. */
  readonly whims: Whim[] = [];
  /** What becomes of messages; null: no receipt. */
  receipts: 'DELIVRD' | 'UNDELIV' | null = 'DELIVRD';
  binds = 0;
  enquiries = 0;
  #server: Server;
  readonly #sockets = new Set<Socket>();
  #bound: Socket | null = null;
  #nextId = 0x1f00;
  #sequence = 0;
  #reference = 0;
  readonly #parts = new Map<string, Map<number, string>>();
  readonly #pending = new Map<number, Pending>();

  constructor(
    private readonly account: { systemId: string; password: string; senders: readonly string[] },
    tls: TlsOptions | null = null,
  ) {
    const serve = (socket: Socket): void => this.#serve(socket);
    this.#server = tls === null ? createServer(serve) : createTlsServer(tls, serve);
    this.#server.on('tlsClientError', () => undefined);
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  get isBound(): boolean {
    return this.#bound !== null;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Delivers an SMS of a customer. @returns `command_status` of each part; -1 for a connection that ended before the answer */
  async deliver(sms: DeliveredSms): Promise<number[]> {
    const { from, to, text, cutAt = text.length, marked = 'header-8' } = sms;
    const texts = Array.from({ length: Math.max(1, Math.ceil(text.length / cutAt)) }, (_, nth) =>
      text.slice(nth * cutAt, (nth + 1) * cutAt),
    );
    const total = texts.length;
    this.#reference += 1;
    const reference = this.#reference;
    const statuses: number[] = [];
    for (const nth of sms.sent ?? texts.map((_, at) => at + 1)) {
      const body = Buffer.from(texts[nth - 1] ?? '', 'utf16le').swap16();
      const isMarked = total > 1 && marked !== 'sar';
      const header =
        marked === 'header-16'
          ? [6, 8, 4, reference >> 8, reference & 0xff, total, nth]
          : [5, 0, 3, reference & 0xff, total, nth];
      const sar = [
        ...[0x02, 0x0c, 0, 2, reference >> 8, reference & 0xff],
        ...[0x02, 0x0e, 0, 1, total, 0x02, 0x0f, 0, 1, nth],
      ];
      const userData = Buffer.concat([Buffer.from(isMarked ? header : []), body]);
      statuses.push(
        await this.#deliverSm({ from, to, esmClass: isMarked ? 0x40 : 0, coding: 8, userData }, [
          ...(total > 1 && marked === 'sar' ? sar : []),
        ]),
      );
    }
    return statuses;
  }

  /** A receipt for a message that was never taken, or one as it stands. */
  receipt(text: string): Promise<number> {
    const userData = Buffer.from(text, 'latin1');
    return this.#deliverSm({ from: '79005550001', to: '74951234567', esmClass: 4, coding: 0, userData }, []);
  }

  #deliverSm(
    sms: { from: string; to: string; esmClass: number; coding: number; userData: Buffer },
    options: number[],
  ): Promise<number> {
    const socket = this.#bound;
    if (socket === null) throw new Error('nobody is bound');
    const body = Buffer.concat([
      Buffer.from([0, 1, 1]),
      Buffer.from(`${sms.from}\0`),
      Buffer.from([1, 1]),
      Buffer.from(`${sms.to}\0`),
      Buffer.from([sms.esmClass, 0, 0, 0, 0, 0, 0, sms.coding, 0, sms.userData.length]),
      sms.userData,
      Buffer.from(options),
    ]);
    this.#sequence += 1;
    const sequence = this.#sequence;
    return new Promise((resolve) => {
      this.#pending.set(sequence, { resolve });
      socket.write(pdu(0x5, 0, sequence, body));
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#bound !== socket) return;
      this.#bound = null;
      for (const { resolve } of this.#pending.values()) resolve(-1);
      this.#pending.clear();
    });
    socket.on('data', (piece: Buffer) => {
      this.heard += piece.toString('latin1');
      rest = Buffer.concat([rest, piece]);
      while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
        const length = rest.readUInt32BE(0);
        if (length < 16) {
          this.#fault(`a length of ${String(length)}`);
          socket.destroy();
          return;
        }
        const whole = rest.subarray(0, length);
        rest = rest.subarray(length);
        this.#take(socket, whole);
      }
    });
  }

  #take(socket: Socket, whole: Buffer): void {
    const [command, status, sequence] = [4, 8, 12].map((at) => whole.readUInt32BE(at)) as [
      number,
      number,
      number,
    ];
    const body = whole.subarray(16);
    const isRequest = command < 0x8000_0000;
    if (isRequest && status !== 0) this.#fault('a request with a status');
    if (isRequest && (sequence < 1 || sequence > 0x7fff_ffff)) this.#fault('a sequence number out of range');
    const answer = (code: number, rest: Buffer = Buffer.alloc(0)): void => {
      socket.write(pdu(command + 0x8000_0000, code, sequence, rest));
    };
    if (command === 0x9) {
      answer(this.#bind(socket, body), Buffer.from('fake\0'));
      return;
    }
    if (isRequest && this.#bound !== socket) {
      this.#fault('a request before the bind');
      answer(0x4);
      return;
    }
    switch (command) {
      case 0x15:
        this.enquiries += 1;
        answer(0);
        return;
      case 0x6:
        answer(0);
        this.#bound = null;
        socket.end();
        return;
      case 0x4:
        this.#submit(socket, body, answer);
        return;
      case 0x8000_0005: {
        if (body.length !== 1 || body[0] !== 0) this.#fault('a deliver_sm_resp with a message id');
        this.#pending.get(sequence)?.resolve(status);
        this.#pending.delete(sequence);
        return;
      }
      case 0x8000_0015:
        return;
      default:
        this.#fault(`a command ${command.toString(16)}`);
        socket.write(pdu(0x8000_0000, 0x3, sequence, Buffer.alloc(0)));
    }
  }

  #bind(socket: Socket, body: Buffer): number {
    const fields = body.toString('latin1').split('\0');
    const [systemId = '', password = '', systemType = ''] = fields;
    const behind = body.subarray(systemId.length + password.length + systemType.length + 3);
    if (behind.length !== 4 || behind[0] !== 0x34) this.#fault('a bind that is not of version 3.4');
    if (password.length > 8) this.#fault('a password of more than 8 characters');
    if (systemId !== this.account.systemId) return 0x0f;
    if (password !== this.account.password) return 0x0e;
    if (this.#bound !== null) return 0x05;
    this.#bound = socket;
    this.binds += 1;
    return 0;
  }

  #submit(socket: Socket, body: Buffer, answer: (code: number, rest?: Buffer) => void): void {
    const read = readSubmit(body);
    if (typeof read === 'string') {
      this.#fault(read);
      answer(0x1);
      return;
    }
    const whim = this.whims.shift();
    if (whim === 'cut') {
      socket.destroy();
      return;
    }
    const refusal =
      whim === 'throttle'
        ? 0x58
        : typeof whim === 'object'
          ? whim.status
          : this.account.senders.includes(read.from)
            ? null
            : 0x0a;
    if (refusal !== null) {
      answer(refusal);
      return;
    }
    this.#nextId += 1;
    const id = this.#nextId;
    this.#join(read);
    if (whim === 'lose') {
      socket.destroy();
      return;
    }
    answer(0, Buffer.from(`${id.toString(16)}\0`));
    if (this.receipts !== null && read.wantsReceipt) {
      // In decimal, though the id was given in hexadecimal: as many centres do.
      const text = `id:${String(id)} sub:001 dlvrd:001 submit date:2611301912 done date:2611301913 stat:${this.receipts} err:000 text:`;
      void this.receipt(text);
    }
  }

  #join({ from, to, text, mark }: Submitted): void {
    if (mark === null) {
      this.taken.push({ from, to, text, parts: 1 });
      return;
    }
    const key = `${to} ${String(mark.reference)}`;
    const parts = this.#parts.get(key) ?? new Map<number, string>();
    parts.set(mark.nth, text);
    this.#parts.set(key, parts);
    if (parts.size < mark.total) return;
    this.#parts.delete(key);
    const texts = [...parts].sort(([one], [other]) => one - other).map(([, each]) => each);
    this.taken.push({ from, to, text: texts.join(''), parts: mark.total });
  }

  #fault(what: string): void {
    this.faults.push(what);
  }
}

interface Submitted {
  from: string;
  to: string;
  text: string;
  mark: { reference: number; total: number; nth: number } | null;
  wantsReceipt: boolean;
}

/** @returns what is wrong with it, in words without its content */
function readSubmit(body: Buffer): Submitted | string {
  let at = 0;
  const cString = (most: number): string => {
    const end = body.indexOf(0, at);
    if (end === -1 || end - at >= most) throw new Error(`a field of more than ${String(most)} octets`);
    const text = body.toString('latin1', at, end);
    at = end + 1;
    return text;
  };
  const octet = (): number => {
    if (at >= body.length) throw new Error('a body that ends early');
    at += 1;
    return body[at - 1]!;
  };
  try {
    if (cString(6) !== '') return 'a service type';
    const [sourceTon, sourceNpi, from] = [octet(), octet(), cString(21)];
    const [ton, npi, to] = [octet(), octet(), cString(21)];
    const [esmClass] = [octet(), octet(), octet()];
    if (cString(17) !== '' || cString(17) !== '') return 'a time';
    const [registered, replace, coding, defaultId, length] = [octet(), octet(), octet(), octet(), octet()];
    let text = body.subarray(at, at + length);
    if (text.length !== length || length > 254) return 'a text that ends early';
    at += length;
    let reference: Buffer | null = null;
    while (at < body.length) {
      if (body.length - at < 4) return 'an optional parameter that ends early';
      const [tag, size] = [body.readUInt16BE(at), body.readUInt16BE(at + 2)];
      const value = body.subarray(at + 4, at + 4 + size);
      at += 4 + size;
      if (value.length !== size) return 'an optional parameter that ends early';
      if (tag === 0x0424) {
        if (length > 0) return 'a text in both places';
        text = value;
      } else if (tag === 0x0204) reference = value;
      else return `an optional parameter ${tag.toString(16)}`;
    }
    if (ton !== 1 || npi !== 1 || !/^[1-9]\d{6,14}$/.test(to))
      return 'a recipient that is no international number';
    const isName = sourceTon === 5 && sourceNpi === 0 && /^[A-Za-z0-9 ._-]{1,11}$/.test(from);
    if (!isName && !(sourceTon === 1 && sourceNpi === 1 && /^\d{9,15}$/.test(from))) return 'a sender';
    if (registered > 1 || replace !== 0 || defaultId !== 0) return 'a flag';
    if (reference?.length !== 2) return 'no user_message_reference';
    if ((esmClass & ~0x40) !== 0) return 'an esm_class';
    let mark: Submitted['mark'] = null;
    let userData = text;
    if ((esmClass & 0x40) !== 0) {
      if (text[0] !== 5 || text[1] !== 0 || text[2] !== 3) return 'a header';
      mark = { reference: text[3]!, total: text[4]!, nth: text[5]! };
      if (mark.nth < 1 || mark.nth > mark.total || mark.total < 2) return 'a header';
      userData = text.subarray(6);
    }
    const room = length === 0 ? 65_536 : coding === 8 ? (mark ? 134 : 140) : mark ? 153 : 160;
    if (userData.length === 0 || userData.length > room) return 'a text that does not fit';
    const decoded = decode(userData, coding);
    if (decoded === null) return 'a text that is not in its alphabet';
    return { from, to, text: decoded, mark, wantsReceipt: registered === 1 };
  } catch (error) {
    return (error as Error).message;
  }
}

function decode(bytes: Buffer, coding: number): string | null {
  if (coding === 8) return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : null;
  if (coding !== 0 || bytes.some((octet) => octet > 127)) return null;
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 27) {
      at += 1;
      text += gsmExtended[bytes[at] ?? -1] ?? '\ufffd';
    } else text += gsm[bytes[at]!] ?? '';
  }
  return text;
}

function pdu(command: number, status: number, sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  [16 + body.length, command, status, sequence].forEach((value, nth) => head.writeUInt32BE(value, nth * 4));
  return Buffer.concat([head, body]);
}
