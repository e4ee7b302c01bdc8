import { printBars } from '../../run/bars';
import { composeMail } from '../../../src/mail/compose-mail';
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

test('no address, number, domain, IP address or machine gets to the other side', async () => {
  const corpus = await mailCorpus();
  const leaked: string[] = [];
  let planted = 0;
  let found = 0;
  let pictures = 0;
  for (const mail of corpus) {
    planted += mail.planted.length;
    found += (await findSecrets(mail.raw, mail.person, mail.planted)).length;
    const sent = await masked(mail);
    if (sent.includes('image/')) pictures += 1;
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
  ]);
  expect(leaked).toEqual([]);
  expect(corpus.length).toBeGreaterThanOrEqual(300);
  expect(share).toBeGreaterThanOrEqual(95);
  // Pictures do get through.
  expect(pictures).toBeGreaterThanOrEqual(60);
});
