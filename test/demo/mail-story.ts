import { existsSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { mailOrders } from '../lab/mail-orders';
import type { MailOrder } from '../lab/mail-orders';
import { customerDomains, MailServers, shopServer } from '../lab/mail-servers';
import { mailSettings, smsSettings } from '../lab/mail-settings';
import { playRevealStory } from './reveal-story';
import type { RevealStory } from './reveal-story';
import { newCentre, playSmsStory } from './sms-story';
import type { SmsStory } from './sms-story';

/** A mail to a customer and the answer, by real mail servers, as each side has them. */
export interface MailStory {
  /** What the customer's mailbox has. */
  customerSaw: string[];
  /** What the page is given. */
  managerSaw: string[];
  /** Of the manager in the customer's mail, and of the customer in what the page gets: what was found. */
  found: string[];
  /** The same search in what each wrote. */
  control: string[];
  milliseconds: { there: number; back: number };
}

const managerPhone = '8 916 123-45-67';
const customerPhone = '8 (926) 765-43-21';

/** What is written to one customer, and shown of them. */
export interface WrittenStory {
  mail: MailStory;
  sms: SmsStory;
  reveal: RevealStory;
}

/** Mail, SMS and a reveal at one order. @param login of the manager whose order it is */
export async function playWrittenStory(lab: Lab, login: string): Promise<WrittenStory> {
  const keyFile = lab.place.file('star7', 'dkim.pem');
  if (!existsSync(keyFile)) await lab.star7.mustRun(['mail', 'dkim-key', keyFile]);
  const servers = await MailServers.start(lab);
  const centre = newCentre();
  try {
    await centre.listen(lab.ports.smsc);
    await lab.star7.restartWith({
      ...mailSettings({ lmtp: lab.ports.lmtp, mailServer: lab.ports.shopMail }),
      ...{ STAR7_MAIL_DKIM_KEY_FILE: keyFile, STAR7_MAIL_DKIM_SELECTOR: 'star7' },
      STAR7_MAIL_AUTHSERV_ID: shopServer,
      ...smsSettings(lab.ports),
      // Demos of a day are more than a shop's requests.
      ...{ STAR7_REVEAL: 'true', STAR7_REVEAL_PER_PERSON: '50', STAR7_REVEAL_PER_SITE: '50' },
    });
    const [order] = await mailOrders(lab.star7, {
      ...{ extension: login, count: 1, domain: customerDomains.customer },
    });
    if (order === undefined) throw new Error('there is no order');
    const { orderNumber, phone } = order;
    const session = await ApiSession.signIn(lab.star7.httpUrl, login, lab.secrets.accounts[login] ?? '');
    return {
      mail: await thereAndBack({ servers, session, login }, order),
      sms: await playSmsStory({ session, centre }, orderNumber, phone),
      reveal: await playRevealStory(lab, orderNumber, phone),
    };
  } finally {
    await Promise.all([lab.star7.restartWith({}), servers.stop(), centre.close()]);
  }
}

async function thereAndBack(
  { servers, session, login }: { servers: MailServers; session: ApiSession; login: string },
  { orderNumber, email }: MailOrder,
): Promise<MailStory> {
  const typed = `Здравствуйте! Ваш заказ собран. Звоните мне: ${managerPhone}`;
  const begun = performance.now();
  await session.must('POST', `/api/orders/${orderNumber}/mails`, { text: typed });
  const [mail] = await servers.mailsTo(email, 1);
  const there = performance.now() - begun;
  const raw = mail?.raw ?? '';
  const alias = /<(r\.[a-z2-7]{16}@[a-z.]+)>/.exec(raw)?.[1] ?? '';
  const answer = [
    `From: Nina <${email}>`,
    `To: ${alias}`,
    'Subject: Re: order',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <demo.${String(Date.now())}@home.customer.example>`,
    `In-Reply-To: <${mail?.messageId ?? ''}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Спасибо! Мой номер ${customerPhone}, почта ${email}.`,
    '',
  ].join('\n');
  const answered = performance.now();
  await servers.swaks({ from: email, to: alias, data: answer });
  const path = `/api/orders/${orderNumber}/mails`;
  const got = await eventually(
    async () =>
      (await session.must<{ items: { id: number; direction: string }[] }>('GET', path)).items.find(
        ({ direction }) => direction === 'in',
      ),
    { within: 20_000, every: 100, what: 'the answer' },
  );
  const back = performance.now() - answered;
  const shown = JSON.stringify([
    await session.must('GET', path),
    await session.must('GET', `${path}/${String(got.id)}`),
  ]);
  const decoded = await decodedText(raw);
  const ofManager = [managerPhone, `manager:${login}`];
  const ofCustomer = [customerPhone, email, email.split('@')[0] ?? '', 'home.customer.example'];
  const inBoth = (sent: string, seen: string, secrets: readonly string[]) => ({
    found: secrets.filter((secret) => seen.includes(secret)),
    control: secrets.filter((secret) => sent.includes(secret)),
  });
  const one = inBoth(typed, decoded, ofManager);
  const other = inBoth(answer, shown, ofCustomer);
  return {
    customerSaw: linesOf(decoded),
    managerSaw: linesOf((JSON.parse(shown) as [unknown, { text: string }])[1].text),
    found: [...one.found, ...other.found],
    control: [...one.control, ...other.control],
    milliseconds: { there: Math.round(there), back: Math.round(back) },
  };
}

/** Headers as they are, and the text decoded. */
async function decodedText(raw: string): Promise<string> {
  const { text = '' } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  return `${raw.split(/\r?\n\r?\n/, 1)[0] ?? ''}\n\n${text}`;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => /^(?:From|To|Subject|Message-ID):|^[^\s:]+ .*[!.]/.test(line));
}
