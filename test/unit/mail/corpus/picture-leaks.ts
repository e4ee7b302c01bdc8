import sharp from 'sharp';
import type { Content, Part } from './clients';
import type { Person } from './person';

/** A small picture that tells of its maker in every way that its format has, and behind its end. */
async function picture(format: 'jpeg' | 'png' | 'webp' | 'gif', person: Person): Promise<Buffer> {
  const { name, address, site, machine, phone, publicAddress } = person;
  const drawn = sharp({ create: { width: 48, height: 32, channels: 3, background: '#3a7' } })
    .withExif({
      IFD0: {
        ImageDescription: address,
        Artist: `${name} +7${phone}`,
        Copyright: `https://${site}`,
        HostComputer: machine,
      },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>${address} ${publicAddress}</creator></x:xmpmeta>`,
    );
  const bytes = await drawn.toFormat(format).toBuffer();
  return Buffer.concat([bytes, Buffer.from(`${address} ${site} ${phone}`)]);
}

export const pictureLeaks = (['jpeg', 'png', 'webp', 'gif'] as const).flatMap((format) => [
  { name: `a ${format} with metadata`, format, isInline: false },
  { name: `a ${format} in the text`, format, isInline: true },
]);

export async function pictureContent(
  { format, isInline }: (typeof pictureLeaks)[number],
  person: Person,
): Promise<Partial<Content>> {
  const part: Part = {
    type: `image/${format}; name="${person.address}.${format}"`,
    headers: isInline
      ? ['Content-Disposition: inline', `Content-ID: <logo@${person.site}>`]
      : [`Content-Disposition: attachment; filename="photo of ${person.phone}.${format}"`],
    bytes: await picture(format, person),
  };
  return { text: 'Смотрите снимок.', parts: [part] };
}
