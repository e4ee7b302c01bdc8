/**
 * Mails beside calls: `scripts/bench --mail [minutes]`. 40 calls a second, by turns alone and beside ten mails a second, half of them from
 * customers by LMTP and half from a manager by REST; what a mail costs without calls; and mails that are made to cost time and memory.
 * With 0 minutes no calls. Reported, not enforced.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { prepareData } from './bench-data';
import { drained, pidOf } from './bench-lab';
import { prepareAsterisk, setCdr } from './bench-pbx';
import { spread, spreadOf } from './call-times';
import type { CallTimes } from './call-times';
import { LoadGenerator } from './load';
import { childPids, commandLine, cpuTimes, mainThreadMs, residentBytes } from './process-cost';
import { ApiSession } from '../lab/api-session';
import { CustomerMailbox } from '../lab/customer-mailbox';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts, labPorts } from '../lab/lab-ports';
import { giveMail } from '../lab/lmtp-client';
import { importMailOrders, mailOrders } from '../lab/mail-orders';
import type { MailOrder } from '../lab/mail-orders';
import { mailDomain, mailSettings } from '../lab/mail-settings';

const callRate = 40;
const mailRate = 10;
const talkMs = 1_000;
const warmUpCalls = 1_000;
/** Of an order in an hour, both directions, less than Star7 takes. */
const mailsOfOrder = 16;
/** Seconds of mails alone, by which their cost is measured. */
const costSeconds = 30;
/** Seconds of calls alone, and then as long beside mails. */
const turn = 60;

interface MailTimes {
  /** Milliseconds from the POST to the mail server's getting it. */
  out: number[];
  /** Milliseconds from giving a mail by LMTP to the answer 250. */
  in: number[];
  refused: number;
}

async function main(): Promise<void> {
  const seconds = Math.round(60 * Number(process.argv[2] ?? 10));
  const ports = labPorts(basePorts.bench);
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-mail'),
    ...{ basePort: basePorts.bench, ownPhones: true },
    star7: { STAR7_LOG_LEVEL: 'info', ...mailSettings(ports) },
  });
  const mailbox = new CustomerMailbox(ports.lmtp);
  const load = new LoadGenerator(lab);
  try {
    await mailbox.listen(ports.mailServer);
    await prepareData(lab);
    await prepareAsterisk(lab);
    await lab.openAccounts();
    const session = await ApiSession.signIn(lab.star7.httpUrl, '101', lab.secrets.accounts['101'] ?? '');
    await load.start();
    await setCdr(lab, false);
    const call = async (calls: number, meanwhile?: () => Promise<void>) => {
      const plan = { variant: 'star7', rate: callRate, calls, talkMs, capture: true, audio: false } as const;
      const result = await load.run(plan, meanwhile);
      await drained(lab);
      return result;
    };
    if (seconds > 0) await call(warmUpCalls);
    const mails = new MailLoad(lab, session, mailbox);
    await mails.prepare(seconds + 3 * costSeconds);
    const pid = pidOf(lab.star7.daemon);
    const spending = new Spending(lab, load);
    await costs(spending, mails);
    if (seconds === 0) return;
    const memoryBefore = residentBytes(pid);
    const alone: CallTimes[] = [];
    const beside: CallTimes[] = [];
    let lost = 0;
    const times: MailTimes = { out: [], in: [], refused: 0 };
    const spentAlone: Record<string, number> = {};
    const spentBeside: Record<string, number> = {};
    for (let left = seconds; left > 0; left -= turn) {
      const part = Math.min(left, turn);
      add(spentAlone, await spending.of(async () => alone.push(...(await call(callRate * part)).times)));
      const both = async (): Promise<void> => {
        const during = await call(callRate * part, () => mails.run(part, times));
        beside.push(...during.times);
        lost += during.failed;
      };
      add(spentBeside, await spending.of(both));
    }
    console.log('| of a second | calls alone | beside mails |');
    console.log('| ----------- | ----------- | ------------ |');
    for (const [name, value] of Object.entries(spentAlone)) {
      const [one, other] = [value, spentBeside[name] ?? 0].map((each) => (each / seconds).toFixed(1));
      console.log(`| ${name} | ${String(one)} | ${String(other)} |`);
    }
    report({ alone, beside, lost, times });
    console.log(
      `Star7's memory: ${mebibytes(memoryBefore)} MiB before, ${mebibytes(residentBytes(pid))} after`,
    );
    await bombs(lab, mails, pid);
    await answers(lab, mails);
    console.log(
      `load of the machine: ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')}`,
    );
  } finally {
    await load.stop();
    await mailbox.close();
    await lab.down();
  }
}

