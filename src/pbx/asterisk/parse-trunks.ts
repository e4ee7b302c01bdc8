import type { NumberFormat, Trunk } from './dial-string';
import { ConfigError } from '#config/load-config';

/**
 * Reads `carrier:e164 backup:national=7/8 third:prefix=9810`. A trunk without a format gets E.164.
 * @throws {ConfigError}
 */
export function parseTrunks(setting: string): Trunk[] {
  const trunks = setting.split(/\s+/).map((entry) => {
    const colon = entry.indexOf(':');
    const name = colon < 0 ? entry : entry.slice(0, colon);
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(name)) {
      throw new ConfigError([
        'STAR7_TRUNKS: the name of a trunk is that of a PJSIP endpoint: letters, digits, dots, dashes',
      ]);
    }
    return { name, format: parseFormat(colon < 0 ? 'e164' : entry.slice(colon + 1), name) };
  });
  if (new Set(trunks.map(({ name }) => name)).size < trunks.length) {
    throw new ConfigError(['STAR7_TRUNKS lists a trunk twice']);
  }
  return trunks;
}

function parseFormat(text: string, trunk: string): NumberFormat {
  if (text === 'e164') return { kind: 'e164' };
  if (text === 'plain') return { kind: 'e164-plain' };
  if (text === 'national') return { kind: 'national', country: '7', trunkCode: '8' };
  const [, country, trunkCode] = /^national=(\d{1,3})\/(\d{0,3})$/.exec(text) ?? [];
  if (country !== undefined && trunkCode !== undefined) return { kind: 'national', country, trunkCode };
  const [, prefix] = /^prefix=([0-9*#+]{1,16})$/.exec(text) ?? [];
  if (prefix !== undefined) return { kind: 'prefix', prefix };
  throw new ConfigError([
    `STAR7_TRUNKS: trunk ${trunk} has an unknown format; use e164, plain, national, national=COUNTRY/TRUNKCODE or prefix=DIGITS`,
  ]);
}

/** The format as written in the setting. */
export function formatText(format: NumberFormat): string {
  switch (format.kind) {
    case 'e164':
      return 'e164';
    case 'e164-plain':
      return 'plain';
    case 'national':
      return `national=${format.country}/${format.trunkCode}`;
    case 'prefix':
      return `prefix=${format.prefix}`;
  }
}
