import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import { nodePattern, soleNode } from '#kernel/node';

/*
 * Every setting of Star7, by what needs it. Each is an environment variable; `NAME_FILE` names a file that holds
 * the value instead, for secrets. docs/configuration.md is generated from this file (scripts/configuration-page);
 * docker/star7.env.example lists the same names, which a test checks. No secret has a default.
 */

/** Without `user:password@`: logs and messages contain addresses. */
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

/** How a connection to a mail provider becomes TLS (RFC 8314): never without. */
const tlsWay = (fallback: 'implicit' | 'starttls') =>
  Type.Union([Type.Literal('implicit'), Type.Literal('starttls')], {
    default: fallback,
    description: '`implicit`: TLS from the first byte; `starttls`: begun on the same port, and required',
  });

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
        'file of the keys that encrypt numbers, mode 0600; if unset, `$CREDENTIALS_DIRECTORY/star7-keys` (systemd)',
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
    STAR7_ARI_PASSWORD: secret('password of that user'),
    STAR7_ARI_APPLICATION: text('name of the Stasis application in the dialplan', 'star7'),
  }),
  calls: Type.Object({
    STAR7_TRUNKS: Type.String({
      pattern: '^[^\\s:]+(:[^\\s]+)?(\\s+[^\\s:]+(:[^\\s]+)?)*$',
      description:
        'PJSIP endpoints to the carriers in the order Star7 tries them, each with a number format: `carrier:e164 backup:national`. Formats: `e164` (+7…), `plain` (7…), `national` (8…, or `national=COUNTRY/TRUNKCODE`), `prefix=DIGITS`',
    }),
    STAR7_DEFAULT_DID: Type.String({
      pattern: '^[0-9]{3,15}$',
      description: 'the company’s number shown to customers, digits',
    }),
    STAR7_CALLER_HEADER: Type.Union([Type.Literal('From'), Type.Literal('P-Asserted-Identity')], {
      default: 'From',
      description:
        'header of the carriers’ INVITE that has the caller’s number: `From` or `P-Asserted-Identity`',
    }),
    STAR7_VOICEMAIL_MARK: Type.Boolean({
      default: true,
      description: 'whether Star7 hears, in the first seconds of a talk, that a voicemail answered',
    }),
    STAR7_VOICEMAIL_BEEP_HERTZ: Type.Integer({
      minimum: 0,
      maximum: 3400,
      default: 1000,
      description:
        'frequency of the beep of your customers’ voicemails; 0: voicemails are recognised by their talk alone',
    }),
    STAR7_SHORT_CODE: Type.String({
      pattern: '^[*#0-9]{1,6}$',
      default: '*7',
      description: 'prefix dialled before the order number',
    }),
    STAR7_DEFAULT_LANGUAGE: Type.Union([Type.Literal('ru'), Type.Literal('en')], {
      default: 'ru',
      description: 'language of prompts on a phone whose manager is unknown: `ru` or `en`',
    }),
    STAR7_RING_SECONDS_MANAGER: seconds('ringing time of a manager’s phone, seconds', 25, 300),
    STAR7_RING_SECONDS_CUSTOMER: seconds(
      'ringing time of a customer’s phone on each trunk, seconds',
      40,
      300,
    ),
    STAR7_MAX_CALL_SECONDS: seconds('longest conversation, seconds', 3600, 86_400),
    STAR7_ACCEPT_SECONDS: seconds('time for a manager to press 1, seconds', 15, 120),
    STAR7_AUTO_ANSWER_HEADER: Type.String({
      pattern: '^[A-Za-z-]+: .+$',
      default: 'Alert-Info: <http://star7.invalid>;info=alert-autoanswer;delay=0',
      description: 'SIP header that makes a desk phone answer click-to-call automatically',
    }),
  }),
  limits: Type.Object({
    STAR7_GUESS_LIMIT: count('wrong order numbers of one manager that lock this manager out; 0: never', 10),
    STAR7_GUESS_LIMIT_OVERALL: count(
      'wrong order numbers of all managers together that lock everyone out; 0: never. Couriers: those who were wrong in the last hour',
      100,
    ),
    STAR7_GUESS_MINUTES: minutes('period over which wrong order numbers are counted, minutes', 15),
    STAR7_LOCKOUT_MINUTES: minutes('duration of a lock-out, minutes', 30),
    STAR7_MAX_CALLS_HOUR: count('calls of one manager in any hour; 0: no limit', 60),
    STAR7_MAX_CALLS_DAY: count('calls of one manager in any 24 hours; 0: no limit', 400),
    STAR7_MAX_COURIER_CALLS_HOUR: count('calls of one courier in any hour; 0: no limit', 60),
    STAR7_MAX_COURIER_CALLS_DAY: count('calls of one courier in any 24 hours; 0: no limit', 400),
    STAR7_CALL_BACK_TRIES: Type.Integer({
      minimum: 0,
      maximum: 5,
      default: 0,
      description:
        'how often Star7 itself calls a customer back who asked for it by pressing 1, once the manager is free; 0: never',
    }),
    STAR7_DESTINATIONS: text(
      'numbers that may be called: `home` (the default region), prefixes such as `+375`, or `any`; premium-rate numbers only with `premium-rate`',
      'home',
    ),
    STAR7_CALLING_HOURS: text(
      'when customers may be called, in their local time: `09:00-21:00`, or `mon-fri 08:00-22:00, sat-sun 09:00-20:00`; `00:00-24:00`: always',
      '09:00-21:00',
    ),
    STAR7_DEFAULT_TIME_ZONE: text('IANA time zone of customers whose time zone is unknown', 'Europe/Moscow'),
  }),
  journal: Type.Object({
    STAR7_NODE: Type.String({
      pattern: nodePattern,
      default: soleNode,
      description:
        'name of this Star7 among several on one database, each with its own journal; change it only while no call is up and no record waits',
    }),
    STAR7_JOURNAL_FILE: text(
      'file for what must survive a crash: live calls, and records that are not in the database yet; mode 0600, its directory must exist',
      '/var/lib/star7/journal',
    ),
    STAR7_JOURNAL_LIMIT_MB: Type.Integer({
      minimum: 1,
      maximum: 4096,
      default: 64,
      description: 'size of the journal above which no new call is taken; an alert is raised at 80 %',
    }),
    STAR7_ENDINGS_FILE: Type.Optional(
      text(
        'file in which the PBX records how legs ended, for calls that end while Star7 is down; Star7 must be able to read and rename it',
      ),
    ),
    STAR7_ENDINGS_FILE_PBX: Type.Optional(text('path of the same file as the PBX sees it, if it differs')),
  }),
  ami: Type.Object(
    {
      STAR7_AMI_HOST: text('address of Asterisk’s manager interface', '127.0.0.1'),
      STAR7_AMI_PORT: port('port of Asterisk’s manager interface', 5038),
      STAR7_AMI_USERNAME: Type.Optional(
        text('user in manager.conf; without it the state of phones is unknown and every call is tried'),
      ),
      STAR7_AMI_PASSWORD: Type.Optional(secret('password of that user')),
    },
    { dependencies: { STAR7_AMI_USERNAME: ['STAR7_AMI_PASSWORD'] } },
  ),
  http: Type.Object({
    STAR7_HTTP_HOST: text('listening address of pages and REST; default: loopback only', '127.0.0.1'),
    STAR7_HTTP_PORT: port('port of pages and REST', 7080),
    STAR7_HTTP_TRUSTED_PROXIES: Type.Optional(
      text(
        'addresses and networks of reverse proxies; only their `X-Forwarded-For` and `X-Forwarded-Proto` are trusted',
      ),
    ),
    STAR7_SESSION_IDLE_MINUTES: minutes('idle time after which a session of the pages ends, minutes', 30),
    STAR7_METRICS_TOKEN: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9._~+/-]{20,512}=*$',
        description:
          'bearer token for `/metrics`, at least 20 letters and digits; if unset, only this machine may read `/metrics`',
        secret: true,
      }),
    ),
  }),
  agi: Type.Object({
    STAR7_AGI_HOST: text('listening address of FastAGI; default: loopback only', '127.0.0.1'),
    STAR7_AGI_PORT: port('port of FastAGI', 4573),
    STAR7_AGI_PEERS: text(
      'addresses and networks that may connect to FastAGI, which has no password',
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
      description: 'for the CLI’s `call` and `calls`: address of `star7 serve`',
    }),
    STAR7_API_TOKEN: secret('for the CLI’s `call` and `calls`: a token from `star7 token create`'),
  }),
  doctor: Type.Object(
    {
      STAR7_ASTERISK_COMMAND: text(
        'for `star7 doctor`: the program that runs Asterisk’s command line on this machine, as root or as Asterisk’s user',
        'asterisk',
      ),
      STAR7_ASTERISK_ROOT: text(
        'for `star7 doctor`: Asterisk’s root directory as seen from here; for a container `/proc/<pid>/root`',
        '/',
      ),
      STAR7_DOCTOR_AMI_USERNAME: Type.Optional(
        text('for `star7 doctor` without Asterisk’s command line: a separate user in manager.conf'),
      ),
      STAR7_DOCTOR_AMI_PASSWORD: Type.Optional(secret('password of that user')),
    },
    { dependencies: { STAR7_DOCTOR_AMI_USERNAME: ['STAR7_DOCTOR_AMI_PASSWORD'] } },
  ),
  backup: Type.Object({
    STAR7_BACKUP_FOLDER: Type.Optional(
      text(
        'folder of the backups; `/metrics` reports the age of its newest file, and `star7 doctor` warns if that is old',
      ),
    ),
  }),
  outgoing: Type.Object({
    STAR7_OUTGOING_PRIVATE: Type.Optional(
      text(
        'hosts, addresses and networks of your own to which webhooks and requests to shops may go, also without TLS: `crm.local 10.0.5.0/24`; all other private addresses are refused',
      ),
    ),
  }),
  mail: Type.Object(
    {
      STAR7_MAIL_DOMAIN: Type.Optional(
        Type.String({
          pattern: '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
          description:
            'domain of the addresses that customers write to, `mail.shop.example`: nothing but Star7 may use it; if unset, there is no mail',
        }),
      ),
      STAR7_MAIL_FROM_NAME: Type.Optional(
        Type.String({
          pattern: '^[^\\r\\n@<>"]{1,64}$',
          description: 'name of the shop, which customers see as the sender of mails',
        }),
      ),
      STAR7_MAIL_LMTP_HOST: text(
        'listening address for mails from the mail server; default: loopback only',
        '127.0.0.1',
      ),
      STAR7_MAIL_LMTP_PORT: port('port for mails from the mail server (LMTP)', 7024),
      STAR7_MAIL_SMTP_HOST: text('mail server that sends mails', '127.0.0.1'),
      STAR7_MAIL_SMTP_PORT: port('port of that mail server', 25),
      STAR7_MAIL_IMAP_HOST: Type.Optional(
        text(
          'server of a mail provider with an account for Star7, `imap.provider.example`, instead of a mail server of one’s own: mails come from there (IMAP), and LMTP does not listen',
        ),
      ),
      STAR7_MAIL_IMAP_PORT: port('its port', 993),
      STAR7_MAIL_IMAP_TLS: tlsWay('implicit'),
      STAR7_MAIL_IMAP_USER: Type.Optional(text('name of the account there')),
      STAR7_MAIL_IMAP_PASSWORD: Type.Optional(
        secret('its password; of providers that have them, one for this program alone'),
      ),
      STAR7_MAIL_IMAP_FOLDER: text('folder of the account where mails arrive', 'INBOX'),
      STAR7_MAIL_IMAP_TAKEN: text(
        'what becomes of a mail that Star7 has taken in: `delete`, or the folder that it is moved to',
        'delete',
      ),
      STAR7_MAIL_IMAP_REFUSED: text(
        'what becomes of a mail that Star7 does not take: the folder that it is moved to, or `delete`',
        'Star7-refused',
      ),
      STAR7_MAIL_IMAP_POLL_SECONDS: seconds(
        'how often Star7 looks into the folder besides being told of new mails (IDLE)',
        60,
        3600,
      ),
      STAR7_MAIL_SEND_HOST: Type.Optional(
        text('server of the provider that sends mails, `smtp.provider.example`'),
      ),
      STAR7_MAIL_SEND_PORT: port('its port', 465),
      STAR7_MAIL_SEND_TLS: tlsWay('implicit'),
      STAR7_MAIL_SEND_USER: Type.Optional(
        text('name of the account there; if unset, that of IMAP with its password'),
      ),
      STAR7_MAIL_SEND_PASSWORD: Type.Optional(secret('its password')),
      STAR7_MAIL_ACCOUNT_ADDRESS: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9._%+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
          description:
            'address of the account, where the provider lets it send from this one alone: mails are from it then, and answers go to the order’s by `Reply-To`; if unset, mails are from the order’s address',
        }),
      ),
      STAR7_MAIL_PROVIDER_CA_FILE: Type.Optional(
        text(
          'file with the certificates (PEM) that the provider’s are checked against; if unset, those that Node.js trusts',
        ),
      ),
      STAR7_MAIL_DKIM_KEY_FILE: Type.Optional(
        text(
          'file with the key that signs mails (DKIM): PEM, RSA, mode 0600, made by `star7 mail dkim-key`; if unset, the mail server signs',
        ),
      ),
      STAR7_MAIL_DKIM_SELECTOR: Type.Optional(
        Type.String({
          pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
          description: 'name of that key in the domain name system, `star7`',
        }),
      ),
      STAR7_MAIL_AUTHSERV_ID: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$',
          description:
            'name of the filter before Star7 in `Authentication-Results`, `mx.shop.example`: a mail counts as the customer’s only if it found the sender genuine; if unset, by its address alone',
        }),
      ),
      STAR7_MAIL_ALIAS_DAYS: Type.Integer({
        minimum: 0,
        maximum: 365,
        default: 14,
        description: 'days for which a customer may still write after the order was closed',
      }),
      STAR7_MAIL_KEEP_DAYS: Type.Integer({
        minimum: 0,
        maximum: 36_500,
        default: 0,
        description: 'days after which mails are deleted; 0: they stay as long as their order',
      }),
      STAR7_MAIL_CONFIRM_URL: Type.Optional(
        Type.String({
          pattern:
            '^(?:https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?|http://(?:127\\.0\\.0\\.1|localhost)(?::[0-9]{1,5})?)/confirm/?$',
          description:
            'where customers reach the path `/confirm/` of Star7, `https://mail.shop.example/confirm`: they confirm their address by a link then; if unset, nobody can be asked to',
        }),
      ),
      STAR7_MAIL_CONFIRM_DAYS: Type.Integer({
        minimum: 1,
        maximum: 90,
        default: 7,
        description: 'days for which such a link can be used',
      }),
      STAR7_MAIL_SUBMISSION_HOST: text(
        'listening address for mails from managers’ own mail programs; default: loopback only',
        '127.0.0.1',
      ),
      STAR7_MAIL_SUBMISSION_TLS_PORT: Type.Optional(
        port(
          'port for mails from managers’ own mail programs with TLS from the beginning, 465; if unset, there is none',
        ),
      ),
      STAR7_MAIL_SUBMISSION_PORT: Type.Optional(
        port('port for the same with STARTTLS, 587; if unset, there is none'),
      ),
      STAR7_MAIL_SUBMISSION_CERT_FILE: Type.Optional(
        text(
          'file with the certificate of these ports and those between it and a root (PEM); a renewed one is read within a minute',
        ),
      ),
      STAR7_MAIL_SUBMISSION_KEY_FILE: Type.Optional(
        text('file with its key (PEM), which not everybody on the machine may read'),
      ),
    },
    {
      dependencies: {
        STAR7_MAIL_DOMAIN: ['STAR7_MAIL_FROM_NAME'],
        STAR7_MAIL_DKIM_KEY_FILE: ['STAR7_MAIL_DOMAIN', 'STAR7_MAIL_DKIM_SELECTOR'],
        STAR7_MAIL_DKIM_SELECTOR: ['STAR7_MAIL_DKIM_KEY_FILE'],
        STAR7_MAIL_AUTHSERV_ID: ['STAR7_MAIL_DOMAIN'],
        STAR7_MAIL_IMAP_HOST: [
          ...['STAR7_MAIL_DOMAIN', 'STAR7_MAIL_IMAP_USER', 'STAR7_MAIL_IMAP_PASSWORD'],
          'STAR7_MAIL_SEND_HOST',
        ],
        STAR7_MAIL_IMAP_USER: ['STAR7_MAIL_IMAP_HOST'],
        STAR7_MAIL_IMAP_PASSWORD: ['STAR7_MAIL_IMAP_HOST'],
        STAR7_MAIL_SEND_HOST: ['STAR7_MAIL_IMAP_HOST'],
        STAR7_MAIL_SEND_USER: ['STAR7_MAIL_SEND_HOST', 'STAR7_MAIL_SEND_PASSWORD'],
        STAR7_MAIL_SEND_PASSWORD: ['STAR7_MAIL_SEND_USER'],
        STAR7_MAIL_ACCOUNT_ADDRESS: ['STAR7_MAIL_IMAP_HOST'],
        STAR7_MAIL_PROVIDER_CA_FILE: ['STAR7_MAIL_IMAP_HOST'],
        STAR7_MAIL_CONFIRM_URL: ['STAR7_MAIL_DOMAIN'],
        STAR7_MAIL_SUBMISSION_TLS_PORT: ['STAR7_MAIL_SUBMISSION_CERT_FILE'],
        STAR7_MAIL_SUBMISSION_PORT: ['STAR7_MAIL_SUBMISSION_CERT_FILE'],
        STAR7_MAIL_SUBMISSION_CERT_FILE: ['STAR7_MAIL_SUBMISSION_KEY_FILE', 'STAR7_MAIL_DOMAIN'],
      },
    },
  ),
  sms: Type.Object(
    {
      STAR7_SMS_SMPP_HOST: Type.Optional(
        text(
          'server of the SMS provider that speaks SMPP 3.4, `smpp.provider.example`; if unset, there is no SMS',
        ),
      ),
      STAR7_SMS_SMPP_PORT: port('its port', 2775),
      STAR7_SMS_SMPP_TLS: Type.Boolean({
        default: true,
        description: 'whether it speaks TLS; `false` only for a server or tunnel on this machine',
      }),
      STAR7_SMS_SMPP_CA_FILE: Type.Optional(
        text(
          'file with the certificates (PEM) that its own is checked against; if unset, those that Node.js trusts',
        ),
      ),
      STAR7_SMS_SMPP_SYSTEM_ID: Type.Optional(
        Type.String({ pattern: '^[!-~]{1,15}$', description: 'name of the account there (`system_id`)' }),
      ),
      STAR7_SMS_SMPP_PASSWORD: Type.Optional(
        Type.String({
          pattern: '^[!-~]{1,8}$',
          description: 'password of the account, at most 8 characters as SMPP has it',
          secret: true,
        }),
      ),
      STAR7_SMS_SMPP_SYSTEM_TYPE: Type.Optional(
        Type.String({ pattern: '^[!-~]{1,12}$', description: '`system_type`, if the provider asks for one' }),
      ),
      STAR7_SMS_SENDER: Type.Optional(
        Type.String({
          pattern: '^([0-9]{3,15}|[A-Za-z0-9 ._-]{1,11})$',
          description:
            'number, digits, or name under which customers see the shop, as agreed with the provider; only a number can be answered',
        }),
      ),
      STAR7_SMS_MOST_PARTS: Type.Integer({
        minimum: 1,
        maximum: 10,
        default: 4,
        description: 'parts of an SMS, each of which costs: 67 Cyrillic or 153 Latin characters',
      }),
      STAR7_SMS_PARTS_DAY: count('parts that all write together in any 24 hours; 0: no limit', 1000),
      STAR7_SMS_PER_SECOND: Type.Integer({
        minimum: 1,
        maximum: 100,
        default: 5,
        description: 'parts in a second that the account may send',
      }),
      STAR7_SMS_WINDOW: Type.Integer({
        minimum: 1,
        maximum: 100,
        default: 10,
        description: 'parts that may be without an answer at once',
      }),
      STAR7_SMS_LONG: Type.Union([Type.Literal('parts'), Type.Literal('payload')], {
        default: 'parts',
        description:
          'how long messages are given to the provider: `parts`, or `payload` where it cuts them itself',
      }),
    },
    {
      dependencies: {
        STAR7_SMS_SMPP_HOST: ['STAR7_SMS_SMPP_SYSTEM_ID', 'STAR7_SMS_SMPP_PASSWORD', 'STAR7_SMS_SENDER'],
      },
    },
  ),
  turn: Type.Object(
    {
      STAR7_TURN_URLS: Type.Optional(
        Type.String({
          pattern:
            '^turns?:[A-Za-z0-9.\\[\\]:-]+(\\?transport=(udp|tcp))?(\\s+turns?:[A-Za-z0-9.\\[\\]:-]+(\\?transport=(udp|tcp))?)*$',
          description:
            'TURN servers through which pages reach Asterisk where their network lets nothing else out: `turn:turn.shop.example:3478 turns:turn.shop.example:5349?transport=tcp`; if unset, there is none',
        }),
      ),
      STAR7_TURN_SECRET: Type.Optional(
        Type.String({
          minLength: 16,
          description:
            'secret of these servers (coturn’s `static-auth-secret`), of which pages’ passwords are made',
          secret: true,
        }),
      ),
      STAR7_TURN_ONLY: Type.Boolean({
        default: false,
        description: 'whether pages use no other way: neither they nor Asterisk learn the other’s address',
      }),
    },
    {
      dependencies: {
        STAR7_TURN_URLS: ['STAR7_TURN_SECRET'],
        STAR7_TURN_SECRET: ['STAR7_TURN_URLS'],
      },
    },
  ),
  staticPhones: Type.Object({
    STAR7_STATIC_PHONES: Type.Optional(
      secret(
        'without push configuration: endpoints of `pjsip.conf` that Star7 lends to managers on duty in pages, `static-NAME:PASSWORD` one a line, made by `star7 phone static`; if unset, Star7 makes endpoints itself',
      ),
    ),
  }),
  deskPhones: Type.Object({
    STAR7_DESK_PHONE_SERVER: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?:[1-9][0-9]{1,4}$',
        description:
          'name and port at which desk phones reach Asterisk by TLS, as in its certificate: `sip.shop.example:5061`; if unset, Star7 sets up no desk phones',
      }),
    ),
    STAR7_DESK_PHONE_TRANSPORT: Type.String({
      pattern: '^[A-Za-z0-9_.-]{1,80}$',
      default: 'transport-tls',
      description: 'section of Asterisk’s `pjsip.conf` with that transport',
    }),
    STAR7_DESK_PHONE_LINK_MINUTES: minutes('how long a link to a desk phone’s file is good, minutes', 60),
    STAR7_DESK_PHONE_LINK_URL: Type.Optional(
      Type.String({
        pattern: '^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?$',
        description:
          'address at which desk phones reach Star7, for their files: `https://calls.shop.example`; if unset, the one at which the administrator has the page open',
      }),
    ),
  }),
  reveal: Type.Object({
    STAR7_REVEAL: Type.Boolean({
      default: false,
      description:
        'whether persons named by `star7 reveal persons` may see a number, an address or an original mail once a second one has approved it; originals of mails are kept from then on',
    }),
    STAR7_REVEAL_PER_PERSON: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 3,
      description: 'requests to see something in any 24 hours, of one person',
    }),
    STAR7_REVEAL_PER_SITE: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 10,
      description: 'the same of all persons together',
    }),
    STAR7_REVEAL_ORIGINAL_DAYS: Type.Integer({
      minimum: 1,
      maximum: 3650,
      default: 30,
      description: 'days for which the original of a mail is kept, sealed',
    }),
  }),
  log: Type.Object({
    STAR7_LOG_LEVEL: Type.Union(
      [Type.Literal('error'), Type.Literal('warn'), Type.Literal('info'), Type.Literal('debug')],
      { default: 'info', description: '`error`, `warn`, `info` or `debug`' },
    ),
    STAR7_LOG_FILE: Type.Optional(text('log file instead of standard error, mode 0600')),
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
