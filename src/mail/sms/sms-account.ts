import { isLoopback } from '../loopback';
import type { BindRequest } from '../smpp/pdu';
import { trustedCertificates } from '../smpp/smpp-link';
import type { SmppServer } from '../smpp/smpp-link';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';

/** An account at a provider. */
export interface SmsAccount {
  server: SmppServer;
  credentials: BindRequest;
  /** A number, digits, or a name. */
  sender: string;
}

/**
 * @returns null where the site has no SMS
 * @throws SettingError for a connection without TLS that leaves this machine, and for certificates that cannot be read
 */
export function smsAccountOf(config: Config<'sms'>): SmsAccount | null {
  const { STAR7_SMS_SMPP_HOST: host, STAR7_SMS_SMPP_TLS: isTls } = config;
  if (host === undefined) return null;
  if (!isTls && !isLoopback(host)) {
    throw new SettingError(
      'without TLS numbers and texts would go openly: set it to true, or give the address of a tunnel on this machine (docs/sms.md)',
    );
  }
  const caFile = config.STAR7_SMS_SMPP_CA_FILE ?? null;
  if (caFile !== null) {
    try {
      trustedCertificates(caFile);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw new SettingError(`STAR7_SMS_SMPP_CA_FILE cannot be read (${code})`);
    }
  }
  return {
    server: { host, port: config.STAR7_SMS_SMPP_PORT, tls: isTls ? { caFile } : null },
    credentials: {
      systemId: config.STAR7_SMS_SMPP_SYSTEM_ID ?? '',
      password: config.STAR7_SMS_SMPP_PASSWORD ?? '',
      systemType: config.STAR7_SMS_SMPP_SYSTEM_TYPE ?? '',
    },
    sender: config.STAR7_SMS_SENDER ?? '',
  };
}
