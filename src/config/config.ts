import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';

/*
 * All settings of Star7, grouped by the part that needs them. Each is an environment variable; `NAME_FILE`
 * names a file with the value instead, for secrets. README's table and docker/star7.env.example list the same
 * names (test/unit/config checks this). No secret has a default.
 */

/** Without `user:password@`: addresses appear in logs and messages. */
const addressPattern = '^https?://[^\\s/@?#]+/?$';

const port = (description: string, fallback?: number) =>
  Type.Integer({
    minimum: 1,
    maximum: 65_535,
    description,
    ...(fallback !== undefined && { default: fallback }),
  });

const seconds = (description: string, fallback: number, maximum: number) =>
  Type.Integer({ minimum: 1, maximum, default: fallback, description });

const count = (description: string, fallback: number) =>
  Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: fallback, description });

const minutes = (description: string, fallback: number) =>
  Type.Integer({ minimum: 1, maximum: 1440, default: fallback, description });

const text = (description: string, fallback?: string) =>
  Type.String({ minLength: 1, description, ...(fallback !== undefined && { default: fallback }) });

const secret = (description: string) => Type.String({ minLength: 1, description, secret: true });

export const sections = {
  database: Type.Object({
    STAR7_DATABASE_URL: Type.String({
      pattern: '^(mysql|mariadb)://[^\\s]+$',
      description: 'MySQL 8 or MariaDB 10.6+, `mysql://user:password@host:port/database`',
      secret: true,
    }),
  }),
  keys: Type.Object({
    STAR7_KEY_FILE: Type.Optional(
      text(
        'the keys that encrypt numbers, mode 0600; without it `$CREDENTIALS_DIRECTORY/star7-keys` (systemd)',
      ),
    ),
  }),
  numbers: Type.Object({
    STAR7_DEFAULT_REGION: Type.String({
      pattern: '^[A-Z]{2}$',
      default: 'RU',
      description: 'country of numbers without a country code, ISO 3166',
    }),
  }),
  ari: Type.Object({
    STAR7_ARI_URL: Type.String({
      pattern: addressPattern,
      description: 'Asterisk’s HTTP server, `http://127.0.0.1:8088`',
    }),
    STAR7_ARI_USERNAME: text('user in ari.conf'),
    STAR7_ARI_PASSWORD: secret('its password'),
    STAR7_ARI_APPLICATION: text('Stasis application, as the dialplan has it', 'star7'),
  }),
  calls: Type.Object({
    STAR7_TRUNKS: Type.String({
      pattern: '^[^\\s:]+(:[^\\s]+)?(\\s+[^\\s:]+(:[^\\s]+)?)*$',
      description:
        'PJSIP endpoints to the carriers in the order in which they are tried, each with a number format: `carrier:e164 backup:national`. Formats: `e164` (+7…), `plain` (7…), `national` (8…, or `national=COUNTRY/TRUNKCODE`), `prefix=DIGITS`',
    }),
    STAR7_DEFAULT_DID: Type.String({
      pattern: '^[0-9]{3,15}$',
      description: 'the company’s number that customers see, digits',
    }),
    STAR7_SHORT_CODE: Type.String({
      pattern: '^[*#0-9]{1,6}$',
      default: '*7',
      description: 'what is dialled before the order number',
    }),
    STAR7_DEFAULT_LANGUAGE: Type.Union([Type.Literal('ru'), Type.Literal('en')], {
      default: 'ru',
      description: 'prompts for a phone whose manager is not known: `ru` or `en`',
    }),
    STAR7_RING_SECONDS_MANAGER: seconds('how long a manager’s phone rings', 25, 300),
    STAR7_RING_SECONDS_CUSTOMER: seconds('how long a customer’s phone rings, on each trunk', 40, 300),
    STAR7_MAX_CALL_SECONDS: seconds('longest conversation', 3600, 86_400),
    STAR7_ACCEPT_SECONDS: seconds('how long a manager may take to press 1', 15, 120),
    STAR7_AUTO_ANSWER_HEADER: Type.String({
      pattern: '^[A-Za-z-]+: .+$',
      default: 'Alert-Info: <http://star7.invalid>;info=alert-autoanswer;delay=0',
      description: 'SIP header that makes a desk phone answer click-to-call by itself',
    }),
  }),
  limits: Type.Object({
    STAR7_GUESS_LIMIT: count('wrong order numbers of one manager that lock the manager out; 0 for never', 10),
    STAR7_GUESS_LIMIT_OVERALL: count('wrong order numbers of all managers that lock everybody out', 100),
    STAR7_GUESS_MINUTES: minutes('over how long wrong order numbers are counted', 15),
    STAR7_LOCKOUT_MINUTES: minutes('how long a lock-out lasts', 30),
    STAR7_MAX_CALLS_HOUR: count('calls of one manager in any hour; 0 for no cap', 60),
    STAR7_MAX_CALLS_DAY: count('calls of one manager in any 24 hours', 400),
    STAR7_DESTINATIONS: text(
      'numbers that may be called: `home` (those of the default region), prefixes such as `+375`, `any`; premium-rate ones only with `premium-rate`',
      'home',
    ),
    STAR7_CALLING_HOURS: text(
      'when customers may be called, by their own clock: `09:00-21:00`, or `mon-fri 08:00-22:00, sat-sun 09:00-20:00`; `00:00-24:00` for always',
      '09:00-21:00',
    ),
    STAR7_DEFAULT_TIME_ZONE: text('IANA time zone of customers whose own is not known', 'Europe/Moscow'),
  }),
  journal: Type.Object({
    STAR7_JOURNAL_FILE: text(
      'what must survive a crash: calls that are up, and records that the database has not taken yet; mode 0600, its directory must exist',
      '/var/lib/star7/journal',
    ),
    STAR7_JOURNAL_LIMIT_MB: Type.Integer({
      minimum: 1,
      maximum: 4096,
      default: 64,
      description: 'above that much in the journal no new call is taken; an alarm comes at 80 %',
    }),
    STAR7_ENDINGS_FILE: Type.Optional(
      text(
        'where the PBX writes down how legs ended, for calls that end while Star7 is down; Star7 must be able to read it and to rename it',
      ),
    ),
    STAR7_ENDINGS_FILE_PBX: Type.Optional(
      text('the same file as the PBX names it, where that is another path'),
    ),
  }),
  ami: Type.Object(
    {
      STAR7_AMI_HOST: text('Asterisk’s manager interface', '127.0.0.1'),
      STAR7_AMI_PORT: port('its port', 5038),
      STAR7_AMI_USERNAME: Type.Optional(
        text('user in manager.conf; without it phones’ states are unknown and every call is tried'),
      ),
      STAR7_AMI_PASSWORD: Type.Optional(secret('its password')),
    },
    { dependencies: { STAR7_AMI_USERNAME: ['STAR7_AMI_PASSWORD'] } },
  ),
  http: Type.Object({
    STAR7_HTTP_HOST: text('where pages and REST are served; loopback unless told', '127.0.0.1'),
    STAR7_HTTP_PORT: port('its port', 7080),
    STAR7_HTTP_TRUSTED_PROXIES: Type.Optional(
      text(
        'addresses and networks of proxies in front of it: `X-Forwarded-For` and `X-Forwarded-Proto` of theirs are believed, of nobody else',
      ),
    ),
    STAR7_SESSION_IDLE_MINUTES: minutes('how long a session of the pages may lie unused', 30),
    STAR7_METRICS_TOKEN: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9._~+/-]{20,512}=*$',
        description:
          'who sends it as a bearer token may read `/metrics` (at least 20 letters and digits); without it this machine alone may',
        secret: true,
      }),
    ),
  }),
  agi: Type.Object({
    STAR7_AGI_HOST: text('where FastAGI listens; loopback unless told', '127.0.0.1'),
    STAR7_AGI_PORT: port('its port', 4573),
    STAR7_AGI_PEERS: text(
      'addresses and networks that may connect to it: FastAGI knows no password',
      '127.0.0.0/8 ::1',
    ),
    STAR7_AGI_TRUST_EXTENSION: Type.Boolean({
      default: false,
      description:
        'let the dialplan name the asking extension (`&extension=101`) instead of the channel’s endpoint',
    }),
  }),
  api: Type.Object({
    STAR7_API_URL: Type.String({
      pattern: addressPattern,
      default: 'http://127.0.0.1:7080',
      description: 'for the CLI’s `call` and `calls`: where `star7 serve` listens',
    }),
    STAR7_API_TOKEN: secret('for the CLI’s `call` and `calls`: a token made by `star7 token create`'),
  }),
  doctor: Type.Object(
    {
      STAR7_ASTERISK_COMMAND: text(
        'for `star7 doctor`: what runs Asterisk’s command line on this machine, as root or Asterisk’s user',
        'asterisk',
      ),
      STAR7_ASTERISK_ROOT: text(
        'for `star7 doctor`: where Asterisk’s own paths begin, seen from here; of a container `/proc/<pid>/root`',
        '/',
      ),
      STAR7_DOCTOR_AMI_USERNAME: Type.Optional(
        text('for `star7 doctor` without Asterisk’s command line: a user of its own in manager.conf'),
      ),
      STAR7_DOCTOR_AMI_PASSWORD: Type.Optional(secret('its password')),
    },
    { dependencies: { STAR7_DOCTOR_AMI_USERNAME: ['STAR7_DOCTOR_AMI_PASSWORD'] } },
  ),
  backup: Type.Object({
    STAR7_BACKUP_FOLDER: Type.Optional(
      text(
        'where `star7 backup` writes; `/metrics` gives the age of its newest file, and `star7 doctor` tells when that is old',
      ),
    ),
  }),
  log: Type.Object({
    STAR7_LOG_LEVEL: Type.Union(
      [Type.Literal('error'), Type.Literal('warn'), Type.Literal('info'), Type.Literal('debug')],
      { default: 'info', description: '`error`, `warn`, `info` or `debug`' },
    ),
    STAR7_LOG_FILE: Type.Optional(text('a file instead of standard error, mode 0600')),
  }),
} as const satisfies Record<string, TObject>;

export type SectionName = keyof typeof sections;

/** The settings of one section, by their variables' names. */
export type Section<Name extends SectionName> = Static<(typeof sections)[Name]>;

/** The settings of several sections together. */
export type Config<Names extends SectionName> = {
  [Name in Names]: (settings: Section<Name>) => void;
}[Names] extends (settings: infer All) => void
  ? All
  : never;
