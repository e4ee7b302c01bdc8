import type { ApiCall } from '#calls/call-json';
import type { Lab } from '../lab/lab';
import type { SipMessage } from '../lab/sip-message';
import { headerOf } from '../lab/sip-message';

/** The messages to the phone during one call, one per line, with everything that a display could show. */
export function shownAtPhone(messages: readonly SipMessage[], callId: string): string[] {
  const lines = messages
    .filter(
      (message) => message.direction === 'received' && message.callId === callId && message.method !== 'ACK',
    )
    .map((message) => {
      // In a response, From is the phone's own identity and To is the dialled target.
      const shown = message.method === null ? [] : [`From: ${nameAndUser(headerOf(message, 'From'))}`];
      const identities = ['P-Asserted-Identity', 'Remote-Party-ID', 'Diversion', 'History-Info'].flatMap(
        (header) => {
          const value = headerOf(message, header);
          return value === null ? [] : [`${header}: ${value}`];
        },
      );
      return [headline(message), ...shown, ...identities].join('  ');
    });
  return withoutRepeats(lines);
}

/** The messages to the carrier for one number, one per line. */
export function sentToCarrier(lab: Lab, number: string, since: number): string[] {
  const messages = lab.carriers.flatMap((carrier) =>
    carrier.messages().map((message, index) => ({ carrier, message, index })),
  );
  const calls = new Set(
    messages
      .filter(
        ({ message, index }) =>
          index >= since && message.method === 'INVITE' && message.startLine.includes(number.slice(-10)),
      )
      .map(({ message }) => message.callId),
  );
  const lines = messages
    .filter(
      ({ message }) =>
        message.direction === 'received' && message.method !== null && calls.has(message.callId),
    )
    .filter(({ message }) => message.method !== 'ACK')
    .map(({ message }) => {
      const [method = '', uri = ''] = message.startLine.split(' ');
      const called = /sip:([^@]+)@/.exec(uri)?.[1] ?? uri;
      return method === 'INVITE'
        ? `INVITE ${called}  From: ${nameAndUser(headerOf(message, 'From'))}`
        : method;
    });
  return withoutRepeats(lines);
}

/** A stored record in readable form. */
export function recordLines(call: ApiCall & { manager?: unknown; customer?: unknown }): string[] {
  const legs = call as unknown as Record<'manager' | 'customer', Record<string, string | null>>;
  const leg = (role: 'manager' | 'customer'): string =>
    ['ringingAt', 'answeredAt', 'endedAt']
      .map((moment) => `${moment.replace('At', '')} ${sinceStart(call.requestedAt, legs[role][moment])}`)
      .join(', ');
  const shop = call.courierName === null ? 'manager' : 'courier';
  const who = call.courierName ?? call.extension;
  return [
    `call        ${call.id}`,
    `who, order  ${shop} ${who}, order ${call.orderNumber ?? '-'}, ${call.customerName ?? '-'}, slot ${call.slot}`,
    `started by  ${call.startKind}, at ${call.requestedAt}, over trunk ${call.trunk ?? '-'}`,
    `${shop}     ${leg('manager')}`,
    `customer    ${leg('customer')}`,
    `came to     ${call.disposition ?? '-'}; talked ${String(call.talkSeconds)} s; hung up by ${call.hungUpBy ?? '-'}; cause ${String(call.hangupCause ?? '-')}, SIP ${String(call.sipCode ?? '-')}`,
  ];
}

function sinceStart(start: string, moment: string | null | undefined): string {
  if (moment === null || moment === undefined) return '-';
  return `+${((Date.parse(moment) - Date.parse(start)) / 1000).toFixed(1)} s`;
}

function headline({ method, status, startLine }: SipMessage): string {
  return method ?? startLine.replace('SIP/2.0 ', '').slice(0, status === null ? 0 : 40);
}

/** `"Anna" <sip:*71001@host>;tag=…` is `Anna <*71001>`. */
function nameAndUser(header: string | null): string {
  const [, name = '', user = ''] = /^(?:"([^"]*)"\s*)?<?sips?:([^@;>]*)/.exec(header ?? '') ?? [];
  return `${name === '' ? '' : `${Buffer.from(name, 'latin1').toString('utf8')} `}<${user}>`;
}

function withoutRepeats(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== lines[index - 1]);
}