/** Ten mails a second, of orders none of which has more than a person would write. */
class MailLoad {
  #orders: { order: MailOrder; alias: string; left: number }[] = [];
  readonly #received = new Map<string, number>();
  #counted = 0;

  constructor(
    private readonly lab: Lab,
    private readonly session: ApiSession,
    private readonly mailbox: CustomerMailbox,
  ) {}

  /** Writes the first mail of each order, whose answers have an address then. */
  async prepare(seconds: number): Promise<void> {
    const count = Math.ceil((seconds * mailRate) / mailsOfOrder) + 2;
    const orders = await mailOrders(this.lab.star7, { extension: '101', count, domain: 'customer.example' });
    for (const order of orders) {
      await this.#write(order, 'first');
      const { from } = await this.mailbox.mailTo(order.email);
      this.#orders.push({ order, alias: from, left: mailsOfOrder });
    }
  }

  /** @param way absent: both, by turns */
  async run(seconds: number, times: MailTimes, way?: 'in' | 'out'): Promise<void> {
    const begun = performance.now();
    const all: Promise<void>[] = [];
    for (let nth = 0; nth < seconds * mailRate; nth += 1) {
      await pause(Math.max(0, begun + (nth * 1000) / mailRate - performance.now()));
      const isOut = way === undefined ? nth % 2 === 0 : way === 'out';
      all.push((isOut ? this.#out(times) : this.#in(times)).catch(() => void (times.refused += 1)));
    }
    await Promise.all(all);
  }

  /** Closes some orders, so that their addresses are none any more. @returns these addresses */
  async close(most: number): Promise<string[]> {
    const some = this.#orders.slice(0, most);
    const numbers = some.map(({ order }) => order.orderNumber);
    await importMailOrders(
      this.lab.star7,
      '101',
      some.map(({ order }) => order),
      'closed',
    );
    await this.lab.database.query(
      `UPDATE mail_threads AS t JOIN orders AS o ON o.id = t.order_id SET t.seen_open_at = '2020-01-01' WHERE o.order_number IN (?)`,
      [numbers],
    );
    return some.map(({ alias }) => alias);
  }

  /** An address that takes mails. */
  get alias(): string {
    return this.#orders.at(-1)?.alias ?? '';
  }

  #next() {
    const next = this.#orders.find(({ left }) => left > 0);
    if (next === undefined) throw new Error('no order is left');
    next.left -= 1;
    // Each order in turn.
    this.#orders.push(...this.#orders.splice(this.#orders.indexOf(next), 1));
    return next;
  }

  async #out(times: MailTimes): Promise<void> {
    const { order } = this.#next();
    const before = this.#receivedBy(order.email);
    const begun = performance.now();
    await this.#write(order, 'Ваш заказ собран и ждёт вас.');
    while (this.#receivedBy(order.email) <= before) {
      if (performance.now() - begun > 60_000) throw new Error('a mail did not get to the mail server');
      await pause(5);
    }
    times.out.push(performance.now() - begun);
  }

  /** Mails to an address so far. Each is counted once, however often somebody asks. */
  #receivedBy(address: string): number {
    const { received } = this.mailbox;
    for (; this.#counted < received.length; this.#counted += 1) {
      const to = received[this.#counted]?.to ?? '';
      this.#received.set(to, (this.#received.get(to) ?? 0) + 1);
    }
    return this.#received.get(address) ?? 0;
  }

