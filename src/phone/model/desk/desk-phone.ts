import type { ClockRules } from './clock-rules';
import type { Language } from '#kernel/language';

/** Makers of desk phones whose files Star7 writes: Yealink T4x and T5x, Grandstream GXP21xx and GRP26xx. */
export const makes = ['yealink', 'grandstream'] as const;
export type Make = (typeof makes)[number];

/** Codecs that the phones have and the PBX may offer, the best first. Words of Asterisk's `allow`. */
export const deskCodecs = ['opus', 'g722', 'alaw', 'ulaw'] as const;
export type DeskCodec = (typeof deskCodecs)[number];

/** What a desk phone is told of its account and its site. Nothing of customers. */
export interface DeskPhoneSettings {
  /** The PJSIP endpoint: user and authentication name. */
  endpoint: string;
  password: string;
  /** Of the phone's own menus; letters and digits. Nobody is told. */
  adminPassword: string;
  /** The manager's, for the display. */
  name: string;
  /** Where the PBX takes SIP over TLS. */
  server: { host: string; port: number };
  /** What the PBX offers, in its order. */
  codecs: readonly DeskCodec[];
  clock: ClockRules;
  language: Language;
}

/** Twelve hexadecimal digits, as the makers print them on the phone, with or without `:`, `-` or `.`. @returns in small letters */
export function readMac(text: string): string | null {
  const digits = text.replace(/[\s:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) && !/^(?:0{12}|f{12})$/.test(digits) ? digits : null;
}

/** What a phone of this make asks for below the address that it is given. */
export function fileNameOf(make: Make, mac: string): string {
  return make === 'yealink' ? `${mac}.cfg` : `cfg${mac}.xml`;
}
