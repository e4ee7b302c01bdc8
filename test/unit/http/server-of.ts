import { ConsentDesk } from '#orders/call-consents';
import type { CallConsents } from '#orders/call-consents';
import { MemoryConsents } from '../orders/memory-consents';
import { openEverywhere } from '#vault/destinations';
import { typedNumberReader } from '#vault/typed-number';
import type { FastifyInstance } from 'fastify';
import type { AuditLog } from '#audit/audit-log';
import type { AuditReader } from '#audit/audit-reading';
import { auditApi } from '#audit/audit-routes';
import { AuditTrail } from '#audit/audit-trail';
import type { ChainCheck } from '#audit/chain-check';
import type { CallLog, CallMarks } from '#calls/call-log';
import { callsApi } from '#calls/calls-api';
import type { OrderBook } from '#calls/engine/call-authority';
import type { CallControl } from '#calls/engine/call-control';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { PbxView } from '#calls/engine/pbx-view';
import { ConnectorDesk } from '#connectors/connector-desk';
import { connectorsApi } from '#connectors/create-connectors';
import { couriersApi } from '#couriers/create-couriers';
import { didsApi } from '#dids/create-dids';
import type { LiveDidRoutes } from '#dids/live-dids';
import { doctorApi } from '#doctor/create-doctor';
import type { DoctorRuns } from '#doctor/doctor-runs';
import type { Health } from '#health/health';
import { healthApi } from '#health/health-routes';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import type { HttpMeter } from '#http/http-meter';
import { noMeter } from '#http/http-meter';
import { buildHttpServer } from '#http/http-server';
import type { HttpSettings } from '#http/http-server';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { leaksApi } from '#leaks/create-leaks';
import type { DecoyMailboxes } from '#leaks/decoys/decoy-mailboxes';
import type { DecoySmsTexts } from '#leaks/decoys/decoy-sms';
import type { DecoyStore } from '#leaks/decoys/decoy-store';
import type { SurveyStore } from '#leaks/surveys/survey-store';
import { noLimits } from '../calls/no-limits';
import type { LeakStore } from '#leaks/leak-store';
import { Random } from '#kernel/random';
import { mailApi } from '#mail/create-mail';
import type { MessageTransport } from '#mail/mails';
import { systemClock } from '#kernel/system-clock';
import type { MetricsPage } from '#metrics/metric-registry';
import { metricsApi } from '#metrics/metrics-routes';
import { othersOf, readFetched } from '#orders/intake/fetched-orders';
import { ManagerDirectory } from '#orders/intake/manager-directory';
import type { OrderImports } from '#orders/intake/order-imports';
import type { OrderIntake } from '#orders/intake/order-intake';
import { ShopOrders } from '#orders/intake/shop-orders';
import type { OrderRulesStore } from '#orders/intake/order-rules';
import { OutcomeDesk } from '#orders/outcome-desk';
import { OrderRulesDesk } from '#orders/intake/order-rules-desk';
import { ImportDesk } from '#orders/intake/import-desk';
import { orderDesks } from '#orders/order-desks';
import type { OrderList } from '#orders/order-view';
import type { OutcomeList } from '#orders/work-queue';
import { webhooksApi } from '#webhooks/create-webhooks';
import { MemoryDeskPhoneStore } from '../phone/desk/memory-desk-phone-store';
import type { MemoryShops } from '../connectors/memory-shops';
import type { MemoryCourierWork } from '../couriers/memory-courier-work';
import { MemoryMailPrograms } from '../mail/memory-mail-programs';
import { MemoryMails } from '../mail/memory-mails';
import { MemoryReveals } from '../reveal/memory-reveals';
import type { MemoryWebhooks } from '../webhooks/memory-webhooks';
import type { WorkPorts } from '../orders/memory-work';
import { ordersApi } from '#orders/orders-api';
import type { OutcomeEditor } from '#orders/outcome-editor';
import { AccessWatch } from '#people/access-watch';
import type { AccountDirectory } from '#people/accounts';
import { defaultCredentialRules, requireCredential } from '#people/authentication';
import type { LiveAgents } from '#people/agents';
import type { ManagerRoster } from '#people/manager-roster';
import type { CodeCaller } from '#people/mobile-desk';
import type { Mobiles } from '#people/mobiles';
import type { DeviceKind } from '#people/model/reach';
import { peopleApi } from '#people/people-api';
import { Reauthentication } from '#people/reauthentication';
import { SignIn } from '#people/sign-in';
import { defaultSignInRules, SignInLimiter } from '#people/sign-in-limiter';
import type { SignInRules } from '#people/sign-in-limiter';
import type { SigningInParts } from '#people/signing-in';
import type { TokenBook } from '#people/token-book';
import { phoneApi } from '#phone/create-phone';
import { deskPhonesApi } from '#phone/desk/create-desk-phones';
import { DeskPhoneDesk } from '#phone/desk/desk-phone-desk';
import type { DeskPhones } from '#phone/desk/desk-phones';
import type { PhoneRouteParts } from '#phone/phone-routes';
import { RefusedError } from '#kernel/refused-error';
import { mask } from '#kernel/masked';
import type { Alerts } from '#log/alerts';
import { revealApi } from '#reveal/create-reveal';
import type { RevealLimits } from '#reveal/reveal-store';
import { settingsApi } from '#settings/create-settings';
import type { LiveSettings } from '#settings/live-settings';
import type { ListeningPolicy } from '#settings/model/setting-rules';
import type { BeginningsStore } from '#supervision/beginnings';
import type { Board } from '#supervision/board';
import type { EntryLists } from '#supervision/entry-lists';
import type { EventFeed } from '#supervision/event-feed';
import { defaultEventSettings } from '#supervision/event-routes';
import type { EventSettings } from '#supervision/event-routes';
import type { Phones } from '#supervision/phones';
import type { StatisticsReporter } from '#supervision/statistics-report';
import { supervisionApi } from '#supervision/supervision-api';
import { MailProgramDesk, OwnMailProgram } from '#mail/programs/mail-program-desk';
import type { OwnMailProgramParts } from '#mail/programs/mail-program-desk';
import type { ManagerNames } from '#people/manager-names';
import { typedAddressReader } from '#vault/typed-address';

