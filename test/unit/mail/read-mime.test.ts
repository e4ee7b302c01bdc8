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

describe('the mails of the customer alone are compared with the order’s contacts', () => {
  const address = 'ivan77@customer.example';
  const own = { numbers: ['79161234567'], addresses: [address] };
  const filter = 'mx.shop.example';
  const proof = `Authentication-Results: ${filter}; dmarc=pass header.from=customer.example`;
  const guesses = Array.from({ length: 10 }, (_each, nth) => `guess 3456${String(nth)} word`).join('\r\n');
  const read = async (
    from: string[],
    { headers = [] as string[], of = own, name = null as string | null } = {},
  ) => {
    const raw = [...headers, ...from.map((each) => `From: ${each}`), 'Subject: x', '', guesses];
    const comparedSender = { address, filter: name };
    const rules = { own: of, keptHosts: [], comparedSender };
    return (await readMime(Buffer.from(raw.join('\r\n')), 'x@b.example', rules)).text;
  };
  const other = { numbers: ['79031134569'], addresses: [address] };

  it('a stranger’s guesses become the same whatever the number is', async () => {
    for (const from of [['manager@elsewhere.example'], [], [address, 'manager@elsewhere.example']]) {
      expect(await read(from)).toBe(await read(from, { of: other }));
    }
    // The control: the customer's own.
    expect(await read([address])).not.toBe(await read([address], { of: other }));
  });

  it('where a filter judges senders, a forged one is a stranger', async () => {
    expect(await read([address], { name: filter })).toBe(await read([address], { name: filter, of: other }));
    const genuine = { name: filter, headers: [proof] };
    expect(await read([address], genuine)).not.toBe(await read([address], { ...genuine, of: other }));
  });
});
