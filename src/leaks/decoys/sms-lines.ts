import type { SqlDecoySms } from './sql-decoy-sms';
import { planOwnSms } from '../model/decoys/sms-plan';
import type { SmsResult } from '../model/decoys/sms-plan';
import type { Micros } from '#kernel/micros';
import type { Random } from '#kernel/random';
import type { Alerts } from '#log/alerts';
import { deliveryFaults } from '#mail/model/mail';
import type { DeliveryFault } from '#mail/model/mail';
import type { OwnSmsLines, SmsFate } from '#mail/sms/own-lines';

export interface SmsLinesParts {
  store: Pick<SqlDecoySms, 'isLine' | 'keep' | 'results'>;
  /** Digits; what calls show that have no other number. */
  defaultDid: string;
  alerts: Alerts;
  random: Random;
  now: () => Micros;
}

/** Between two readings of what came of the company's SMS. */
const readEvery: Micros = 600_000_000;

/** The numbers of decoys and control numbers, for SMS: notes what comes, and takes the company's own as customers do. */
export function smsLines({ store, defaultDid, alerts, random, now }: SmsLinesParts): OwnSmsLines {
  let known: { results: readonly SmsResult[]; readAt: Micros } | null = null;
  return {
    isLine: (number) => store.isLine(number),
    async take(sms) {
      const kept = await store.keep(sms, defaultDid);
      // What is sent to whoever has a number is no hit.
      if (kept !== null && kept !== 'silent') alerts.raise({ event: 'decoy-texted' });
    },
    async fateOf(pointId) {
      if (known === null || now() - known.readAt > readEvery) {
        known = { results: await store.results(), readAt: now() };
      }
      return fateFrom(planOwnSms(known.results, pointId, random));
    },
  };
}

function fateFrom({ answerMs, end, fault, settleMs }: SmsResult): SmsFate {
  const known = deliveryFaults.find((each) => each === fault) ?? ('rejected' satisfies DeliveryFault);
  if (end === 'refused') return { answerMs, refusal: known, receipt: null };
  if (end === 'none') return { answerMs, refusal: null, receipt: null };
  const outcome = end;
  return {
    ...{ answerMs, refusal: null },
    receipt: { outcome, fault: outcome === 'failed' ? known : null, afterMs: settleMs },
  };
}