/** What administrators' routes need. */
export interface AdministrationParts {
  managers: ManagerRoster;
  mobiles: Mobiles & CodeCaller;
  accounts: AccountDirectory;
  agents: LiveAgents;
  dids: LiveDidRoutes;
  couriers: MemoryCourierWork;
  shops: MemoryShops;
  settings: Pick<LiveSettings, 'list' | 'change'>;
  outcomes: OutcomeEditor;
  webhooks: MemoryWebhooks;
  imports: OrderImports;
  intake: OrderIntake;
  orderRules: OrderRulesStore;
  doctor: DoctorRuns;
  pbx: PbxView;
}

/** What supervisors' routes need. */
export interface SupervisionParts {
  ringing: (extension: string) => readonly DeviceKind[];
  people: ManagerNames;
  phones: Phones;
  beginnings: BeginningsStore;
  board: Board;
  statistics: StatisticsReporter;
  auditReader: AuditReader;
  chain: ChainCheck;
  entryLists: EntryLists;
  timeZone: () => Promise<string>;
}

/** Where the phone in the page is not the point. */
const noPhones: PhoneRouteParts['phones'] = {
  begin: () => Promise.reject(new RefusedError('call-unavailable')),
  endOf: () => Promise.resolve(),
  endpointOf: () => Promise.resolve(null),
};

/** Where desk phones are not the point: no link leads anywhere. */
const noFiles: Pick<DeskPhones, 'fileOf' | 'spoil'> = {
  fileOf: () => Promise.resolve(null),
  spoil: () => Promise.resolve(),
};

