import type { CallControl } from '#calls/engine/call-control';
import type { EventFeed } from '#supervision/event-feed';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Health } from '#health/health';
import type { Metrics, MetricsPage } from '#metrics/metrics';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { OrderBook } from '#calls/engine/call-authority';
import type { AuditLog } from '#audit/audit-log';
import type { CallLog } from '#calls/call-log';
import type { OrderList } from '#orders/order-view';
import type { TokenBook } from '#people/token-book';
import { defaultSignInRules } from '#people/sign-in-limiter';
import type { SignInRules } from '#people/sign-in-limiter';
import type { AdministrationParts } from './administration';
import type { SupervisionParts } from '#supervision/supervision-parts';
import type { WorkParts } from '#orders/work';
import type { SigningInParts } from '#people/signing-in';

/** What the HTTP server is joined to. */
export interface HttpParts {
  control: CallControl;
  /** All that live readers are told. */
  events: EventFeed;
  calls: CallLog;
  orders: OrderList;
  owners: Pick<OrderBook, 'ownerOf' | 'isManager'>;
  /** Asked before a manager's look at an order by its number. */
  guard: Pick<GuessGuard, 'look'>;
  tokens: TokenBook;
  signingIn: SigningInParts;
  audit: AuditLog;
  clock: Clock;
  log: Log;
  health: () => Promise<Health>;
  metrics: Metrics;
  metricsPage: MetricsPage;
  administration: AdministrationParts;
  supervision: SupervisionParts;
  work: WorkParts;
}

export interface HttpSettings {
  /** Shown in the OpenAPI document. */
  version: string;
  /** A silent stream of events gets a comment this often; a reader stuck for two of them is cut off. */
  heartbeatSeconds: number;
  /** Whoever reads or sends for long is asked about this often: a token may be revoked, a session end. */
  accessCheckSeconds: number;
  /** Readers of live events at once. */
  maxStreams: number;
  /** Of them, those of one token or account. */
  maxStreamsOfOne: number;
  /** Changes that wait for one slow reader before it is cut off; more than the feed keeps for replay. */
  maxWaitingChanges: number;
  /** Failed authentications from one address before it must wait. */
  maxFailedAuthentications: number;
  /** Over how long they are counted. */
  failedAuthenticationSeconds: number;
  /** Failed sign-ins before one must wait. */
  signInRules: SignInRules;
  /** Addresses and networks of proxies whose word on the client's address and TLS is believed. */
  trustedProxies: readonly string[];
  /** Where the built pages are; null for none. */
  pagesFolder: string | null;
  /** Who has this may read /metrics from anywhere; where it is null, this machine alone may. */
  metricsToken: string | null;
  /** How long the parts of /healthz and /readyz may take to answer. */
  healthSeconds: number;
}

export const defaultHttpSettings: HttpSettings = {
  version: 'unknown',
  heartbeatSeconds: 15,
  accessCheckSeconds: 15,
  maxStreams: 200,
  maxStreamsOfOne: 8,
  maxWaitingChanges: 4000,
  maxFailedAuthentications: 20,
  failedAuthenticationSeconds: 60,
  signInRules: defaultSignInRules,
  trustedProxies: [],
  pagesFolder: null,
  metricsToken: null,
  healthSeconds: 3,
};
