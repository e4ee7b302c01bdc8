import type { MailDesk } from '../mail-desk';
import type { MailSender } from '../mail-sender';
import type { MimeReader } from '../mime-process';
import { CopyDispatcher } from './copy-dispatcher';
import { MailProgramDesk, OwnMailProgram } from './mail-program-desk';
import type { OwnMailProgramParts, SubmissionAddress } from './mail-program-desk';
import { HeldMails } from '../held-mails';
import type { CopyReports } from '../mail-intake';
import { MailSubmission } from './mail-submission';
import type { MailSubmissionParts } from './mail-submission';
import type { MailPrograms } from './mail-programs';
import { programMetrics } from './program-metrics';
import { readServerCertificate, submissionCertificateOf } from './server-certificate';
import type { ServerCertificate } from './server-certificate';
import { SqlMailCopies } from './sql-mail-copies';
import { SqlMailPrograms } from './sql-mail-programs';
import { SubmissionServer } from './submission-server';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { listen } from '#http/listen';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { OrderFeed } from '#orders/order-feed';
import type { ContactVault } from '#vault/contact-vault';
import { typedAddressReader } from '#vault/typed-address';

export interface MailProgramParts extends Pick<OwnMailProgramParts, 'proof' | 'looks'> {
  config: Config<'mail'>;
  database: Database;
  vault: Pick<ContactVault, 'keys'>;
  clock: Clock;
  log: Log;
  metrics: MetricRegistry;
  trail: AuditTrail;
  feed: OrderFeed;
  keptHosts: MailSubmissionParts['keptHosts'];
}

/** Managers' own mail programs. */
export interface MailProgramsOfSite {
  programs: MailPrograms;
  desk: MailProgramDesk;
  ownDesk: OwnMailProgram;
  copies: CopyReports;
  /** @throws ListenError */
  start(parts: { desk: MailDesk; reader: MimeReader; sender: Pick<MailSender, 'send'> }): Promise<void>;
  /** A customer's mail has come. */
  mailTaken(): void;
  /** Takes no more mails. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

const dayMicros = 86_400_000_000;
const renewalMs = 60_000;

/** Without ports for them, managers' programs can be allowed and nothing more. @throws SettingError */
export function createMailPrograms(parts: MailProgramParts): MailProgramsOfSite {
  const { config, database, vault, clock, log, trail, feed } = parts;
  const { STAR7_MAIL_DOMAIN: domain } = config;
  const programs = new SqlMailPrograms(database, vault.keys, clock.now);
  const copies = new SqlMailCopies(database, vault.keys, domain ?? '');
  const certificate = submissionCertificateOf(config);
  const server = domain === undefined ? null : addressOf(config, certificate, domain);
  const readAddress = typedAddressReader(domain);
  const desk = new MailProgramDesk({ programs, server, readAddress, trail });
  const { proof, looks } = parts;
  const ownDesk = new OwnMailProgram({ desk, programs, proof, looks, trail, domain: domain ?? null });
  const shared = { programs, desk, ownDesk, copies };
  if (domain === undefined || certificate === null) {
    return { ...shared, start: nothing, mailTaken: () => undefined, close: nothing, stop: nothing };
  }
  const counted = programMetrics(parts.metrics, () => copies.waiting());
  const servers: SubmissionServer[] = [];
  let dispatcher: CopyDispatcher | null = null;
  let cancel = (): void => undefined;
  return {
    ...shared,
    async start({ desk: mails, reader, sender }) {
      const submission = new MailSubmission({
        ...{ programs, desk: mails, reader, trail, feed, clock, domain },
        ...{ aliasFor: config.STAR7_MAIL_ALIAS_DAYS * dayMicros, keptHosts: parts.keptHosts },
      });
      const host = config.STAR7_MAIL_SUBMISSION_HOST;
      const held = new HeldMails();
      for (const [port, isImplicit] of portsOf(config)) {
        const each = new SubmissionServer({
          ...{ submission, certificate, isImplicit, held, clock, log },
          ...{ onSignIn: counted.signedIn, onMail: counted.submitted },
        });
        await listen('submission', 'STAR7_MAIL_SUBMISSION', { host, port }, (at) => each.listen(at));
        servers.push(each);
      }
      const dispatch = new CopyDispatcher({
        ...{ copies, sender, domain, trail, clock, log },
        onTried: counted.copied,
      });
      dispatcher = dispatch;
      dispatch.wake();
      const renewed = renewer(config, certificate, log, (now) => {
        for (const each of servers) each.renew(now);
      });
      const look = (): void => {
        renewed();
        cancel = clock.after(renewalMs, look);
      };
      cancel = clock.after(renewalMs, look);
    },
    mailTaken: () => dispatcher?.wake(),
    async close() {
      cancel();
      await Promise.all(servers.map((each) => each.close()));
    },
    async stop() {
      await dispatcher?.stop();
    },
  };
}

const nothing = (): Promise<void> => Promise.resolve();

/** Looks whether another certificate is there; one that cannot be used changes nothing. */
function renewer(
  { STAR7_MAIL_SUBMISSION_CERT_FILE: cert = '', STAR7_MAIL_SUBMISSION_KEY_FILE: key = '' }: Config<'mail'>,
  first: ServerCertificate,
  log: Log,
  use: (certificate: ServerCertificate) => void,
): () => void {
  let last = first;
  let failing = false;
  return () => {
    try {
      const now = readServerCertificate(cert, key);
      failing = false;
      if (now.cert === last.cert && now.key === last.key) return;
      use(now);
      last = now;
      log.info('the certificate for mail programs was renewed');
    } catch (error) {
      // A program that renews it writes one file after the other.
      if (failing) log.warn('the certificate for mail programs cannot be read', { error });
      failing = true;
    }
  };
}

function portsOf(config: Config<'mail'>): [port: number, isImplicit: boolean][] {
  const { STAR7_MAIL_SUBMISSION_TLS_PORT: tlsPort, STAR7_MAIL_SUBMISSION_PORT: port } = config;
  return [
    ...(tlsPort === undefined ? [] : [[tlsPort, true] as [number, boolean]]),
    ...(port === undefined ? [] : [[port, false] as [number, boolean]]),
  ];
}

/** As managers enter it. */
function addressOf(
  config: Config<'mail'>,
  certificate: ServerCertificate | null,
  domain: string,
): SubmissionAddress | null {
  if (certificate === null) return null;
  return {
    host: certificate.names[0] ?? domain,
    tlsPort: config.STAR7_MAIL_SUBMISSION_TLS_PORT ?? null,
    startTlsPort: config.STAR7_MAIL_SUBMISSION_PORT ?? null,
  };
}
