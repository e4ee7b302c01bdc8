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

  /**
   * @param address at a host of the shop, see `isAtShop`: whoever calls has checked it, and no redirect is followed
   * @returns null for what is not had in time, too large, or no picture
   */
  async fetch(address: string): Promise<Picture | null> {
    if (this.#running >= mostAtOnce) return null;
    this.#running += 1;
    try {
      return await fetchPicture(address);
    } catch {
      // Away, slow, a redirect, a broken answer: the page shows no picture.
      return null;
    } finally {
      this.#running -= 1;
    }
  }
}

async function fetchPicture(address: string): Promise<Picture | null> {
  const response = await fetch(address, {
    redirect: 'error',
    headers: { accept: 'image/*' },
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!response.ok || response.body === null) return null;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
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