  async #in(times: MailTimes): Promise<void> {
    const { order, alias } = this.#next();
    const begun = performance.now();
    const code = await this.mailbox.send(
      order.email,
      alias,
      mailOf(order.email, 'Спасибо, жду!\r\n\r\n> Ваш заказ собран.'),
    );
    if (code !== 250) throw new Error('a mail was not taken');
    times.in.push(performance.now() - begun);
  }

  async #write({ orderNumber }: MailOrder, text: string): Promise<void> {
    await this.session.must('POST', `/api/orders/${orderNumber}/mails`, { text });
  }
}

let lastId = 0;
function mailOf(from: string, body: string, type = 'text/plain; charset=utf-8'): string {
  return [
    `From: ${from}`,
    'Subject: Re: order',
    `Message-ID: <${String((lastId += 1))}.${String(Date.now())}@customer.example>`,
    `Content-Type: ${type}`,
    '',
    body,
    '',
  ].join('\r\n');
}

/** CPU of each process that has a part in it, and statements to the database. */
class Spending {
  constructor(
    private readonly lab: Lab,
    private readonly load: LoadGenerator,
  ) {}

  async now(): Promise<Record<string, number>> {
    const { database, asterisk, star7 } = this.lab;
    const pid = pidOf(star7.daemon);
    const mainThread = mainThreadMs(pid);
    const reader = childPids(pid).filter((each) => commandLine(each).includes('mime-child'));
    const [row] = await database.query("SHOW GLOBAL STATUS LIKE 'Questions'");
    const sum = (pids: number[]): number => pids.reduce((all, each) => all + cpuTimes(each).own, 0);
    return {
      'Star7’s main thread, CPU ms': mainThread,
      'its other threads, CPU ms': cpuTimes(pid).own - mainThread,
      'its process that reads mails, CPU ms': sum(reader),
      'database, CPU ms': cpuTimes(pidOf(database.daemon)).own,
      'Asterisk, CPU ms': cpuTimes(pidOf(asterisk.daemon)).own,
      'the bench: mails and mail server, CPU ms': cpuTimes(process.pid).own,
      'the bench: carriers, CPU ms': sum(this.load.carriers.map(pidOf)),
      'statements to the database': Number(row?.['Value']),
    };
  }

  async of(during: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await this.now();
    await during();
    const after = await this.now();
    return Object.fromEntries(
      Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]),
    );
  }
}

/** What a mail costs: of a time with mails, less a time without. */
async function costs(spending: Spending, mails: MailLoad): Promise<void> {
  const nobody = (): MailTimes => ({ out: [], in: [], refused: 0 });
  // Once, for what is compiled and prepared with the first ones.
  await mails.run(costSeconds / 3, nobody());
  const idle = await spending.of(() => pause(costSeconds * 1000));
  const into = await spending.of(() => mails.run(costSeconds, nobody(), 'in'));
  const out = await spending.of(() => mails.run(costSeconds, nobody(), 'out'));
  console.log('| of a mail | in | out |');
  console.log('| --------- | -- | --- |');
  const ofOne = (all: Record<string, number>, name: string): string =>
    (((all[name] ?? 0) - (idle[name] ?? 0)) / (costSeconds * mailRate)).toFixed(2);
  for (const name of Object.keys(idle))
    console.log(`| ${name} | ${ofOne(into, name)} | ${ofOne(out, name)} |`);
}

/** Mails that are made to cost more than they are worth. */
async function bombs(lab: Lab, mails: MailLoad, pid: number): Promise<void> {
  const from = 'eve@customer.example';
  const nested = Array.from(
    { length: 1000 },
    (_, depth) =>
      `--b${String(depth)}\r\nContent-Type: multipart/mixed; boundary=b${String(depth + 1)}\r\n\r\n`,
  );
  const all: Record<string, string> = {
    '50 MB': mailOf(from, 'x'.repeat(78).concat('\r\n').repeat(655_360)),
    '10,000 parts': mailOf(from, '--b\r\n\r\nx\r\n'.repeat(10_000), 'multipart/mixed; boundary=b'),
    '1,000 levels': mailOf(from, nested.join(''), 'multipart/mixed; boundary=b0'),
    'two million lines with a dot': mailOf(from, '.\r\n'.repeat(2_000_000)),
    '14 MB of tags': mailOf(from, '<b><i>'.repeat(2_300_000), 'text/html'),
  };
  console.log('| mail | answer | seconds | memory after, MiB |');
  console.log('| ---- | ------ | ------- | ----------------- |');
  for (const [name, raw] of Object.entries(all)) {
    const begun = performance.now();
    const code = await giveMail(lab.ports.lmtp, { from, to: mails.alias, raw });
    const seconds = (performance.now() - begun) / 1000;
    console.log(`| ${name} | ${String(code)} | ${seconds.toFixed(2)} | ${mebibytes(residentBytes(pid))} |`);
  }
}

