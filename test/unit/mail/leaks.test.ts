import { generateKeyPairSync } from 'node:crypto';
import { judged } from '../../fakes/mail-verifier';
import { printBars } from '../../run/bars';
import { composeMail } from '../../../src/mail/compose-mail';
import { signMail } from '../../../src/mail/sign-mail';
import { mailRecords } from '../../../src/mail/model/mail-dns';
import { readMime } from '../../../src/mail/read-mime';
import { mailCorpus } from './corpus/corpus';
import type { CorpusMail } from './corpus/corpus';
import { findSecrets } from './corpus/find-secrets';

const domain = 'mail.shop.example';

/** What the other side gets. */
async function masked({ raw, person, from }: CorpusMail): Promise<Buffer> {
  const mail = await readMime(raw, 'envelope@sender.example', {
    // Of a manager nothing is known.
    own:
      from === 'customer'
        ? { numbers: [`7${person.phone}`], addresses: [person.address] }
        : { numbers: [], addresses: [] },
    keptHosts: ['shop.example'],
  });
  return composeMail(
    {
      token: 'aaaabbbbccccdddd',
      fromName: 'Магазин',
      from: `r.bbbbccccddddeeee@${domain}`,
      subject: mail.subject,
      text: mail.text,
      pictures: mail.pictures,
      at: 1_791_000_000_000_000,
      references: [],
      isAutomatic: false,
    },
    'reader@elsewhere.example',
    domain,
  );
}

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = {
  ...{ domain, selector: 'star7' },
  privateKey: pair.privateKey,
};
const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const mailHost = 'mx.shop.example';
const sendsFrom = '192.0.2.25';

/** What a recipient's server finds: the records are those that `star7 mail dns` prints. */
async function verdictOf(raw: Buffer, publishedKey = publicKey): Promise<string> {
  const records = mailRecords({ domain, mailHost, dkim: { selector: 'star7', publicKey: publishedKey } });
  const onTheWay = { raw, sender: `b.aaaabbbbccccdddd@${domain}`, ip: sendsFrom };
  const { dkim, spf, dmarc, domains } = await judged(onTheWay, records, { [mailHost]: sendsFrom });
  return `dkim=${dkim.join()} spf=${spf} dmarc=${dmarc} of ${domains.join()}`;
}
const genuine = `dkim=pass spf=pass dmarc=pass of ${domain}`;

/** With one character of the last line changed. */
function changed(raw: Buffer): Buffer {
  const other = Buffer.from(raw);
  const at = raw.length - 4;
  other[at] = other[at] === 0x41 ? 0x42 : 0x41;
  return other;
}

test('no address, number, domain, IP address or machine gets to the other side', async () => {
  const corpus = await mailCorpus();
  const leaked: string[] = [];
  let planted = 0;
  let found = 0;
  let pictures = 0;
  const verified: string[] = [];
  const controls: string[] = [];
  for (const mail of corpus) {
    planted += mail.planted.length;
    found += (await findSecrets(mail.raw, mail.person, mail.planted)).length;
    const sent = await masked(mail);
    if (sent.includes('image/')) pictures += 1;
    const signed = await signMail(sent, key);
    if ((await verdictOf(signed)) === genuine) verified.push(mail.name);
    if ((await verdictOf(changed(signed))) === genuine) controls.push(mail.name);
    for (const secret of await findSecrets(sent, mail.person, mail.planted)) {
      leaked.push(`${mail.name}: ${secret}`);
    }
  }
  const share = (100 * found) / planted;
  printBars('Masked mail', [
    {
      promised: 'mails of the corpus: at least 300',
      found: String(corpus.length),
      isHeld: corpus.length >= 300,
    },
    {
      promised: `planted secrets that get through, of ${String(planted)}: 0`,
      found: String(leaked.length),
      isHeld: leaked.length === 0,
    },
    {
      promised: 'control without protection finds at least 95 %',
      found: `${share.toFixed(1)} %`,
      isHeld: share >= 95,
    },
    {
      promised: `mails out that DKIM, SPF and DMARC find genuine, strictly aligned, of ${String(corpus.length)}: all`,
      found: String(verified.length),
      isHeld: verified.length === corpus.length,
    },
    {
      promised: 'of the same with a byte changed: 0',
      found: String(controls.length),
      isHeld: controls.length === 0,
    },
  ]);
  expect([verified.length, controls]).toEqual([corpus.length, []]);
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const [first] = corpus;
  const stranger = other.export({ type: 'spki', format: 'der' }).toString('base64');
  expect(await verdictOf(await signMail(await masked(first!), key), stranger)).not.toBe(genuine);
  expect(leaked).toEqual([]);
  expect(corpus.length).toBeGreaterThanOrEqual(300);
  expect(share).toBeGreaterThanOrEqual(95);
  // Pictures do get through.
  expect(pictures).toBeGreaterThanOrEqual(60);
});
