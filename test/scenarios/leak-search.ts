import type { Packet } from '../lab/pcap';
import { base64Decodings, NumberSearch } from '../lab/number-search';
import { sampleShop } from '../lab/sample-shop';
import type { SampleShop } from '../lab/sample-shop';

/** Where a number or an e-mail address of the sample shop turned up. */
export interface Leak {
  /** The order whose customer it is. */
  order: string;
  what: 'number' | 'e-mail';
  form: string;
  offset: number;
}

/**
 * Looks for every number and every e-mail address of a shop (the sample shop) in bytes of any kind.
 *
 * What it says of a finding never holds the finding itself: a failing test must not print what it looks for.
 */
export class LeakSearch {
  readonly #orderOf = new Map<string, string>();
  readonly #numbers: NumberSearch;

  /** @param shop whose numbers and addresses are looked for */
  constructor({ orders, numbers }: Pick<SampleShop, 'orders' | 'numbers'> = sampleShop()) {
    for (const { orderNumber, phone, phone2, email } of orders) {
      for (const secret of [phone, phone2, email]) {
        // A customer who ordered again is told by the first order.
        if (secret !== null && !this.#orderOf.has(secret)) this.#orderOf.set(secret, orderNumber);
      }
    }
    this.#numbers = new NumberSearch(numbers);
  }

  in(bytes: Uint8Array): Leak[] {
    const numbers = this.#numbers.in(bytes).map(({ number, form, offset }): Leak => ({
      order: this.#orderOf.get(number) ?? '?',
      what: 'number',
      form,
      offset,
    }));
    return [...numbers, ...this.#emails(bytes)];
  }

  /** Findings in words, of any bytes. @param where what was searched */
  found(where: string, bytes: Uint8Array | string): string[] {
    const searched = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    return this.in(searched).map(
      ({ order, what, form, offset }) => `${what} of order ${order}, ${form}, in ${where} at ${offset}`,
    );
  }

  /** Findings in words, of whole packets: header lines and SDP lines are named, not quoted. */
  foundInPackets(packets: readonly Packet[]): string[] {
    return packets.flatMap((packet) =>
      this.in(packet.bytes).map(
        ({ order, what, form, offset }) =>
          `${what} of order ${order}, ${form}, in ${lineName(packet, offset)} of ${messageName(packet)} at ${offset}`,
      ),
    );
  }

  *#emails(bytes: Uint8Array): Generator<Leak> {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    for (const { form, view, offset } of viewsOf(text)) {
      for (const { 0: address, index } of view.matchAll(/[a-z0-9.]+@example\.com/gi)) {
        const order = this.#orderOf.get(address.toLowerCase());
        if (order !== undefined) yield { order, what: 'e-mail', form, offset: offset + index };
      }
    }
  }
}

interface View {
  form: string;
  view: string;
  /** Of the view's first character; exact for literal text. */
  offset: number;
}

/** The text, and whatever is written in it in another guise. */
function* viewsOf(text: string): Generator<View> {
  yield { form: 'literal', view: text, offset: 0 };
  if (text.includes('%40')) {
    const view = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    yield { form: 'url-escaped', view, offset: 0 };
  }
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/_-]{20,}/g)) {
    for (const view of base64Decodings(run)) yield { form: 'base64', view, offset: index };
  }
  for (const { 0: run, index } of text.matchAll(/(?:[2-7][0-9a-f]){14,}/gi)) {
    yield { form: 'hex', view: Buffer.from(run, 'hex').toString('latin1'), offset: index };
  }
}

/** `INVITE to port 46104`, `200 (INVITE) to port …`, `media to port …`. */
function messageName({ payload, destinationPort }: Packet): string {
  const text = payload.toString('latin1', 0, 2_000);
  const to = `to port ${destinationPort}`;
  const status = /^SIP\/2\.0 (\d{3})/.exec(text)?.[1];
  if (status !== undefined) return `${status} (${/^CSeq: *\d+ (\w+)/im.exec(text)?.[1] ?? '?'}) ${to}`;
  const method = /^([A-Z]+) sips?:/.exec(text)?.[1];
  return `${method ?? 'media'} ${to}`;
}

/** The header's name, or the letter of the SDP line. */
function lineName({ bytes, payload }: Packet, offset: number): string {
  const start = bytes.length - payload.length;
  if (offset < start) return 'the frame';
  const before = bytes.toString('latin1', start, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (!before.includes('\n')) return 'the first line';
  return /^(?:([A-Za-z-]+) *:|([a-z]=)|<)/.exec(line)?.slice(1).find(Boolean) ?? 'the body';
}
