import { generateKeyPairSync } from 'node:crypto';
import { composeMail } from '#mail/compose-mail';
import { signMail } from '#mail/sign-mail';
import { verifyDkim } from '../../fakes/dkim-verifier';

const domain = 'mail.shop.example';
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = {
  ...{ domain, selector: 'star7' },
  privateKey: pair.privateKey,
};
const published = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const keyOf = (name: string) => (name === `star7._domainkey.${domain}` ? published : undefined);

async function signedOf(text: string): Promise<string> {
  const mail = {
    ...{ token: 'aaaabbbbccccdddd', fromName: 'Звезда', at: 1_790_000_000_000_000, subject: 'Заказ 1001' },
    ...{ text, references: ['a@customer.example', 'b@mail.shop.example'], pictures: [], isAutomatic: true },
    from: `r.aaaabbbbccccdddd@${domain}`,
  };
  const raw = await composeMail(mail, 'a@customer.example', domain);
  return (await signMail(raw, key)).toString('latin1');
}

it('a signature is valid, whatever the spaces and lines of a text', async () => {
  for (const text of ['Привет', 'a', '', '  a \t b  \n\n c\n\n\n', 'x'.repeat(3000), '.\n..\n']) {
    const raw = await signedOf(text);
    expect(verifyDkim(raw, keyOf).domain).toBe(domain);
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThan(200);
    expect(() => verifyDkim(`${raw}x`, keyOf)).toThrow('another body');
  }
});

it('a body has the hash that it has in the example of RFC 8463, appendix A', async () => {
  const raw = [
    ...['From: Joe SixPack <joe@football.example.com>', 'Subject: Is dinner ready?', '', 'Hi.', ''],
    ...['We lost the game.  Are you hungry yet?', '', 'Joe.', ''],
  ].join('\r\n');
  const signed = (await signMail(Buffer.from(raw), key)).toString('latin1');
  expect(signed).toContain('bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=');
});

it('nothing can be put before what was signed', async () => {
  const raw = await signedOf('Привет');
  for (const name of ['From', 'To', 'Cc', 'Reply-To', 'Subject', 'Date', 'Content-Type', 'Auto-Submitted']) {
    expect(() => verifyDkim(`${name}: other@evil.example\r\n${raw}`, keyOf)).toThrow('another signature');
  }
  // The control: what servers on the way put there does no harm.
  expect(verifyDkim(`Received: from mx.shop.example\r\n${raw}`, keyOf).domain).toBe(domain);
});
