import type { ClockChange, ClockRules } from './clock-rules';
import type { DeskCodec, DeskPhoneSettings } from './desk-phone';
import { displayName, plainValue } from './display-name';
import type { Language } from '#kernel/language';

/** Without it the phone takes the file for another one. */
const firstLine = '#!version:1.0.0.1';
/** Empties a value. */
const none = '%NULL%';

const languages: Readonly<Record<Language, string>> = { ru: 'Russian', en: 'English' };
const codecs: Readonly<Record<DeskCodec, string>> = {
  opus: 'opus',
  g722: 'g722',
  alaw: 'pcma',
  ulaw: 'pcmu',
};
const unused = ['g729', 'ilbc', 'g723_53', 'g723_63', 'g726_16', 'g726_24', 'g726_32', 'g726_40'];

/**
 * The file `<mac>.cfg` of a Yealink T4x or T5x: lines of `key = value`. Line ends and `#` never come from a value.
 *
 * Source: Yealink, "SIP IP Phones Auto Provisioning Guide" V71 to V86 (form, `%NULL%`, `static.`) and "Administrator Guide for SIP-T2
 * series/T4 series/T5 series" V86 (keys and their values).
 */
export function yealinkFile(settings: DeskPhoneSettings): string {
  const name = displayName(settings.name);
  const lines: [key: string, value: string][] = [
    ['account.1.enable', '1'],
    ['account.1.label', name],
    ['account.1.display_name', name],
    ['account.1.auth_name', plainValue(settings.endpoint)],
    ['account.1.user_name', plainValue(settings.endpoint)],
    ['account.1.password', plainValue(settings.password)],
    ['account.1.sip_server.1.address', plainValue(settings.server.host)],
    ['account.1.sip_server.1.port', String(settings.server.port)],
    // TLS.
    ['account.1.sip_server.1.transport_type', '2'],
    ['account.1.sip_server.1.expires', '300'],
    ['account.1.sip_server.2.address', none],
    ['account.1.outbound_proxy_enable', '0'],
    // SRTP or no call.
    ['account.1.srtp_encryption', '2'],
    // From the server of the account alone.
    ['account.1.sip_trust_ctrl', '1'],
    // RFC 4733.
    ['account.1.dtmf.type', '1'],
    // What the display shows is From.
    ['account.1.cid_source', '0'],
    ...codecLines(settings.codecs),
    ['static.security.trust_certificates', '1'],
    // Those that came with the phone, and those that an administrator has put there.
    ['static.security.ca_cert', '2'],
    ['static.security.cn_validation', '1'],
    ['static.security.user_password', `admin:${plainValue(settings.adminPassword)}`],
    ['static.security.user_password', `user:${plainValue(settings.adminPassword)}`],
    ['static.wui.http_enable', '0'],
    ['static.wui.https_enable', '0'],
    ['static.managementserver.enable', '0'],
    ['features.direct_ip_call_enable', '0'],
    ['features.text_message.enable', '0'],
    ['sip.notify_reboot_enable', '0'],
    // The address is good for one file, which this is.
    ['static.auto_provision.server.url', none],
    ['static.auto_provision.power_on', '0'],
    ['static.auto_provision.repeat.enable', '0'],
    ['static.auto_provision.weekly.enable', '0'],
    ['static.auto_provision.pnp_enable', '0'],
    ['static.auto_provision.dhcp_option.enable', '0'],
    ['lang.gui', languages[settings.language]],
    ['lang.wui', languages[settings.language]],
    ...clockLines(settings.clock),
  ];
  return [firstLine, ...lines.map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

function codecLines(offered: readonly DeskCodec[]): [string, string][] {
  return [
    ...offered.flatMap((codec, index): [string, string][] => [
      [`account.1.codec.${codecs[codec]}.enable`, '1'],
      [`account.1.codec.${codecs[codec]}.priority`, String(index + 1)],
    ]),
    ...[
      ...Object.entries(codecs).flatMap(([codec, name]) =>
        offered.includes(codec as DeskCodec) ? [] : [name],
      ),
      ...unused,
    ].map((name): [string, string] => [`account.1.codec.${name}.enable`, '0']),
  ];
}

function clockLines({ offsetMinutes, summer }: ClockRules): [string, string][] {
  const zone: [string, string] = ['local_time.time_zone', offsetText(offsetMinutes)];
  if (summer === null) return [zone, ['local_time.summer_time', '0']];
  return [
    zone,
    ['local_time.summer_time', '1'],
    // By week and weekday.
    ['local_time.dst_time_type', '1'],
    ['local_time.start_time', changeText(summer.begins)],
    ['local_time.end_time', changeText(summer.ends)],
    ['local_time.offset_time', String(summer.addedMinutes)],
  ];
}

/** `+3`, `+5:30`. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60))}${rest}`;
}

/** Month, week (5: the last), weekday (7: Sunday) and hour. */
function changeText({ month, week, weekday, minute }: ClockChange): string {
  return [month, week, weekday === 0 ? 7 : weekday, Math.floor(minute / 60)].join('/');
}
