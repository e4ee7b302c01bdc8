/**
 * Star7 killed again and again under mails: `scripts/bench --mail-kills [mails] [kills]`. So many mails by LMTP and as many by REST, of which
 * each is given until it is taken, as mail servers and pages do; at kills spread over all of them the process ends as by a power cut.
 */
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { ApiSession } from '../lab/api-session';
import { CustomerMailbox } from '../lab/customer-mailbox';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts, labPorts } from '../lab/lab-ports';
import { mailOrders } from '../lab/mail-orders';
import type { MailOrder } from '../lab/mail-orders';
import { mailSettings } from '../lab/mail-settings';
import { printBars } from '../run/bars';

/** Mails of an order, both directions: less than Star7 takes in an hour. */
const mailsOfOrder = 16;
/** Between two mails of a direction, milliseconds. */
const gapMs = 40;
/** Longer than the lease of a mail whose process is gone. */
const leaseMs = 180_000;

interface Correspondent extends MailOrder {
  alias: string;
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 1000);
  const kills = Number(process.argv[3] ?? 50);
  const ports = labPorts(basePorts.bench);
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-mail'),
    ...{ basePort: basePorts.bench, ownPhones: true },
    star7: { STAR7_LOG_LEVEL: 'info', ...mailSettings(ports) },
  });
  const mailbox = new CustomerMailbox(ports.lmtp);
  try {
    await mailbox.listen(ports.mailServer);
    await lab.openAccounts();
    const session = await ApiSession.signIn(lab.star7.httpUrl, '101', lab.secrets.accounts['101'] ?? '');
    const orders = await correspondents(lab, session, mailbox, Math.ceil((2 * count) / (mailsOfOrder - 1)));
    const of = (nth: number): Correspondent => {
      const order = orders[nth % orders.length];
      if (order === undefined) throw new Error('there are no orders');
      return order;
    };
    let done = false;
    const up = { is: true };
    const killing = killAtRandom(lab, up, { kills, within: count * gapMs, isOver: () => done });
    const tries = { in: 0, out: 0 };
    const all: Promise<void>[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      all.push(
        untilTaken(async () => {
          tries.in += 1;
          const { email, alias } = of(nth);
          return (await mailbox.send(email, alias, mailIn(email, nth))) === 250;
        }),
        untilTaken(async () => {
          tries.out += 1;
          const target = `/api/orders/${of(nth + 1).orderNumber}/mails`;
          const headers = { 'idempotency-key': `mail-kills-${String(nth)}` };
          return (await session.request('POST', target, { text: textOut(nth) }, headers)).status === 201;
        }),
      );
      await pause(gapMs);
      // What came while it is down would be given in one moment.
      await eventually(() => up.is, { within: 60_000, every: 20, what: 'Star7' });
    }
    await Promise.all(all);
    done = true;
    const made = await killing;
    await lab.star7.start();
    await report({ session, mailbox, orders, count, kills: made, tries });
  } finally {
    await mailbox.close();
    await lab.down();
  }
}

/** Writes the first mail of each order, whose answers have an address then. */
async function correspondents(
  lab: Lab,
  session: ApiSession,
  mailbox: CustomerMailbox,
  count: number,
): Promise<Correspondent[]> {
  const orders = await mailOrders(lab.star7, { extension: '101', count, domain: 'customer.example' });
  const found: Correspondent[] = [];
  for (const order of orders) {
    await session.must('POST', `/api/orders/${order.orderNumber}/mails`, { text: 'first' });
    const { from } = await mailbox.mailTo(order.email);
    found.push({ ...order, alias: from });
  }
  return found;
}

/** As a mail server gives a mail, or a page: until it is told that it was taken. */
async function untilTaken(give: () => Promise<boolean>): Promise<void> {
  await eventually(async () => give().catch(() => false), {
    ...{ within: 600_000, every: 200, what: 'that a mail is taken' },
  });
}

/** @returns how often it was killed while mails were under way */
async function killAtRandom(
  lab: Lab,
  up: { is: boolean },
  { kills, within, isOver }: { kills: number; within: number; isOver: () => boolean },
): Promise<number> {
  let made = 0;
  while (made < kills && !isOver()) {
    await pause(randomInt(Math.max(2, Math.floor((2 * within) / kills))));
    if (isOver()) break;
    up.is = false;
    await lab.star7.kill();
    made += 1;
    await lab.star7.start();
    up.is = true;
  }
  return made;
}

async function report({
  session,
  mailbox,
  orders,
  count,
  kills,
  tries,
}: {
  session: ApiSession;
  mailbox: CustomerMailbox;
  orders: readonly Correspondent[];
  count: number;
  kills: number;
  tries: { in: number; out: number };
}): Promise<void> {
  const outs = async () => {
    const mails = await Promise.all(mailbox.received.map(async ({ raw }) => PostalMime.parse(raw)));
    return mails.filter(({ text = '' }) => text.startsWith(mark));
  };
  const different = async (): Promise<number> => new Set((await outs()).map(({ text }) => text?.trim())).size;
  await eventually(async () => (await different()) >= count, {
    ...{ within: leaseMs, every: 2_000, what: 'all mails out' },
  }).catch(() => undefined);
  const out = await outs();
  const ids = new Set(out.map(({ messageId }) => messageId));
  const lostOut = count - (await different());
  const subjects: string[] = [];
  for (const { orderNumber } of orders) {
    const target = `/api/orders/${orderNumber}/mails`;
    const { items } = await session.must<{ items: { direction: string; subject: string }[] }>('GET', target);
    for (const { direction, subject } of items) if (direction === 'in') subjects.push(subject);
  }
  const lostIn = count - new Set(subjects).size;
  const repeatedIn = subjects.length - new Set(subjects).size;
  const repeatedOut = out.length - (count - lostOut);
  console.log(
    `${String(count)} mails in (given ${String(tries.in)} times) and ${String(count)} out (asked for ${String(tries.out)} times); Star7 was killed ${String(kills)} times`,
  );
  printBars('Mails under kills', [
    bar(`mails in that were lost after the 250, of ${String(count)}: 0`, lostIn, 0),
    bar(`mails out that were lost after the 201, of ${String(count)}: 0`, lostOut, 0),
    bar(`mails in that are there twice: 0`, repeatedIn, 0),
    bar(
      `mails out that come twice, of ${String(count)} under ${String(kills)} kills: one in 1,000 at most`,
      repeatedOut,
      Math.ceil(count / 1000),
    ),
    bar('of these with another Message-ID: 0', ids.size - (count - lostOut), 0),
  ]);
}

const bar = (promised: string, found: number, most: number) => ({
  ...{ promised, found: String(found), isHeld: found <= most },
});

const mark = 'Letter ';
const textOut = (nth: number): string => `${mark}${wordOf(nth)}.`;
/** Without digits: nothing of it may look like a number. */
const wordOf = (nth: number): string =>
  String(nth).replace(/\d/g, (digit) => 'qwertyuiop'[Number(digit)] ?? '');

function mailIn(from: string, nth: number): string {
  return [
    `From: ${from}`,
    `Subject: letter ${wordOf(nth)}`,
    `Message-ID: <${String(nth)}.${String(started)}@customer.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Спасибо, жду!',
    '',
  ].join('\r\n');
}
const started = Date.now();

void main();
