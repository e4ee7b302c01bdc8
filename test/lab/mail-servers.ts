import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { ImapFlow } from 'imapflow';

import { FairTurns } from '#kernel/fair-turns';
import type { Daemon } from './daemon';
import { DnsStub } from './dns-stub';
import { eventually } from './eventually';
import { defaultDirectory } from './lab';
import type { Lab } from './lab';
import { LabError } from './lab-error';
import { LabPlace } from './lab-place';
import { takenPorts } from './lab-ports';
import { lastWords } from './last-words';
import { mailAccount, mailDomain } from './mail-settings';
import { projectFolder } from './project-folder';
import { RootFolder } from './root-folder';
import { fillTemplateFile } from './template';

/** Mail domains of customers. `customer` asks others to refuse what is forged, `lax` only says who sends for it, `bare` says nothing. */
export const customerDomains = {
  customer: 'customer.example',
  lax: 'lax.example',
  bare: 'bare.example',
} as const;

/** Of the account of a provider, beside its domain for orders. */
const providerDomain = mailAccount.address.slice(mailAccount.address.indexOf('@') + 1);

/** Where accounts sign in to send (RFC 6409, RFC 8314). */
const submissionService = (port: number): string => `127.0.0.1:${String(port)} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_reject_unlisted_recipient=no
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
`;

/** Longer than any delivery in a lab. */
const lyingSeconds = 5;

/** The name of the shop's mail server, as it stands in scripts/mail/main.cf. */
export const shopServer = 'mx.shop.example';

/** What the domain name system says of customers' domains: their mail service sends from 127.0.0.2. */
const published = {
  [customerDomains.customer]: ['v=spf1 ip4:127.0.0.2 -all'],
  [`mx.${customerDomains.customer}`]: ['v=spf1 ip4:127.0.0.2 -all'],
  [`_dmarc.${customerDomains.customer}`]: ['v=DMARC1; p=reject'],
  [customerDomains.lax]: ['v=spf1 ip4:127.0.0.2 ~all'],
  [customerDomains.bare]: [],
};

/** Whose mailbox holds the mails of all customers. */
const allCustomers = 'customers';

/** A stranger's machine. */
export const strangerAddress = '127.0.0.3';

const samples = path.join(projectFolder, 'scripts/mail');
const templates = path.join(projectFolder, 'test/lab/mail-config');

/** A mail as it lies in a customer's mailbox. */
export interface BoxedMail {
  raw: string;
  messageId: string;
}

/** What SMTP answered: the line that decided it. */
export interface SwaksResult {
  /** 0 where the mail was taken. */
  code: number | null;
  /** The last answer of 4xx or 5xx, without its mark; empty for none. */
  refusal: string;
}

export interface SwaksMail {
  from: string;
  to: string;
  /** RFC 5322; absent: a mail of swaks' own. */
  data?: string;
  /** From which address of this machine; absent: as one of the customers' mail service. */
  interface?: string;
  /** Absent: the customers' mail service, which passes it on. */
  port?: number;
  /** What the client calls itself; reports without a sender are judged by it (RFC 7208, section 2.4). */
  helo?: string;
  options?: readonly string[];
}

/**
 * Real mail servers of Debian's packages around a Star7 of the lab: Postfix with rspamd as scripts/mail sets them up for a shop, and the
 * mail service of its customers, Postfix with mailboxes that Dovecot shows by IMAP.
 */
export class MailServers {
  /** Of all mailboxes. */
  readonly password = randomBytes(12).toString('hex');
  #dovecot: Daemon | null = null;
  readonly #place: LabPlace;
  readonly #daemons: Daemon[] = [];
  #dns: DnsStub | null = null;
  #imap: Promise<ImapFlow> | null = null;
  /** One connection, one question at a time. */
  readonly #turns = new FairTurns();
  #mails = 0;

  /** @param lmtp where the shop's Postfix finds Star7 */
  private constructor(
    private readonly lab: Lab,
    private readonly lmtp: number,
  ) {
    const root = new RootFolder(path.join(defaultDirectory(), 'mail-root'));
    this.#place = new LabPlace(lab.place.file('mail-servers'), root);
  }

  static async start(lab: Lab, { lmtp = lab.ports.lmtp }: { lmtp?: number } = {}): Promise<MailServers> {
    const servers = new MailServers(lab, lmtp);
    await servers.#prepare();
    try {
      await servers.#start();
    } catch (error) {
      await servers.stop();
      throw error;
    }
    return servers;
  }

