/** Netstrings (cr.yp.to/proto/netstrings.txt): `<length>:<bytes>,`. Baresip speaks JSON in them. */
export function encodeNetstring(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(`${String(bytes.length)}:`), bytes, Buffer.from(',')]);
}

/** Accepts bytes in any chunks and returns complete strings. */
export class NetstringReader {
  #pending: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): string[] {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    const texts: string[] = [];
    for (;;) {
      const colon = this.#pending.indexOf(0x3a);
      if (colon === -1) return texts;
      const length = Number(this.#pending.toString('latin1', 0, colon));
      if (!Number.isInteger(length)) throw new Error('Not a netstring');
      const end = colon + 1 + length;
      if (this.#pending.length <= end) return texts;
      texts.push(this.#pending.toString('utf8', colon + 1, end));
      this.#pending = this.#pending.subarray(end + 1);
    }
  }
}
