import type { SqlDecoySms } from './sql-decoy-sms';
import { planOwnSms, usualSettleMs } from '../model/decoys/sms-plan';
import type { SmsResult } from '../model/decoys/sms-plan';
import type { Micros } from '#kernel/micros';
import type { Random } from '#kernel/random';
import type { Alerts } from '#log/alerts';
import { deliveryFaults } from '#mail/model/mail';
import type { DeliveryFault } from '#mail/model/mail';
import type { OwnSmsLines, SmsFate } from '#mail/sms/own-lines';

export interface SmsLinesParts {
  store: Pick<SqlDecoySms, 'isLine' | 'isOwn' | 'keep' | 'results' | 'lastSettled'>;
  /** Digits; what calls show that have no other number. */
  defaultDid: string;
  alerts: Alerts;
  random: Random;
  now: () => Micros;
}

/** If of so many SMS none has a receipt that usually would, receipts do not come now. */
const lateOnes = 3;

/** Between two readings of what came of the company's SMS. */
const readEvery: Micros = 600_000_000;

/** The numbers of decoys and control numbers, for SMS: notes what comes, and takes the company's own as customers do. */
export function smsLines({ store, defaultDid, alerts, random, now }: SmsLinesParts): OwnSmsLines {
  let known: { results: readonly SmsResult[]; readAt: Micros } | null = null;
  const resultsNow = async (): Promise<readonly SmsResult[]> => {
    if (known === null || now() - known.readAt > readEvery) {
      known = { results: await store.results(), readAt: now() };
    }
    return known.results;
  };
  return {
    isLine: (number) => store.isLine(number),
    async take(sms) {
      await store.keep(sms, defaultDid, (hitClass) => {
        // What is sent to whoever has a number is no hit.
        if (hitClass !== 'silent') alerts.raise({ event: 'decoy-texted' });
      });
    },
    async fateOf(orderNumber, { id, number }) {
      if (!(await store.isOwn(orderNumber, number))) return null;
      const plan = planOwnSms(await resultsNow(), id, random);
      return plan === null ? null : fateFrom(plan);
    },
    async areReceiptsLate() {
      const usual = usualSettleMs(await resultsNow());
      if (usual === null) return false;
      const last = await store.lastSettled(now() - usual * 1000, lateOnes);
      return last.length === lateOnes && !last.some(Boolean);
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
