import type { Micros } from '#kernel/micros';

/**
 * When the mail server in front got a mail: it writes the topmost `Received` (RFC 5321, section 4.4), those below came with the mail.
 * @param raw the beginning of the mail, with its headers
 * @returns null where it says nothing that can be read
 */
export function arrivalOf(raw: string): Micros | null {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const received = head.replace(/\r?\n[ \t]+/g, ' ').match(/^received:.*$/im)?.[0];
  const date = received?.slice(received.lastIndexOf(';') + 1).replace(/\([^()]*\)/g, '');
  const at = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(at) ? null : at * 1000;
}
