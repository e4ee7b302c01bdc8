import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';

import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';

/** Texts by name, as the domain name system has them (RFC 1035): SPF, DKIM, DMARC. */
export type TextRecords = Readonly<Record<string, readonly string[]>>;

/** All of the domain name system that a lab's programs ask: these texts, and nothing else exists. */
export class DnsStub {
  readonly #socket: Socket = createSocket('udp4');

  private constructor(private readonly texts: TextRecords) {
    this.#socket.on('message', (bytes, { port, address }) => {
      const { id = 0, questions = [] } = decode(bytes);
      const answers = questions.flatMap(({ name, type }) =>
        type === 'TXT'
          ? (this.texts[name.toLowerCase()] ?? []).map((text) => ({
              ...{ type: 'TXT' as const, name, ttl: 60 },
              data: text.match(/.{1,250}/g) ?? [],
            }))
          : [],
      );
      const isKnown = questions.some(({ name }) => name.toLowerCase() in this.texts);
      const notFound = 3;
      const flags = AUTHORITATIVE_ANSWER | (isKnown ? 0 : notFound);
      this.#socket.send(encode({ type: 'response', id, flags, questions, answers }), port, address);
    });
  }

  static async listen(port: number, texts: TextRecords): Promise<DnsStub> {
    const stub = new DnsStub(texts);
    await new Promise<void>((resolve, reject) => {
      stub.#socket.once('error', reject);
      stub.#socket.bind(port, '127.0.0.1', resolve);
    });
    return stub;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }
}
