import { Secret, TOTP } from 'otpauth';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** The parameters that every authenticator app supports (RFC 6238 with RFC 4226's defaults). */
const form = { issuer: 'Star7', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** 160 bits, as RFC 4226, section 4, recommends. */
const secretBytes = 20;

/** How many steps a phone's clock may be off, in either direction. */
const tolerance = 1;

/** Creates secrets for authenticator apps and checks their codes. */
export class TotpCodes {
  newSecret(): Masked {
    return mask(new Secret({ size: secretBytes }).base32);
  }

  /** The secret for the app: Base32 text, and an `otpauth:` URI for a QR code. */
  shown(secret: Masked, login: string): { secret: string; uri: string } {
    const totp = totpOf(secret, login);
    return { secret: totp.secret.base32, uri: totp.toString() };
  }

  /**
   * @param at microseconds since 1970
   * @returns the number of the 30-second step that the code belongs to; null where no step near this time has
   * it
   */
  stepOf(secret: Masked, code: string, at: number): number | null {
    const token = code.replaceAll(' ', '');
    if (!/^\d{6}$/.test(token)) return null;
    const timestamp = at / 1000;
    const off = totpOf(secret).validate({ token, timestamp, window: tolerance });
    return off === null ? null : Math.floor(timestamp / 1000 / form.period) + off;
  }
}

function totpOf(secret: Masked, label = ''): TOTP {
  return new TOTP({ ...form, label, secret: Secret.fromBase32(reveal(secret)) });
}