export interface ServerParts {
  deskPhones?: Pick<DeskPhones, 'fileOf' | 'spoil'>;
  phones?: PhoneRouteParts['phones'];
  control: CallControl;
  events: EventFeed;
  calls: CallLog & CallMarks;
  listeningPolicy?: ListeningPolicy;
  orders: OrderList;
  owners: Pick<OrderBook, 'ownerOf' | 'isManager'>;
  guard: Pick<GuessGuard, 'look'>;
  tokens: TokenBook;
  signingIn: SigningInParts;
  audit: AuditLog;
  clock: Clock;
  log: Log;
  health: () => Promise<Health>;
  meter?: HttpMeter;
  metricsPage: MetricsPage;
  administration: AdministrationParts;
  supervision: SupervisionParts;
  leaks: LeakStore;
  decoys: DecoyStore & DecoyMailboxes & DecoySmsTexts;
  surveys: SurveyStore;
  /** Absent: of no order. */
  consents?: CallConsents;
  /** Absent: no order has any. */
  mails?: MemoryMails;
  mailPrograms?: MemoryMailPrograms;
  /** Absent: the site has no SMS. */
  sms?: MessageTransport;
  reveals?: MemoryReveals;
  /** Absent: nobody may. */
  revealLimits?: RevealLimits;
  alerts?: Alerts;
  work: WorkPorts & { outcomes: OutcomeList };
}

export interface ServerSettings extends HttpSettings, EventSettings {
  accessCheckSeconds: number;
  maxFailedAuthentications: number;
  failedAuthenticationSeconds: number;
  signInRules: SignInRules;
  metricsToken: string | null;
  healthSeconds: number;
}

/**
 * The HTTP server with the routes of every capability, over parts that a test chooses: app.ts does the same
 * with real ones.
 */
