import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { cleanPicture } from '#mail/clean-picture';
import { htmlToText } from '#mail/html-text';
import { noContacts } from '#mail/model/mail-redaction';
import { readMime } from '#mail/read-mime';

it('takes ids of printable ASCII alone', async () => {
  const raw = [
    'From: a@b.example',
    'Message-ID: <ключ@b.example>',
    'References: <a1@b.example> <a\u00002@b.example> <a 3@b.example> <a4@b.example>',
    '',
    'hello',
  ].join('\r\n');
  const mail = await readMime(Buffer.from(raw), 'a@b.example', { own: noContacts, keptHosts: [] });
  expect(mail).toMatchObject({ messageId: null, references: ['a1@b.example', 'a4@b.example'] });
});

it('of two headers From none counts, and what filters say stays in its sequence', async () => {
  const raw = (from: string[]) =>
    Buffer.from(
      [
        'Authentication-Results: mx; dmarc=fail',
        'Authentication-Results: mx; dmarc=pass',
        ...from.map((address) => `From: ${address}`),
        '',
        'hello',
      ].join('\r\n'),
    );
  const rules = { own: noContacts, keptHosts: [] };
  expect(await readMime(raw(['a@b.example', 'c@d.example']), 'x@b.example', rules)).toMatchObject({
    ...{ from: [], authentication: ['mx; dmarc=fail', 'mx; dmarc=pass'] },
  });
  expect((await readMime(raw(['a@b.example']), 'x@b.example', rules)).from).toEqual(['a@b.example']);
});

it('a drawing that would be too large for the database becomes a photograph', async () => {
  const side = 1500;
  const noise = sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } });
  const large = await cleanPicture(await noise.png().toBuffer());
  expect(large?.type).toBe('image/jpeg');
  expect(large?.bytes.length).toBeLessThan(5 * 1024 * 1024);
  // The control: others stay what they are.
  const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } });
  expect(await cleanPicture(await plain.png().toBuffer())).toMatchObject({ type: 'image/png' });
});

it('what is written small is read, and what has no size is not', () => {
  const shown = ['font-size:0.9em', 'font-size: 0.875rem; color:red', 'max-height:0.5em', 'font-size:10px'];
  for (const style of shown) expect(htmlToText(`<p style="${style}">диван</p>`)).toBe('диван');
  const nothing = ['font-size:0', 'font-size: 0px;color:red', 'FONT-SIZE:0;', 'font-size:0 !important'];
  for (const style of [...nothing, 'max-height:0;overflow:hidden', 'max-height: 0px']) {
    expect(htmlToText(`<p style="${style}">диван</p>`)).toBe('');
  }
});
