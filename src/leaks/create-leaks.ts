import { v7 as uuidv7 } from 'uuid';
import { DecoyDesk } from './decoys/decoy-desk';
import { DecoyLines } from './decoys/decoy-lines';
import { decoyRoutes } from './decoys/decoy-routes';
import type { DecoyStore } from './decoys/decoy-store';
import type { ArrivedMail, DecoyMailboxes } from './decoys/decoy-mailboxes';
import { SqlDecoyMailboxes } from './decoys/sql-decoy-mailboxes';
import type { DecoySmsTexts } from './decoys/decoy-sms';
import { smsLines } from './decoys/sms-lines';
import { SqlDecoySms } from './decoys/sql-decoy-sms';
import { SqlDecoyStore } from './decoys/sql-decoys';
import { LeakDesk } from './leak-desk';
import { registerLeakMetrics } from './leak-metrics';
import { leakRoutes } from './leak-routes';
import type { LeakStore } from './leak-store';
import { SqlLeakStore } from './sql-leak-store';
import { AutomaticInterviewer } from './surveys/automatic-interviewer';
import type { AutomaticInterviewerParts } from './surveys/automatic-interviewer';
import { InterviewDesk } from './surveys/interview-desk';
import type { InterviewDeskParts } from './surveys/interview-desk';
import { interviewRoutes } from './surveys/interview-routes';
import { SqlSurveys } from './surveys/sql-surveys';
import { SurveyDesk } from './surveys/survey-desk';
import { surveyRoutes } from './surveys/survey-routes';
import type { SurveyStore } from './surveys/survey-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { AutomaticAsker } from '#calls/engine/automatic-calls';
import type { CallControl } from '#calls/engine/call-control';
import { siteLimits } from '#calls/engine/site-limits';
import type { CallLimits } from '#calls/model/call-limits';
import type { CallView } from '#calls/model/call-view';
import type { OwnLines } from '#calls/engine/own-lines';
import type { Pbx } from '#calls/engine/pbx';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Masked } from '#kernel/masked';
import { Random } from '#kernel/random';
import type { Alerts } from '#log/alerts';
import type { DecoyMailTaker, TakenDecoyMail } from '#mail/mail-intake';
import type { OwnSmsLines } from '#mail/sms/own-lines';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { OrderIntake } from '#orders/intake/order-intake';
import type { LiveSettings } from '#settings/live-settings';
import { DecoyVault } from '#vault/decoy-vault';
import type { LiveKeys } from '#vault/live-keys';

export interface LeakParts {
  config: Config<'calls'>;
  database: Database;
  keys: LiveKeys;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  metrics: MetricRegistry;
  trail: AuditTrail;
  intake: Pick<OrderIntake, 'write'>;
  pbx: Pbx;
  liveCalls: () => readonly CallView[];
  control: Pick<CallControl, 'click' | 'callAutomatically' | 'liveCalls'>;
  /** A live call, or its record. */
  callOf: InterviewDeskParts['callOf'];
  /** Of customers to automatic calls. */
  consents: AutomaticInterviewerParts['consents'];
  settings: Pick<LiveSettings, 'values'>;
  /** Reads a number as E.164. @returns null for what is none */
  normalise: (number: Masked) => Masked | null;
}

export interface Leaks {
  routes: RouteSet;
  /** The lines of decoys. */
  lines: OwnLines;
  /** The mailboxes of decoys. */
  mailboxes: DecoyMailTaker;
  /** Their numbers, for SMS. */
  smsLines: OwnSmsLines;
  automaticAsker: AutomaticAsker;
  /** Reads which numbers are lines; where the database is away, they are known once it is back. */
  start(): Promise<void>;
  /** Waits for calls to lines that are being written. */
  stop(): Promise<void>;
}

/**
 * The leak watch beside calls: its metrics, the page of those who may see it, and the lines of decoys. The weekly run is a process of
 * its own (`star7 leaks run`, started by star7-leaks.timer), so that no call waits for it.
 */
