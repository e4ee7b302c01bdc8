import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** Seconds for which an SMS may wait. */
const longWaiting = 900;

/** Checks the account at the provider of SMS, its sender, and the queue. */
export function smsChecks({ sms }: Facts): Finding[] {
  if (sms === null) return [];
  const { server, fault, queue } = sms;
  const subject = `SMS provider ${server}`;
  const line = 'star7 sms test';
  return [
    ...when(fault === 'credentials-refused', {
      ...({ slug: 'sms-credentials', severity: 'high' } as const),
      subject,
      what: 'It refuses the account.',
      why: 'SMS wait for four hours and are given up then; answers of customers do not arrive.',
      mend: {
        where:
          'STAR7_SMS_SMPP_SYSTEM_ID and STAR7_SMS_SMPP_PASSWORD, or the addresses that the provider allows',
        line,
      },
    }),
    ...when(fault !== null && fault !== 'credentials-refused', {
      ...({ slug: 'sms-bind-refused', severity: 'high' } as const),
      subject,
      what:
        fault === 'certificate'
          ? 'Its certificate is not trusted.'
          : fault === 'unreachable'
            ? 'It does not answer.'
            : 'It refuses the connection.',
      why: 'SMS wait for four hours and are given up then; answers of customers do not arrive.',
      mend: { where: 'STAR7_SMS_SMPP_HOST, the firewall, or the provider', line },
    }),
    ...when((queue?.senderRefused ?? 0) > 0, {
      ...({ slug: 'sms-sender', severity: 'high' } as const),
      subject,
      what: `It refused ${String(queue?.senderRefused ?? 0)} SMS of the last day for their sender.`,
      why: 'The account may not write under this number or name.',
      mend: { where: 'STAR7_SMS_SENDER, or the contract with the provider', line },
    }),
    ...when(fault === null && (queue?.waitingSeconds ?? 0) >= longWaiting, {
      ...({ slug: 'sms-waiting', severity: 'medium' } as const),
      subject,
      what: `It accepts the account, and an SMS has been waiting for ${String(Math.floor((queue?.waitingSeconds ?? 0) / 60))} min.`,
      why: 'It takes no SMS from Star7, or Star7 does not run.',
      mend: { where: 'the log of Star7, and the balance of the account', line },
    }),
  ];
}
