import { FakeSmsc } from '../fakes/fake-smsc';
import type { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { smsAccount } from '../lab/mail-settings';

/** An SMS to a customer and the answer, by a centre that speaks SMPP, as each side has them. */
export interface SmsStory {
  customerSaw: string;
  managerSaw: string;
  /** What each side has of the other's numbers, and the same in what they wrote. */
  found: string[];
  control: string[];
}

const managerPhone = '8 916 123-45-67';

export function newCentre(): FakeSmsc {
  return new FakeSmsc(smsAccount);
}

/** @param phone of the order's customer, E.164 */
export async function playSmsStory(
  { session, centre }: { session: ApiSession; centre: FakeSmsc },
  orderNumber: string,
  phone: string,
): Promise<SmsStory> {
  await eventually(() => centre.isBound, { within: 70_000, every: 50, what: 'the centre of SMS' });
  const path = `/api/orders/${orderNumber}/mails`;
  const typed = `Заказ ${orderNumber} ждёт вас до 21:00. Звоните: ${managerPhone}`;
  const number = phone.slice(1);
  await session.must('POST', path, { text: typed, transport: 'sms' });
  const sent = await eventually(() => centre.taken.find(({ to }) => to === number), {
    ...{ within: 20_000, every: 50, what: 'the SMS' },
  });
  const answer = `Буду в семь. Мой номер ${phone}`;
  await centre.deliver({ from: number, to: smsAccount.senders[0] ?? '', text: answer });
  interface Line {
    id: number;
    direction: string;
    transport: string;
  }
  const got = await eventually(
    async () =>
      (await session.must<{ items: Line[] }>('GET', path)).items.find(
        ({ direction, transport }) => direction === 'in' && transport === 'sms',
      ),
    { within: 20_000, every: 100, what: 'the answer by SMS' },
  );
  const shown = await session.must<{ text: string }>('GET', `${path}/${String(got.id)}`);
  const pairs = [
    [typed, sent.text, managerPhone],
    [answer, JSON.stringify([shown, await session.must('GET', path)]), phone],
  ] as const;
  return {
    customerSaw: sent.text,
    managerSaw: shown.text,
    found: pairs.filter(([, seen, secret]) => seen.includes(secret)).map(([, , secret]) => secret),
    control: pairs.filter(([wrote, , secret]) => wrote.includes(secret)).map(([, , secret]) => secret),
  };
}
