import { ListeningFeed } from '#calls/engine/listening-feed';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Health } from '#health/health';
import { EventFeed } from '#supervision/event-feed';
import { OrderFeed } from '#orders/order-feed';
import { noMeter } from '#http/http-meter';
import type { HttpMeter } from '#http/http-meter';
import { serverOf } from './server-of';
import type { ServerParts, ServerSettings } from './server-of';
import { FakeClock } from '../kernel/fake-clock';
import { guessGuardOf } from '../calls/guess-guard-of';
import { MemoryAdministration } from '../settings/memory-administration';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { MemoryCallControl } from '../calls/memory-call-control';
import { MemoryDecoys } from '../leaks/decoys/memory-decoys';
import { MemorySurveys } from '../leaks/surveys/memory-surveys';
import { MemoryLeakStore } from '../leaks/memory-leak-store';
import { everythingSaid } from '../log/everything-said';
import { MemoryCallLog } from '../calls/memory-call-log';
import { MemoryLimitStore } from '../calls/memory-limit-store';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from '../calls/memory-order-book';
import { MemoryOrderList, orderView } from '../orders/memory-order-list';
import { MemorySupervision } from '../supervision/memory-supervision';
import { MemoryAccountBook, MemorySessionBook, MemoryTerms, PlainPasswords } from '../people/memory-people';
import { MemoryTokenBook } from '../people/memory-token-book';
import { MemoryWork } from '../orders/memory-work';
import { TotpCodes } from '#vault/totp-codes';

export const tokens = {
  '101': 's7_manager-101',
  '102': 's7_manager-102',
  service: 's7_service',
  supervisor: 's7_supervisor',
  administrator: 's7_administrator',
  shop: 's7_shop',
} as const;

/** Both got their extension before any call of the tests. */
export const managers = {
  '101': { id: 1, extension: '101', since: Date.UTC(2026, 0, 1) * 1000 },
  '102': { id: 2, extension: '102', since: Date.UTC(2026, 0, 1) * 1000 },
} as const;

/** The HTTP server over fakes: managers 101 and 102 with an open order each, 101 with a closed one too. */
export class HttpRig {
  readonly control = new MemoryCallControl();
  readonly calls = new MemoryCallLog();
  readonly orders = new MemoryOrderList();
  readonly owners = new MemoryOrderBook();
  readonly tokens = new MemoryTokenBook();
  readonly audit = new MemoryAuditLog();
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly accounts = new MemoryAccountBook();
  readonly sessions = new MemorySessionBook(this.accounts, this.clock);
  readonly passwords = new PlainPasswords();
  readonly codes = new TotpCodes();
  readonly terms = new MemoryTerms();
  readonly limitStore = new MemoryLimitStore();
  /** Thirty wrong order numbers lock a manager out. */
  readonly guard = guessGuardOf(this.clock, 30, this.limitStore);
  readonly administration = new MemoryAdministration(this.clock, this.log);
  readonly supervision = new MemorySupervision(this.clock, this.log);
  readonly leaks = new MemoryLeakStore();
  readonly decoys = new MemoryDecoys();
  readonly surveys = new MemorySurveys();
  readonly orderFeed = new OrderFeed();
  readonly work = new MemoryWork(this.orders, this.clock, this.orderFeed);
  readonly app: FastifyInstance;
  health: () => Promise<Health> = () =>
    Promise.resolve({ ready: true, stopping: false, parts: { database: 'up' } });
  /** Answers as recorded for /metrics: route and status. */
  readonly measured: string[] = [];
  /** Gets what the server's meter gets. */
  meter: HttpMeter = noMeter;

  /** @param others instead of the rig's own: parts over a database */
  constructor(
    settings: Partial<ServerSettings> = {},
    keptChanges = 1000,
    others: (rig: HttpRig) => Partial<ServerParts> = () => ({}),
  ) {
    this.tokens.add(tokens['101'], { role: 'manager', manager: managers['101'], by: { token: 1 } });
    this.tokens.add(tokens['102'], { role: 'manager', manager: managers['102'], by: { token: 2 } });
    this.tokens.add(tokens.service, { role: 'service', by: { token: 7 } });
    this.tokens.add(tokens.supervisor, { role: 'supervisor', by: { token: 8 } });
    this.tokens.add(tokens.shop, { role: 'shop', by: { token: 9 } });
    this.tokens.add(tokens.administrator, {
      role: 'administrator',
      by: { account: 1, login: 'admin', mayExport: true },
    });
    this.orders.rows.push(
      orderView('1001'),
      orderView('1002', { managerExtension: '102' }),
      orderView('1003', { status: 'closed' }),
    );
    this.owners.addManager('101');
    this.owners.addManager('102');
    this.owners.addOrder('1001', '101', '+79000000001');
    this.owners.addOrder('1002', '102', '+79000000002');
    const { control, calls, orders, owners, guard, tokens: book, audit, clock, log } = this;
    const health = (): Promise<Health> => this.health();
    const meter: HttpMeter = {
      routes: (patterns) => this.meter.routes(patterns),
      answered: (route, status, seconds) => {
        this.measured.push(`${route} ${String(status)}`);
        this.meter.answered(route, status, seconds);
      },
    };
    const metricsPage = {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      read: () => Promise.resolve('a 1\n'),
    };
    const { accounts, sessions, passwords, codes, terms } = this;
    const signingIn = {
      accounts,
      sessions,
      passwords,
      codes,
      terms,
      idleSeconds: () => Promise.resolve(1800),
    };
    const parts = {
      ...{ control, calls, orders, owners, guard, tokens: book, audit, clock, log, health },
      ...{ meter, metricsPage, signingIn, leaks: this.leaks, decoys: this.decoys },
      ...{ surveys: this.surveys },
      ...{ administration: this.administration, supervision: this.supervision.parts },
      events: new EventFeed(
        {
          listenings: new ListeningFeed(),
          calls: control.feed,
          phones: this.supervision.parts.phones.feed,
          presences: this.administration.agents.feed,
          orders: this.orderFeed,
        },
        keptChanges,
      ),
      work: this.work,
    };
    this.app = serverOf({ ...parts, ...others(this) }, settings);
  }

  /** The complete log. */
  said(): string {
    return everythingSaid(this.log);
  }

  saidOf(message: string): MemoryLog['lines'] {
    return this.log.lines.filter((line) => line.message === message);
  }

  /** Sends a request with one of the tokens. */
  as(who: keyof typeof tokens, options: InjectOptions): Promise<LightMyRequestResponse> {
    return this.app.inject({
      ...options,
      headers: { authorization: `Bearer ${tokens[who]}`, ...options.headers },
    });
  }

  get(who: keyof typeof tokens, url: string): Promise<LightMyRequestResponse> {
    return this.as(who, { method: 'GET', url });
  }

  /** Click-to-call. */
  start(
    who: keyof typeof tokens,
    order: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.as(who, {
      method: 'POST',
      url: `/api/orders/${order}/calls`,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
  }
}

/** What a client can compare of two answers. */
export function whole({ statusCode, headers, body }: LightMyRequestResponse): unknown {
  return { statusCode, headers: { ...headers, date: 'any' }, body };
}
