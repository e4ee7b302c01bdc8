import PostalMime from 'postal-mime';
import { composeMail } from '#mail/compose-mail';
import { redactSubject } from '#mail/model/mail-redaction';
import { idForCustomer, referencesOf, subjectOf } from '#mail/model/new-mail';

const domain = 'mail.shop.example';
const rules = { own: { numbers: [], addresses: [] }, keptHosts: [] };

/** A mail as a customer's program has it. */
interface Seen {
  id: string;
  references: string[];
  inReplyTo: string | null;
  subject: string;
}

/** How programs put a mail to a thread: by any id that it names and that they know; some want the same subject besides. */
const programs: Record<string, (mail: Seen, known: readonly Seen[]) => boolean> = {
  'like Thunderbird: by References or In-Reply-To': (mail, known) =>
    [...mail.references, mail.inReplyTo].some((id) => known.some((each) => each.id === id)),
  'like Gmail: by References and the same subject': (mail, known) =>
    mail.references.some((id) => known.some((each) => each.id === id && plain(each) === plain(mail))),
  'like Outlook: by In-Reply-To or the first of References': (mail, known) =>
    [mail.inReplyTo, mail.references[0]].some((id) => known.some((each) => each.id === id)),
  // What Star7 writes has no Thread-Index, and Outlook makes the topic of the subject (MS-OXOMSG, section 2.2.1.5).
  'like Outlook without Thread-Index: by the topic': (mail, known) =>
    known.some((each) => plain(each) === plain(mail)),
};

const plain = ({ subject }: Seen): string => subject.replace(/^(?:(?:re|aw|отв)\s*:\s*)+/i, '');

/** How programs answer: what they keep of References, and what they put before the subject. */
const answers: Record<string, (to: Seen, nth: number) => Omit<Seen, 'id'>> = {
  Gmail: (to) => ({
    references: [...to.references, to.id],
    inReplyTo: to.id,
    subject: /^re:/i.test(to.subject) ? to.subject : `Re: ${to.subject}`,
  }),
  Outlook: (to) => ({
    references: [...to.references.slice(-20), to.id],
    inReplyTo: to.id,
    subject: `RE: ${plain(to)}`,
  }),
  'a program of a telephone': (to, nth) => ({
    references: nth % 2 === 0 ? [] : [to.id],
    inReplyTo: to.id,
    subject: `Отв: ${to.subject}`,
  }),
};

test.each(Object.keys(answers))('a thread stays one over 40 mails with a customer at %s', async (name) => {
  const thread: Seen[] = [];
  const stored: { direction: 'in' | 'out'; token: string; id: string }[] = [];
  let subject = 'Заказ 1001';
  for (let nth = 0; nth < 40; nth += 1) {
    const token = nth.toString(2).replace(/0/g, 'a').replace(/1/g, 'b').padStart(16, 'c');
    if (nth % 2 === 0) {
      const references = referencesOf(stored, ({ direction, token: own, id }) =>
        idForCustomer({ direction, token: own, isCustomers: true }, () => id, domain),
      );
      const raw = await composeMail(
        {
          ...{ token, fromName: 'Звезда', from: `r.${token}@${domain}`, text: 'Текст', pictures: [], at: 0 },
          ...{ references, isAutomatic: false, subject: subjectOf(subject, nth > 0) },
        },
        'ivan@customer.example',
        domain,
      );
      const mail = await PostalMime.parse(raw);
      const ids = (text = ''): string[] => [...text.matchAll(/<([^>]+)>/g)].map(([, id]) => id ?? '');
      const seen = {
        id: ids(mail.messageId)[0] ?? '',
        references: ids(mail.references),
        inReplyTo: ids(mail.inReplyTo)[0] ?? null,
        subject: mail.subject ?? '',
      };
      expect(seen.references.length).toBeLessThanOrEqual(30);
      if (nth > 0) {
        for (const [program, joins] of Object.entries(programs)) {
          expect([nth, program, joins(seen, thread)]).toEqual([nth, program, true]);
        }
      }
      thread.push(seen);
      stored.push({ direction: 'out', token, id: seen.id });
    } else {
      const last = thread.at(-1)!;
      const id = `${name.length.toString()}.${String(nth)}@home.customer.example`;
      const answer = { id, ...answers[name]!(last, nth) };
      thread.push(answer);
      stored.push({ direction: 'in', token, id });
      // As the next mail has it: without what programs put before it.
      subject = redactSubject(answer.subject, rules).text;
    }
  }
  expect(new Set(thread.map(plain))).toEqual(new Set(['Заказ 1001']));
});