export function serverOf(parts: ServerParts, settings: Partial<ServerSettings> = {}): FastifyInstance {
  const { control, calls, orders, clock, log, administration, supervision, work } = parts;
  const trail = new AuditTrail(parts.audit, clock, log);
  const books = { tokens: parts.tokens, ...parts.signingIn };
  const access = new AccessWatch(books, clock, settings.accessCheckSeconds);
  const desks = orderDesks({ ...work, orders, guard: parts.guard, trail, clock });
  const mails = parts.mails ?? new MemoryMails();
  const limiter = new SignInLimiter(clock, settings.signInRules ?? defaultSignInRules);
  const signIn = new SignIn({ ...books, limiter, clock });
  const routes = [
    healthApi(parts.health, clock, settings.healthSeconds),
    metricsApi(parts.metricsPage, settings.metricsToken ?? null),
    auditApi({ ...supervision, trail }),
    peopleApi({
      ...{ books, signIn },
      managers: administration.managers,
      accounts: administration.accounts,
      agents: administration.agents,
      ringing: supervision.ringing,
      mobiles: administration.mobiles,
      codeCaller: administration.mobiles,
      companyNumber: () => Promise.resolve('74950000088'),
      readNumber: typedNumberReader({ region: 'RU', destinations: openEverywhere }),
      trail,
      clock,
      log,
      settings: {
        version: settings.version ?? 'unknown',
      },
    }),
    settingsApi(administration.settings, trail),
    webhooksApi({
      webhooks: administration.webhooks,
      deliveries: administration.webhooks.deliveries,
      addresses: new OutgoingAddresses('crm.local'),
      trail,
    }),
    didsApi({ routes: administration.dids, agents: administration.agents, trail }),
    callsApi({
      policy: () => Promise.resolve(parts.listeningPolicy ?? 'silent'),
      control,
      calls,
      marks: calls,
      owners: parts.owners,
      trail,
      access,
      log,
    }),
    phoneApi({
      phones: parts.phones ?? noPhones,
      gate: { serve: (socket) => socket.close() },
      relayFor: () => null,
      heard: (extension, report) => control.pageHeard(extension, report),
    }),
    deskPhonesApi({
      phones: parts.deskPhones ?? noFiles,
      desk: new DeskPhoneDesk({
        store: new MemoryDeskPhoneStore(clock),
        site: {
          server: { host: 'sip.shop.example', port: 5061 },
          ...{ transport: 'transport-tls', linkMinutes: 60, linkUrl: null },
        },
        ...{ trail, clock, changed: () => undefined },
      }),
      clock,
    }),
    couriersApi({
      ...{ couriers: administration.couriers, deliveries: administration.couriers },
      ...{ secrets: administration.couriers, book: administration.couriers },
      passwords: { hash: (password) => Promise.resolve(`hash of ${password}`) },
      readNumber: work.readNumber,
      limiter: new SignInLimiter(clock, settings.signInRules ?? defaultSignInRules),
      calls: control,
      guard: parts.guard,
      trail,
    }),
    ordersApi({
      ...desks,
      consents: new ConsentDesk({ consents: parts.consents ?? new MemoryConsents(), trail, clock }),
      outcomes: work.outcomes,
      outcomeDesk: new OutcomeDesk(administration.outcomes, trail),
      imports: new ImportDesk(administration.imports, trail),
      rulesDesk: new OrderRulesDesk(administration.orderRules, trail),
      shopOrders: new ShopOrders({
        intake: administration.intake,
        rules: administration.orderRules,
        region: 'RU',
        feed: work.feed,
        trail,
      }),
      access,
      log,
    }),
    mailApi({
      ...{ store: mails, confirmations: mails, templates: mails.templates, links: mails.links },
      ...{ looks: desks.looks, details: desks.details },
      ...{ trail, clock, feed: work.feed, shop: 'Звезда', isOn: mails.isOn, keepsOriginals: true },
      ...{ sms: parts.sms ?? null, inbox: mails },
      ...mailProgramsOf(parts.mailPrograms, {
        trail,
        looks: desks.looks,
        proof: new Reauthentication(signIn),
      }),
      ...{ keptHosts: () => Promise.resolve(['shop.example']), onWritten: () => undefined },
    }),
    revealApi({
      store: parts.reveals ?? new MemoryReveals(clock),
      contacts: { contact: () => Promise.resolve(mask('+79005550001')) },
      ...{ originals: mails, looks: desks.looks, trail, clock },
      alerts: parts.alerts ?? { raise: () => undefined },
      limits: parts.revealLimits ?? null,
      ...{ proof: new Reauthentication(signIn), onResult: () => undefined },
    }),
    leaksApi(
      parts.leaks,
      {
        ...{
          store: parts.decoys,
          mailboxes: parts.decoys,
          texts: parts.decoys,
          clock,
          random: () => new Random(1),
        },
        changed: () => Promise.resolve(),
      },
      {
        ...{ store: parts.surveys, control },
        callOf: async (id) => control.live(id) ?? (await calls.find(id)),
        limits: () => Promise.resolve(noLimits),
      },
      trail,
    ),
    connectorsApi(
      new ConnectorDesk({
        ...{ store: administration.shops, addresses: new OutgoingAddresses('127.0.0.0/8'), trail },
        // A try waits for a shop over a socket.
        clock: systemClock,
        orders: {
          read: (fetched) =>
            Promise.resolve(
              readFetched(fetched, {
                ...{ region: 'RU', clock: 0, statuses: new Map() },
                managers: new ManagerDirectory([]),
              }),
            ),
          othersOf: (read) => othersOf(administration.intake, read),
          timeZone: () => Promise.resolve('Europe/Moscow'),
        },
        ...{ wake: () => undefined, changed: () => undefined, onHook: () => undefined },
      }),
    ),
    supervisionApi({
      ...supervision,
      control,
      events: parts.events,
      agents: administration.agents,
      pbx: administration.pbx,
      trail,
      access,
      clock,
      log,
      settings: { ...defaultEventSettings, ...settings },
    }),
    doctorApi(administration.doctor, trail),
  ];
  return buildHttpServer(
    {
      routes,
      requireCredential: (app) =>
        requireCredential(app, books, {
          max: settings.maxFailedAuthentications ?? defaultCredentialRules.max,
          seconds: settings.failedAuthenticationSeconds ?? defaultCredentialRules.seconds,
        }),
      meter: parts.meter ?? noMeter,
      log,
    },
    settings,
  );
}

function mailProgramsOf(
  programs = new MemoryMailPrograms(),
  parts: Pick<OwnMailProgramParts, 'trail' | 'looks' | 'proof'>,
) {
  const domain = 'mail.shop.example';
  const server = programs.hasPorts ? { host: domain, tlsPort: 465, startTlsPort: null } : null;
  const readAddress = typedAddressReader(domain);
  const desk = new MailProgramDesk({ ...parts, programs, server, readAddress });
  return { programs, own: { desk, ownDesk: new OwnMailProgram({ ...parts, desk, programs, domain }) } };
}