  /** Processes end by their pids. */
  async stop(): Promise<void> {
    await (await this.#imap)?.logout();
    await Promise.all(this.#daemons.map((daemon) => daemon.stop({ within: 5_000 })));
    await this.#dns?.close();
  }

  /** A customer's, or a stranger's, client. */
  async swaks({
    from,
    to,
    data,
    interface: own,
    port,
    helo = 'client.example',
    options = [],
  }: SwaksMail): Promise<SwaksResult> {
    const { ports } = this.lab;
    const name = `${String((this.#mails += 1))}.eml`;
    const folder = this.#place.directoryFor('nobody', 'swaks');
    if (data !== undefined) this.#place.fileFor('nobody', path.join(folder, name), data);
    const { code, stdout } = await this.#place.runInside(
      'nobody',
      folder,
      [
        ...['swaks', '--server', '127.0.0.1', '--port', String(port ?? ports.customersMail)],
        ...['--from', from, '--to', to, '--helo', helo, '--suppress-data'],
        ...(data === undefined ? [] : ['--data', `@/lab/${name}`]),
        ...(own === undefined ? [] : ['--local-interface', own]),
        ...options,
      ],
      { within: 60_000 },
    );
    const refusals = [...stdout.matchAll(/^<[-~]\*+ +([45]\d\d.*)$|^<\*\* +([45]\d\d.*)$/gm)];
    const [, one, other] = refusals.at(-1) ?? [];
    return { code, refusal: (one ?? other ?? '').trim() };
  }

  /** All mails of a customer, by IMAP. */
  mailbox(address: string): Promise<BoxedMail[]> {
    return this.#turns.take(address, async () => {
      const client = await (this.#imap ??= this.#openImap());
      // What has come since is told with the answer.
      await client.noop();
      const uids = await client.search({ header: { 'delivered-to': address } }, { uid: true });
      if (uids === false || uids === undefined || uids.length === 0) return [];
      const mails = await client.fetchAll(uids, { source: true }, { uid: true });
      return mails.map(({ source }) => {
        if (source === undefined) throw new Error('a mail without its text');
        const raw = source.toString('latin1');
        return { raw, messageId: /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? '' };
      });
    });
  }

  /** Waits for so many mails. @returns them, the oldest first */
  async mailsTo(address: string, count: number): Promise<BoxedMail[]> {
    return await eventually(
      async () => {
        const mails = await this.mailbox(address);
        return mails.length >= count ? mails : null;
      },
      { within: 15_000, every: 100, what: `${String(count)} mails in a mailbox` },
    );
  }

  /** How many mails lie in a folder of the provider's account. @param folder empty: INBOX */
  accountMails(folder: string): number {
    const mails = (place: string): number => {
      const where = this.#accountFolder(folder, place);
      return existsSync(where) ? readdirSync(where).length : 0;
    };
    return mails('new') + mails('cur');
  }

