import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import type { OutgoingAddresses } from '#http/outgoing-addresses';

/** A picture as it is sent on. */
export interface Picture {
  type: string;
  bytes: Buffer;
}

/** Milliseconds for the whole answer. */
const answerTimeoutMs = 5000;
/** Bytes. */
const largestPicture = 5 * 1024 * 1024;
/** More at once are not asked for: the shop's server and this process have other work. */
const mostAtOnce = 20;

/** Pictures out of the shop, fetched here, so that a manager's browser loads nothing from elsewhere. */
export class ShopPictures {
  #running = 0;

  /** @param addresses where requests may go: who names the shop's hosts, or is the shop, need not be of this network */
  constructor(private readonly addresses: Pick<OutgoingAddresses, 'refuseLiteral' | 'lookup'>) {}

  /**
   * @param address at a host of the shop, see `isAtShop`: whoever calls has checked it, and no redirect is followed
   * @returns null for what is not had in time, too large, or no picture
   */
  async fetch(address: string): Promise<Picture | null> {
    if (this.#running >= mostAtOnce) return null;
    this.#running += 1;
    try {
      return await pictureOf(await this.#open(new URL(address)));
    } catch {
      // Away, slow, in a private network, a broken answer: the page shows no picture.
      return null;
    } finally {
      this.#running -= 1;
    }
  }

  async #open(url: URL): Promise<IncomingMessage> {
    this.addresses.refuseLiteral(url);
    const options = {
      headers: { accept: 'image/*' },
      // A connection of its own: none that was made to another address is used again.
      agent: false,
      lookup: this.addresses.lookup,
      signal: AbortSignal.timeout(answerTimeoutMs),
    };
    return new Promise((resolve, reject) => {
      (url.protocol === 'https:' ? requestTls : requestPlain)(url, options, resolve)
        .on('error', reject)
        .end();
    });
  }
}

/** @returns null for a redirect, an error, and more than is taken */
async function pictureOf(response: IncomingMessage): Promise<Picture | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  if (response.statusCode !== 200) {
    response.destroy();
    return null;
  }
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestPicture) return null;
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  const type = typeOf(bytes);
  return type === null ? null : { type, bytes };
}

/** By its first bytes, whatever the shop's server says of it: an SVG or a page could hold a script. */
function typeOf(bytes: Buffer): string | null {
  const begins = bytes.toString('latin1', 0, 12);
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (/^GIF8[79]a/.test(begins)) return 'image/gif';
  return /^RIFF.{4}WEBP/s.test(begins) ? 'image/webp' : null;
}
