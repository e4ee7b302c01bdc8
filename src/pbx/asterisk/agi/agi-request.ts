import { percentDecoded } from '#kernel/percent-decoded';
import { AgiError } from './agi-error';

/** What is kept of an AGI request. The caller's number is among the rest, and is never looked at. */
export interface AgiRequest {
  /** What follows the host in the URL, without the slash: `order?number=1001`. */
  networkScript: string;
  /** Technology, endpoint and a serial number: `PJSIP/101-0000002a`. */
  channel: string;
}

/**
 * Reads the header of a FastAGI request: lines `agi_name: value`.
 * Source: setup_env() in Asterisk's res/res_agi.c.
 * @param lines without the empty one that ends them
 * @throws AgiError `agi-bad-request`
 */
export function parseAgiRequest(lines: readonly string[]): AgiRequest {
  const wanted = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^(agi_[a-z0-9_]+): ?(.*)$/s.exec(line) ?? [];
    if (name === '') throw new AgiError('agi-bad-request');
    if (name !== 'agi_network_script' && name !== 'agi_channel') continue;
    // Said twice, one of them was smuggled in.
    if (wanted.has(name)) throw new AgiError('agi-bad-request');
    wanted.set(name, value);
  }
  const networkScript = wanted.get('agi_network_script');
  const channel = wanted.get('agi_channel');
  if (networkScript === undefined || channel === undefined) throw new AgiError('agi-bad-request');
  return { networkScript, channel };
}

export interface OrderQuestion {
  /** As asked; empty where it was left out, or given twice. */
  orderNumber: string;
  /** Null where it was left out. */
  extension: string | null;
}

/**
 * Reads `order?number=1001&extension=101`. Values may be percent-encoded (RFC 3986, section 2.1); Asterisk itself
 * sends them as the dialplan has them. An argument given twice is nobody's: a caller may have dialled an `&`.
 * @throws AgiError `agi-unknown-script`
 */
export function parseOrderQuestion(networkScript: string): OrderQuestion {
  const [script, ...rest] = networkScript.split('?');
  if (script !== 'order') throw new AgiError('agi-unknown-script');
  const given = rest
    .join('?')
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: percentDecoded(value.join('=')) };
    });
  const only = (wanted: string): string | null => {
    const [first, second] = given.filter(({ name }) => name === wanted);
    if (first === undefined) return null;
    return second === undefined ? first.value : '';
  };
  return { orderNumber: only('number') ?? '', extension: only('extension') };
}
