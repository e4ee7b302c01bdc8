import sharp from 'sharp';
import { mostPixels } from './model/mail';
import type { MailPicture } from './model/mail';

/** Sides of a picture that a screen shows in full, pixels. */
const longestSide = 2560;

/** Bytes that are kept of a picture: a statement to the database has twice as many, and takes 16 MB where nobody has set more. */
const largestKept = 5 * 1024 * 1024;

/**
 * Formats that are decoded, by their first bytes: never by what a mail says. SVG is none: it is a program that loads things.
 */
const formats: readonly [type: 'photograph' | 'drawing', isOf: (bytes: Buffer) => boolean][] = [
  ['photograph', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['drawing', (bytes) => bytes.subarray(0, 8).toString('latin1') === '\u0089PNG\r\n\u001a\n'],
  ['drawing', (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'))],
  ['photograph', (bytes) => /^RIFF[^]{4}WEBP/.test(bytes.subarray(0, 12).toString('latin1'))],
];

// Few pictures, one at a time: nothing is kept between them.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes a picture and encodes it again: only its pixels are left, upright, of a GIF the first frame. Places, cameras, names and
 * previews go.
 * @returns null for what is no picture, or cannot be decoded in full
 */
export async function cleanPicture(bytes: Buffer): Promise<MailPicture | null> {
  const format = formats.find(([, isOf]) => isOf(bytes))?.[0];
  if (format === undefined) return null;
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
    if (format === 'drawing') {
      const drawn = await picture.clone().png().toBuffer();
      if (drawn.length <= largestKept) return { type: 'image/png', bytes: drawn };
    }
    const taken = await picture.flatten({ background: '#fff' }).jpeg({ quality: 85 }).toBuffer();
    return taken.length <= largestKept ? { type: 'image/jpeg', bytes: taken } : null;
  } catch {
    return null;
  }
}