  /** Whether mails can be moved into a folder of the account, which has to be there. */
  allowMoves(folder: string, allowed: boolean): void {
    for (const place of ['tmp', 'new', 'cur']) {
      chmodSync(this.#accountFolder(folder, place), allowed ? 0o755 : 0o000);
    }
  }

  /** The provider's IMAP is away, and so are the customers' mailboxes. */
  async stopMailboxes(): Promise<void> {
    await (await this.#imap)?.logout();
    this.#imap = null;
    const dovecot = this.#dovecot;
    if (dovecot === null) return;
    this.#daemons.splice(this.#daemons.indexOf(dovecot), 1);
    await dovecot.stop({ within: 5_000 });
  }

  /** @param anew whether the account's mails are counted anew (UIDVALIDITY) */
  async startMailboxes({ anew }: { anew: boolean }): Promise<void> {
    const account = this.#place.file('customers', 'mail', mailAccount.user);
    if (anew) {
      for (const name of readdirSync(account)) {
        if (name.startsWith('dovecot')) rmSync(path.join(account, name), { recursive: true });
      }
    }
    this.#startDovecot();
    await eventually(() => takenPorts({ tcp: [this.lab.ports.providerImap], udp: [] }).length > 0, {
      ...{ within: 20_000, every: 50, what: 'mailboxes' },
    });
  }

  #accountFolder(folder: string, place: string): string {
    const name = folder === '' ? '' : `.${folder}`;
    return this.#place.file('customers', 'mail', mailAccount.user, name, place);
  }

  /** What the shop's Postfix has logged. */
  shopLog(): string {
    const file = this.#place.file('shop', 'mail.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** How many mails are on their way at both mail servers. Those that Star7 wants later (a stranger's too many) stay for hours. */
  async waiting(): Promise<number> {
    const counts = await Promise.all(['shop', 'customers'].map((name) => this.#waitingAt(name)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #waitingAt(name: string): Promise<number> {
    const postqueue = (option: string) =>
      this.#place.runInside('root', this.#place.file(name), ['postqueue', '-c', '/lab/etc', option]);
    const { stdout } = await postqueue('-j');
    const waiting = stdout
      .split('\n')
      .filter((line) => line !== '' && !/"queue_name":\s*"deferred"/.test(line));
    // A look at the queue in the moment in which a delivery ends leaves the mail lying ("skipped, still being delivered").
    const isLying = waiting.some((line) => {
      const arrived = Number(/"arrival_time":\s*(\d+)/.exec(line)?.[1] ?? Number.NaN);
      return Date.now() / 1000 - arrived > lyingSeconds;
    });
    if (isLying) await postqueue('-f');
    return waiting.length;
  }

  /** Without what an aborted run has left: processes, and mails that wait. */
  async #prepare(): Promise<void> {
    this.#place.prepare();
    await Promise.all(this.#place.pidFiles().map((name) => this.#place.daemon(name).stop()));
    for (const name of ['shop', 'customers', 'rspamd', 'swaks']) {
      rmSync(this.#place.file(name), { recursive: true, force: true });
    }
  }

  async #openImap(): Promise<ImapFlow> {
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port: this.lab.ports.customersImap, secure: false, logger: false },
      // Its certificate is for the provider's account.
      doSTARTTLS: false,
      auth: { user: allCustomers, pass: this.password },
    });
    await client.connect();
    await client.mailboxOpen('INBOX');
    return client;
  }

  async #start(): Promise<void> {
    const { ports } = this.lab;
    const needed = [
      ...[ports.shopMail, ports.customersMail, ports.customersImap, ports.milter],
      ...[ports.providerImap, ports.providerSubmission, ports.providerAuth],
    ];
    const taken = takenPorts({ tcp: needed, udp: [ports.dns] });
    if (taken.length > 0) {
      throw new LabError('mail servers', `something listens on ${taken.join(', ')}`, 'End it');
    }
    this.#dns = await DnsStub.listen(ports.dns, published);
    this.#startRspamd();
    await Promise.all([this.#startShop(), this.#startCustomers()]);
    await eventually(
      () => {
        const ended = this.#daemons.find((daemon) => !daemon.running());
        if (ended !== undefined)
          throw new Error(`${ended.name}: ${lastWords(this.#place.logFile(ended.name))}`);
        return takenPorts({ tcp: needed }).length === needed.length;
      },
      { within: 20_000, every: 50, what: 'mail servers' },
    );
  }

  /** As docs/mail.md tells an administrator, with the lab's ports. */
  async #startShop(): Promise<void> {
    const { shopMail, customersMail, milter } = this.lab.ports;
    const others = [...Object.values(customerDomains), mailAccount.domain]
      .map((domain) => `, ${domain}=smtp:[127.0.0.1]:${String(customersMail)}`)
      .join('');
    const sample = readFileSync(path.join(samples, 'main.cf'), 'utf8')
      // A provider's server in front of mailboxes has a filter, too.
      .replace('relay_domains = ', `relay_domains = ${mailAccount.domain} `)
      .replaceAll(':7024 }', `:${String(this.lmtp)}${others} }`)
      .replaceAll(':11332', `:${String(milter)}`);
    await this.#startPostfix('shop', shopMail, sample);
  }

  async #startCustomers(): Promise<void> {
    const { customersMail, customersImap, shopMail, providerImap, providerAuth } = this.lab.ports;
    const { uid, gid } = this.#place.root.user('postfix');
    const values = {
      ...{ UID: uid, GID: gid, SHOP_DOMAIN: mailDomain, SHOP_PORT: shopMail, IMAP_PORT: customersImap },
      ...{ PASSWORD: this.password, IMAPS_PORT: providerImap, AUTH_PORT: providerAuth },
      ...{ ACCOUNT: mailAccount.user, ACCOUNT_ADDRESS: mailAccount.address },
      DOMAINS: [...Object.values(customerDomains), mailAccount.domain, providerDomain].join(' '),
    };
    const main = fillTemplateFile(path.join(templates, 'customers-main.cf'), values);
    this.#folder('customers');
    for (const file of ['tls.crt', 'tls.key']) {
      const fixture = path.join(projectFolder, 'test/fixtures/tls', file.replace('tls', 'localhost'));
      copyFileSync(fixture, this.#place.file('customers', file));
    }
    this.#place.directoryFor('postfix', 'customers', 'mail');
    chmodSync(this.#place.directoryFor('root', 'customers', 'run'), 0o755);
    await this.#startPostfix('customers', customersMail, main);
    this.#write('dovecot.conf', 'customers', fillTemplateFile(path.join(templates, 'dovecot.conf'), values));
    this.#startDovecot();
  }

  #startDovecot(): void {
    const folder = this.#place.file('customers');
    this.#dovecot = this.#place.startInside('dovecot', 'root', folder, [
      ...['dovecot', '-F', '-c', '/lab/dovecot.conf'],
    ]);
    this.#daemons.push(this.#dovecot);
  }

  async #startPostfix(name: 'shop' | 'customers', port: number, main: string): Promise<void> {
    const folder = this.#folder(name);
    for (const each of ['etc', 'spool']) chmodSync(this.#place.directoryFor('root', name, each), 0o755);
    this.#place.directoryFor('postfix', name, 'data');
    const own = readFileSync(path.join(templates, 'lab-main.cf'), 'utf8');
    this.#write('etc/main.cf', name, `${main}${own}`);
    const master = fillTemplateFile(path.join(templates, 'master.cf'), { SMTP_PORT: port });
    const submission = name === 'customers' ? submissionService(this.lab.ports.providerSubmission) : '';
    this.#write('etc/master.cf', name, `${master}${submission}`);
    // All customers' mails lie in one mailbox, and `nobody…` has none.
    const account = `/@(orders\\.)?provider\\.example$/ ${mailAccount.user}/\n`;
    this.#write('etc/mailboxes', name, `${account}if !/^nobody/\n/./ ${allCustomers}/\nendif\n`);
    const { code, stderr } = await this.#place.runInside(
      ...(['root', folder, ['postfix', '-c', '/lab/etc', 'check']] as const),
      { within: 60_000 },
    );
    if (code !== 0) throw new LabError(`start of Postfix (${name})`, stderr.trim(), 'See its main.cf');
    this.#daemons.push(
      this.#place.startInside(`postfix-${name}`, 'root', folder, [
        ...['/usr/lib/postfix/sbin/master', '-c', '/lab/etc', '-d'],
      ]),
    );
  }

  #startRspamd(): void {
    const { milter, dns } = this.lab.ports;
    const folder = this.#place.directoryFor('_rspamd', 'rspamd');
    for (const each of ['local.d', 'db', 'run', 'log']) this.#place.directoryFor('_rspamd', 'rspamd', each);
    const own = (file: string, text: string): void =>
      this.#place.fileFor('_rspamd', path.join(folder, 'local.d', file), text);
    for (const file of [
      ...['milter_headers.conf', 'worker-proxy.inc', 'worker-normal.inc', 'greylist.conf', 'settings.conf'],
    ]) {
      const sample = readFileSync(path.join(samples, 'rspamd', file), 'utf8');
      const local = file === 'milter_headers.conf' ? 'skip_local = false;\n' : '';
      own(file, `${sample.replaceAll(':11332', `:${String(milter)}`)}${local}`);
    }
    // Strangers of a lab come from loopback, too, which rspamd does not judge.
    const alsoLocal = 'check_local = true;\n';
    own('dmarc.conf', `${readFileSync(path.join(samples, 'rspamd/dmarc.conf'), 'utf8')}${alsoLocal}`);
    for (const file of ['spf.conf', 'dkim.conf']) own(file, alsoLocal);
    own('options.inc', fillTemplateFile(path.join(templates, 'rspamd-options.inc'), { DNS_PORT: dns }));
    // Nothing asks it, nothing is compiled, and no machine of a lab has a name in the domain name system.
    for (const file of ['worker-controller.inc', 'worker-hs_helper.inc', 'hfilter.conf']) {
      own(file, 'enabled = false;\n');
    }
    this.#daemons.push(
      this.#place.startInside('rspamd', '_rspamd', folder, [
        ...['rspamd', '-f', '-c', '/etc/rspamd/rspamd.conf', '--var=LOCAL_CONFDIR=/lab'],
        ...['--var=DBDIR=/lab/db', '--var=RUNDIR=/lab/run', '--var=LOGDIR=/lab/log'],
      ]),
    );
  }

  /** Seen as /lab by programs that run as several users. */
  #folder(name: string): string {
    const folder = this.#place.directoryFor('root', name);
    chmodSync(folder, 0o755);
    return folder;
  }

  #write(file: string, name: string, text: string): void {
    const whole = this.#place.file(name, file);
    this.#place.fileFor('root', whole, text);
    chmodSync(whole, 0o644);
  }
}
