import { Secret, TOTP } from 'otpauth';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** What every authenticator app knows (RFC 6238 with RFC 4226's defaults). */
const form = { issuer: 'Star7', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** 160 bits, as RFC 4226, section 4, asks for. */
const secretBytes = 20;

/** Steps that a phone's clock may be off, either way. */
const tolerance = 1;

/** Codes of an authenticator app. */
export class TotpCodes {
  newSecret(): Masked {
    return mask(new Secret({ size: secretBytes }).base32);
  }

  /** What the app is given: Base32 text, and an `otpauth:` URI for a QR code. */
  shown(secret: Masked, login: string): { secret: string; uri: string } {
    const totp = totpOf(secret, login);
    return { secret: totp.secret.base32, uri: totp.toString() };
  }

  /**
   * @param at microseconds since 1970
   * @returns the number of the 30 seconds whose code this is; null for a code of none near this time
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
