import type { Facts, ShopFacts, WebhookFacts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

const hour = 3600;
/** Seconds for which a receiver or a shop may be away: updates and restarts are over by then. */
const longFailing = hour;

/** Checks what leaves for the shop and what comes from it: messages to its programs, and orders that are fetched. */
export function outgoingChecks({ database }: Facts): Finding[] {
  return [
    ...(database?.webhooks ?? []).flatMap(webhookFindings),
    ...(database?.shops ?? []).filter(({ enabled }) => enabled).flatMap(shopFindings),
  ];
}

function webhookFindings({ host, dead, held, failingSeconds, refused, enabled }: WebhookFacts): Finding[] {
  const subject = `messages to ${host}`;
  return [
    ...when(dead > 0, {
      slug: 'webhook-dead',
      severity: 'medium',
      subject,
      what: `${String(dead)} messages were given up after a day of tries.`,
      why: 'The shop does not know what became of these orders and calls; in 30 days the messages are forgotten.',
      mend: {
        where: 'a shell, once the receiver works',
        line: 'star7 webhooks dead, then star7 webhooks resend <id>',
      },
    }),
    ...when(enabled && refused, {
      slug: 'webhook-address-refused',
      severity: 'medium',
      subject,
      what: 'Its host leads to a private network that is not listed, so nothing is sent.',
      why: 'Messages wait a day and are given up; or the name of the receiver was pointed at an address of your own network.',
      mend: { where: 'Star7’s settings, if that is meant', line: 'STAR7_OUTGOING_PRIVATE=<host or network>' },
    }),
    ...when(enabled && !refused && failingSeconds >= longFailing, {
      slug: 'webhook-failing',
      severity: 'medium',
      subject,
      what: `Messages have been failing for ${spanOf(failingSeconds)}.`,
      why: 'After a day of tries a message is given up.',
      mend: {
        where: 'the receiver',
        line: 'respond with 2xx within ten seconds; star7 webhooks list shows the fault',
      },
    }),
    ...when(!enabled && held > 0, {
      slug: 'webhook-held',
      severity: 'low',
      subject,
      what: `${String(held)} messages wait for an address that is switched off.`,
      why: 'They are sent, late, once it is switched on again.',
      mend: { where: 'a shell', line: 'star7 webhooks enable <id>, or star7 webhooks remove <id>' },
    }),
  ];
}

/** Faults that waiting does not end. */
const lasting: ReadonlySet<string> = new Set([
  'shop-refuses-keys',
  'shop-address-private',
  'shop-address-insecure',
  'shop-redirects',
]);

function shopFindings({ name, fault, failingSeconds, rejects }: ShopFacts): Finding[] {
  const isLasting = fault !== null && lasting.has(fault);
  return [
    ...when(fault !== null && (isLasting || failingSeconds >= longFailing), {
      slug: 'shop-failing',
      severity: isLasting ? 'high' : 'medium',
      subject: name,
      what: `Orders could not be fetched for ${spanOf(failingSeconds)}: ${String(fault)}.`,
      why: 'New orders cannot be called, and changed numbers and cancellations are not known.',
      mend: { where: 'the page Shops', line: 'Change, Try it: it says what is wrong' },
    }),
    ...when(rejects > 0, {
      slug: 'shop-orders-refused',
      severity: 'low',
      subject: name,
      what: `${String(rejects)} orders could not be taken.`,
      why: 'Nobody can call them from Star7.',
      mend: { where: 'the page Shops, or a shell', line: 'star7 connectors rejects <id>' },
    }),
  ];
}

function spanOf(seconds: number): string {
  if (seconds < hour) return `${String(Math.max(1, Math.round(seconds / 60)))} min`;
  return seconds < 48 * hour
    ? `${String(Math.floor(seconds / hour))} h`
    : `${String(Math.floor(seconds / (24 * hour)))} days`;
}