export function createLeaks(parts: LeakParts): Leaks {
  const { config, database, keys, clock, metrics, trail } = parts;
  const store = new SqlLeakStore(database, clock.now);
  registerLeakMetrics(metrics, async () => {
    // A database that is away is another metric's business.
    const run = await store.lastRun().catch(() => null);
    return { lastRunAt: run === null ? null : run.endedAt / 1_000_000 };
  });
  const mailboxes = new SqlDecoyMailboxes(database, keys, clock.now);
  const decoys = new SqlDecoyStore(database, keys, parts.intake, clock.now);
  const texts = new SqlDecoySms(database, keys, clock.now);
  const random = (): Random => new Random(Math.floor(Math.random() * 2 ** 31), clock.now() % 2 ** 31);
  const lines = new DecoyLines({
    ...{ store: decoys, vault: new DecoyVault(keys, 'decoy_numbers'), pbx: parts.pbx, clock },
    ...{ liveCalls: parts.liveCalls, normalise: parts.normalise, log: parts.log, alerts: parts.alerts },
    ...{ defaultDid: config.STAR7_DEFAULT_DID, language: config.STAR7_DEFAULT_LANGUAGE },
    ...{ random: random(), newId: uuidv7 },
  });
  const limits = siteLimits(() => parts.settings.values());
  const surveys = new SqlSurveys(database, clock.now);
  const automatic = new AutomaticInterviewer({
    ...{
      store: surveys,
      control: parts.control,
      consents: parts.consents,
      limits,
      trail,
      clock,
      log: parts.log,
    },
  });
  return {
    routes: leaksApi(
      store,
      { store: decoys, mailboxes, texts, clock, random, changed: () => lines.refresh() },
      { store: surveys, control: parts.control, callOf: parts.callOf, limits },
      trail,
    ),
    lines,
    mailboxes: {
      isKnown: (token) => mailboxes.isToken(token),
      passed: (token, at) => mailboxes.heard(token, at),
      async take(token, mail, at) {
        const kept = await mailboxes.keep(token, mail === null ? null : arrivedMail(mail), at);
        // What a program wrote is no hit.
        if (kept !== null && kept !== 'silent') parts.alerts.raise({ event: 'decoy-written' });
      },
    },
    smsLines: smsLines({
      ...{ store: texts, defaultDid: config.STAR7_DEFAULT_DID, alerts: parts.alerts, random: random() },
      now: clock.now,
    }),
    automaticAsker: {
      keep: (answers) => automatic.keep(answers),
      isInvented: (number) => lines.isLine(number),
    },
    async start() {
      await lines.start();
      automatic.start();
    },
    async stop() {
      lines.stop();
      automatic.stop();
      await Promise.all([lines.settled(), automatic.settled()]);
    },
  };
}

function arrivedMail({ kind, isSpam, from, messageId, original }: TakenDecoyMail): ArrivedMail {
  const { subject, text } = original;
  return { kind, isSpam, from, messageId, subject, text };
}

export interface DecoyApiParts {
  store: DecoyStore;
  mailboxes: DecoyMailboxes;
  texts: DecoySmsTexts;
  clock: Pick<Clock, 'now'>;
  random: () => Random;
  changed: () => Promise<void>;
}

export interface SurveyApiParts {
  store: SurveyStore;
  callOf: InterviewDeskParts['callOf'];
  control: Pick<CallControl, 'click'>;
  limits: () => Promise<CallLimits>;
}

export function leaksApi(
  store: LeakStore,
  decoys: DecoyApiParts,
  surveys: SurveyApiParts,
  trail: AuditTrail,
): RouteSet {
  const { clock, random } = decoys;
  return {
    api: (app) => interviewRoutes(app, new InterviewDesk({ ...surveys, trail, clock })),
    supervisors: (app) => {
      const desk = new LeakDesk({ store, surveys: surveys.store, decoys: decoys.store, trail });
      leakRoutes(app, desk);
      decoyRoutes(app, new DecoyDesk({ ...decoys, leaks: desk, trail }));
      surveyRoutes(
        app,
        new SurveyDesk({
          ...{ store: surveys.store, watch: store, decoys: decoys.store, leaks: desk, trail, clock, random },
        }),
      );
    },
  };
}