const askedOf = 200;

/** How long Star7 takes to say that an address is none, whatever is wrong with it: in turns, on one connection. */
async function answers(lab: Lab, mails: MailLoad): Promise<void> {
  const closed = await mails.close(askedOf);
  const random = (use: string): string =>
    `${use}.${randomBytes(16)
      .toString('hex')
      .replace(/[^a-f2-7]/g, 'z')
      .slice(0, 16)}@${mailDomain}`;
  const kinds: Record<string, (nth: number) => string> = {
    'unknown: one half': () => random('r'),
    'unknown: the other half': () => random('r'),
    closed: (nth) => closed[nth % closed.length] ?? '',
    'of another use': (nth) => (closed[nth % closed.length] ?? '').replace(/^r/, 'b'),
    'of no use': () => `postmaster@${mailDomain}`,
  };
  const socket = connect(lab.ports.lmtp, '127.0.0.1');
  const said = async (line: string | null): Promise<string> => {
    const heard = once(socket, 'data');
    if (line !== null) socket.write(`${line}\r\n`);
    return String((await heard)[0]);
  };
  await said(null);
  await said('LHLO bench');
  await said('MAIL FROM:<>');
  const times: Record<string, number[]> = {};
  const texts = new Set<string>();
  for (let nth = 0; nth < askedOf; nth += 1) {
    for (const [kind, address] of Object.entries(kinds)) {
      const begun = performance.now();
      texts.add(await said(`RCPT TO:<${address(nth)}>`));
      (times[kind] ??= []).push(performance.now() - begun);
    }
  }
  socket.destroy();
  console.log('| answer to an address that is | mean, ms | standard deviation |');
  console.log('| ---------------------------- | -------- | ------------------ |');
  for (const [kind, all] of Object.entries(times)) {
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length);
    console.log(`| ${kind} | ${mean.toFixed(2)} | ${deviation.toFixed(2)} |`);
  }
  console.log(`different answers: ${String(texts.size)}; the first two rows differ by chance alone`);
}

function report({
  alone,
  beside,
  lost,
  times,
}: {
  alone: CallTimes[];
  beside: CallTimes[];
  lost: number;
  times: MailTimes;
}): void {
  const [before, after] = [alone, beside].map((each) => spread(each, 'phoneInvite', 'carrierInvite'));
  console.log('| ms | p50 | p95 | p99 | count |');
  console.log('| -- | --- | --- | --- | ----- |');
  const sorted = (list: number[]): number[] => [...list].sort((one, other) => one - other);
  for (const [name, found] of [
    ['calls alone, INVITE to INVITE', before],
    ['calls beside mails', after],
    ['a mail out: POST to the mail server', spreadOf(sorted(times.out))],
    ['a mail in: LMTP to 250', spreadOf(sorted(times.in))],
  ] as const) {
    if (!found) continue;
    const { p50, p95, p99, count } = found;
    console.log(`| ${name} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${p99.toFixed(1)} | ${String(count)} |`);
  }
  if (before && after) {
    console.log(
      `calls' p99 beside / alone: ${(after.p99 / before.p99).toFixed(2)}; calls lost: ${String(lost)}; mails refused: ${String(times.refused)}`,
    );
  }
}

function add(sums: Record<string, number>, more: Record<string, number>): void {
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
}

const mebibytes = (bytes: number): string => String(Math.round(bytes / (1 << 20)));

void main();
