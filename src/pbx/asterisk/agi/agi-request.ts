import { percentDecoded } from '#kernel/percent-decoded';
import { AgiError } from './agi-error';

/** The fields kept from an AGI request. The others, the caller's number among them, are never read. */
export interface AgiRequest {
  /** The URL after the host, without the slash: `order?number=1001`. */
  networkScript: string;
  /** Technology, endpoint and a serial number: `PJSIP/101-0000002a`. */
  channel: string;
}

/**
 * Reads the header of a FastAGI request: lines `agi_name: value`.
 * Source: setup_env() in Asterisk's res/res_agi.c.
 * @param lines without the empty line that ends the header
 * @throws AgiError `agi-bad-request`
 */
export function parseAgiRequest(lines: readonly string[]): AgiRequest {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^(agi_[a-z0-9_]+): ?(.*)$/s.exec(line) ?? [];
    if (name === '') throw new AgiError('agi-bad-request');
    if (name !== 'agi_network_script' && name !== 'agi_channel') continue;
    // A field given twice means that one of them was injected.
    if (fields.has(name)) throw new AgiError('agi-bad-request');
    fields.set(name, value);
  }
  const networkScript = fields.get('agi_network_script');
  const channel = fields.get('agi_channel');
  if (networkScript === undefined || channel === undefined) throw new AgiError('agi-bad-request');
  return { networkScript, channel };
}

export interface OrderQuestion {
  /** As requested; empty where it was omitted or given twice. */
  orderNumber: string;
  /** Null where it was omitted. */
  extension: string | null;
}

/**
 * Reads `order?number=1001&extension=101`. Values may be percent-encoded (RFC 3986, section 2.1); Asterisk
 * itself sends them as the dialplan has them. An argument given twice is ignored: a caller may have dialled
 * an `&`.
 * @throws AgiError `agi-unknown-script`
 */
export function parseOrderQuestion(networkScript: string): OrderQuestion {
  const [script, ...rest] = networkScript.split('?');
  if (script !== 'order') throw new AgiError('agi-unknown-script');
  const args = rest
    .join('?')
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: percentDecoded(value.join('=')) };
    });
  const only = (argument: string): string | null => {
    const [first, second] = args.filter(({ name }) => name === argument);
    if (first === undefined) return null;
    return second === undefined ? first.value : '';
  };
  return { orderNumber: only('number') ?? '', extension: only('extension') };
}
