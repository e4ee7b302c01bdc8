import type { ClockChange, ClockRules } from './clock-rules';
import type { DeskCodec, DeskPhoneSettings } from './desk-phone';
import { displayName, plainValue } from './display-name';

/** Payload types by which the phone names its codecs. */
const codecs: Readonly<Record<DeskCodec, string>> = { opus: '123', g722: '9', alaw: '8', ulaw: '0' };
/** The choices of codecs, the first preferred. All have to be filled. */
const choices = ['P57', 'P58', 'P59', 'P60', 'P61', 'P62', 'P46', 'P98'];

/**
 * The file `cfg<mac>.xml` of a Grandstream GXP21xx or GRP26xx: P-values as elements.
 *
 * Source: Grandstream, "SIP Device Provisioning Guide" (form), configuration templates of GXP2130/2140/2160/2170/2135 1.0.11.16 and GRP261x
 * 1.0.5.15 (P-values, the same in both).
 */
export function grandstreamFile(settings: DeskPhoneSettings): string {
  const { server, clock, language } = settings;
  const name = displayName(settings.name);
  const endpoint = plainValue(settings.endpoint);
  const admin = plainValue(settings.adminPassword);
  const values: [key: string, value: string][] = [
    ['P271', '1'],
    ['P270', name],
    ['P3', name],
    ['P35', endpoint],
    ['P36', endpoint],
    ['P34', plainValue(settings.password)],
    ['P47', plainValue(`${server.host}:${String(server.port)}`)],
    ['P2312', ''],
    ['P48', ''],
    ['P2333', ''],
    ['P31', '1'],
    // Minutes.
    ['P32', '5'],
    // TLS, with addresses of the scheme `sip`.
    ['P130', '2'],
    ['P2329', '0'],
    // SRTP or no call.
    ['P183', '2'],
    // The certificate's names, and its chain; the same of files.
    ['P2311', '1'],
    ['P2367', '1'],
    ['P22030', '1'],
    ['P8463', '1'],
    // From the server of the account alone.
    ['P2347', '1'],
    // RFC 4733.
    ['P2301', '0'],
    ['P2302', '1'],
    ['P2303', '0'],
    // Where the manager wants it, Star7 asks for it by Alert-Info.
    ['P298', '1'],
    ...choices.map((choice, index): [string, string] => [
      choice,
      codecs[settings.codecs[index] ?? settings.codecs.at(-1) ?? 'alaw'],
    ]),
    ['P2', admin],
    ['P196', admin],
    // The phone's own pages and SSH are off.
    ['P1650', '2'],
    ['P8469', '0'],
    ['P276', '1'],
    // The address is good for one file, which this is.
    ['P212', '2'],
    ['P237', ''],
    ['P194', '0'],
    // Neither DHCP nor the makers' management in the cloud tells the phone another one, or another server of SIP.
    ['P145', '0'],
    ['P1411', '0'],
    ['P1414', '0'],
    ['P4503', ''],
    ['P1362', language],
    ['P64', 'customize'],
    ['P246', zoneText(clock)],
    ['P143', '0'],
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gs_provision version="1">',
    '<config version="1">',
    ...values.map(([key, value]) => `<${key}>${escaped(value)}</${key}>`),
    '</config>',
    '</gs_provision>',
    '',
  ].join('\n');
}

/** No value has any of these; it is written so that none could do harm. */
function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}

/** As `TZ` of POSIX (IEEE 1003.1, 8.3), whose offsets count to the west. */
function zoneText({ offsetMinutes, summer }: ClockRules): string {
  const standard = `STD${westText(offsetMinutes)}`;
  if (summer === null) return standard;
  const { begins, ends, addedMinutes } = summer;
  return `${standard}DST${westText(offsetMinutes + addedMinutes)},${changeText(begins)},${changeText(ends)}`;
}

function westText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `${minutes > 0 ? '-' : '+'}${String(Math.floor(size / 60))}${rest}`;
}

function changeText({ month, week, weekday, minute }: ClockChange): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `M${String(month)}.${String(week)}.${String(weekday)}/${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;
}
