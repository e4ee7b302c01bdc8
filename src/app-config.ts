import { peerList } from '#config/peer-list';
import { dkimKeyOf } from '#mail/dkim-key';
import { submissionCertificateOf } from '#mail/programs/server-certificate';
import { mailAccountOf } from '#mail/provider/mail-account';
import { smsAccountOf } from '#mail/sms/sms-account';
import type { Config } from '#config/config';
import type { Trials } from '#config/load-config';
import { Database } from '#database/database';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { trustedProxies } from '#http/trusted-proxies';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';
import { staticPhonesOf } from '#phone/static-phone-settings';
import { checkSetting } from '#settings/create-settings';
import { KeyFile } from '#vault/key-file';
import { numberRules } from '#vault/number-rules';

/** The sections of the configuration that `star7 serve` needs. */
export const appSections = [
  'database',
  'keys',
  'numbers',
  'ari',
  'calls',
  'limits',
  'journal',
  'ami',
  'http',
  'agi',
  'backup',
  'outgoing',
  'mail',
  'sms',
  'turn',
  'staticPhones',
  'deskPhones',
  'reveal',
  'log',
  'doctor',
] as const;
export type AppConfig = Config<(typeof appSections)[number]>;

/**
 * Values whose form is right and that only their users can judge. They are tried before anything is started, so that
 * all faults of the configuration are reported together.
 * @param environment where systemd's credentials are named
 */
export function appTrials(environment: NodeJS.ProcessEnv): Trials<(typeof appSections)[number]> {
  return {
    STAR7_DATABASE_URL: ({ STAR7_DATABASE_URL }) => Database.checkUrl(STAR7_DATABASE_URL),
    STAR7_KEY_FILE: ({ STAR7_KEY_FILE }) => KeyFile.locate(STAR7_KEY_FILE ?? null, environment).read(),
    STAR7_TRUNKS: ({ STAR7_TRUNKS }) => parseTrunks(STAR7_TRUNKS),
    STAR7_DESTINATIONS: (settings) => numberRules(settings),
    STAR7_CALLING_HOURS: ({ STAR7_CALLING_HOURS }) => checkSetting('callingHours', STAR7_CALLING_HOURS),
    STAR7_DEFAULT_TIME_ZONE: ({ STAR7_DEFAULT_TIME_ZONE }) =>
      checkSetting('defaultTimeZone', STAR7_DEFAULT_TIME_ZONE),
    STAR7_HTTP_TRUSTED_PROXIES: (settings) => peerList(trustedProxies(settings)),
    STAR7_OUTGOING_PRIVATE: ({ STAR7_OUTGOING_PRIVATE }) => new OutgoingAddresses(STAR7_OUTGOING_PRIVATE),
    STAR7_MAIL_DKIM_KEY_FILE: (settings) => dkimKeyOf(settings),
    STAR7_MAIL_SUBMISSION_CERT_FILE: (settings) => submissionCertificateOf(settings),
    STAR7_MAIL_IMAP_HOST: (settings) => mailAccountOf(settings),
    STAR7_SMS_SMPP_TLS: (settings) => smsAccountOf(settings),
    STAR7_STATIC_PHONES: (settings) => staticPhonesOf(settings),
    STAR7_AGI_PEERS: ({ STAR7_AGI_PEERS }) => peerList(STAR7_AGI_PEERS.split(/\s+/)),
  };
}
