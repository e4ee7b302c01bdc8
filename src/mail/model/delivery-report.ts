import type { DeliveryFault, DeliveryReport } from './mail';

/** By RFC 3463 and its registry, the first that fits. */
const faults: readonly [code: RegExp, fault: DeliveryFault][] = [
  [/^[45]\.1\.(?:0|1|3|6)$/, 'mailbox-unknown'],
  [/^[45]\.1\.(?:2|10)$/, 'domain-unknown'],
  [/^[45]\.4\.4$/, 'domain-unknown'],
  [/^[45]\.2\.1$/, 'mailbox-disabled'],
  [/^[45]\.2\.2$/, 'mailbox-full'],
  [/^[45]\.(?:2\.3|3\.4)$/, 'too-large'],
  [/^[45]\.7\.\d{1,3}$/, 'rejected'],
  [/^[45]\.6\.\d{1,3}$/, 'rejected'],
  [/^[45]\.(?:3|4)\.\d{1,3}$/, 'unreachable'],
];

/** @param code of RFC 3463: `5.1.1` */
export function faultOfStatus(code: string): DeliveryFault {
  return faults.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

/**
 * What a server answered a mail.
 * @param reply code of SMTP (RFC 5321, section 4.2): 550
 * @param text behind it, which may begin with a code of RFC 3463
 */
export function faultOfReply(reply: number, text: string): DeliveryFault {
  const enhanced = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  if (enhanced !== undefined) return faultOfStatus(enhanced);
  if (reply === 550 || reply === 551 || reply === 553) return 'mailbox-unknown';
  if (reply === 552) return 'too-large';
  return reply === 554 ? 'rejected' : 'unreachable';
}

/**
 * Reads the part message/delivery-status of a bounce (RFC 3464, section 2). Of several recipients the worst counts; nothing of them
 * is kept.
 * @returns null where it says of no recipient what became of the mail
 */
export function readDeliveryReport(text: string): DeliveryReport | null {
  const reports = text
    .replace(/\r\n?/g, '\n')
    // Folded lines belong to the one before (RFC 5322, section 2.2.3).
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .flatMap((group) => reportOf(fieldsOf(group)) ?? []);
  return (
    ['failed', 'delayed', 'delivered'].flatMap((worst) =>
      reports.filter(({ outcome }) => outcome === worst),
    )[0] ?? null
  );
}

/**
 * What the text of a bounce says that has no part for programs, as qmail writes it: `Sorry, no mailbox here by that name. (#5.1.1)`.
 * @returns null where it holds no code of a refusal
 */
export function readBounceText(text: string): DeliveryReport | null {
  const code = /(?:#|\b[45]\d\d[ -])([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  if (code !== undefined) return { outcome: 'failed', fault: faultOfStatus(code) };
  const reply = /(?:^|[\s:(<])(5[05]\d)[ -][a-z]/im.exec(text)?.[1];
  return reply === undefined ? null : { outcome: 'failed', fault: faultOfReply(Number(reply), '') };
}

const outcomes: ReadonlyMap<string, DeliveryReport['outcome']> = new Map([
  ['failed', 'failed'],
  ['delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'delivered'],
  ['expanded', 'delivered'],
]);

function reportOf(fields: ReadonlyMap<string, string>): DeliveryReport | null {
  const action = /^[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? '';
  const outcome = outcomes.get(action);
  if (outcome === undefined) return null;
  const code = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '';
  const stated = faultOfStatus(code);
  if (stated !== 'other' || outcome === 'delivered') return { outcome, fault: stated };
  // `5.0.0` says nothing; what the other server answered may.
  const diagnostic = /^\s*smtp\s*;\s*(\d{3})?[ -]?(.*)$/i.exec(fields.get('diagnostic-code') ?? '');
  if (diagnostic === null) return { outcome, fault: outcome === 'delayed' ? 'unreachable' : 'other' };
  return { outcome, fault: faultOfReply(Number(diagnostic[1] ?? 0), diagnostic[2] ?? '') };
}

function fieldsOf(group: string): ReadonlyMap<string, string> {
  return new Map(
    group.split('\n').flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
}
