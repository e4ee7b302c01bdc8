import PostalMime from 'postal-mime';
import sharp from 'sharp';
import type { Secret } from './corpus';
import type { Person } from './person';

/**
 * Which of a person's secrets a mail holds: in its bytes, in each decoded header and part, in metadata of pictures, in whatever script,
 * split by tags or invisible marks.
 */
export async function findSecrets(
  raw: Buffer,
  person: Person,
  secrets: readonly Secret[],
): Promise<Secret[]> {
  const surfaces = (await surfacesOf(raw)).map(plain);
  const squeezed = surfaces.map((surface) => surface.replace(/[^0-9]/g, ''));
  return secrets.filter((secret) => {
    const value = plain(person[secret]);
    if (secret === 'phone') return squeezed.some((digits) => digits.includes(value));
    const forms = [value, value.replace('@', '=')];
    if (value.includes('@')) {
      forms.push(value.replace('@', 'собака').replace(/\.(?=[a-z]+$)/, 'точка'));
      forms.push(value.replace('@', '[at]').replace(/\.(?=[a-z]+$)/, '[dot]'));
    }
    return forms.map(plain).some((form) => surfaces.some((surface) => surface.includes(form)));
  });
}

async function surfacesOf(raw: Buffer): Promise<string[]> {
  const mail = await PostalMime.parse(raw, { maxRfc822NestingDepth: 0 });
  const pictures: string[] = [];
  for (const { mimeType, content, filename } of mail.attachments) {
    const bytes = Buffer.from(content as ArrayBuffer);
    pictures.push(filename ?? '', bytes.toString('latin1'), bytes.toString('utf8'));
    if (/^image\/(?:jpeg|png|webp|gif)$/.test(mimeType)) pictures.push(await metadataOf(bytes));
  }
  return [
    ...[raw.toString('latin1'), raw.toString('utf8')],
    ...mail.headers.map(({ key, value }) => `${key}: ${value}`),
    ...[mail.subject, mail.text, mail.html].map((text) => text ?? ''),
    ...(mail.html === undefined ? [] : [mail.html.replace(/<[^>]*>/g, '')]),
    ...pictures,
  ];
}

async function metadataOf(bytes: Buffer): Promise<string> {
  const found = await sharp(bytes)
    .metadata()
    .catch(() => null);
  return [found?.exif, found?.xmp, found?.iptc].map((each) => each?.toString('utf8') ?? '').join(' ');
}

const alike: Readonly<Record<string, string>> = { а: 'a', о: 'o', е: 'e' };

function plain(text: string): string {
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_all, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  return decoded
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[аое]/g, (letter) => alike[letter] ?? letter)
    .replace(/ /g, '');
}
