import { createAmiAccounts } from './ami-accounts';
import path from 'node:path';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Config } from '#config/config';
import { trustedProxies } from '#http/trusted-proxies';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';
import { Database } from '#database/database';
import type { DatabaseFacts, EndpointOptions, Facts, PbxFacts, Unseen } from '../facts';
import { liveTest } from '../live/live-test';
import { AmiSession } from './ami-session';
import { collectConsole } from './collect-console';
import { collectDatabase } from './collect-database';
import type { DatabaseCollection } from './collect-database';
import { collectFiles, collectKeyFile, collectSounds, seesAsterisk } from './collect-files';
import { collectBackups, collectDisks, collectNtp } from './collect-host';
import { collectMail } from './collect-mail';
import { collectMailPrograms } from './collect-mail-programs';
import { collectSms } from './collect-sms';
import { collectStaticPhones } from './collect-static-phones';
import { collectTurn } from './collect-turn';
import type { Console } from './console';
import { LocalConsole } from './console';
import type { AsteriskFolders } from './console-output';
import { endpointOptions } from './endpoint-options';
import { transferHandling } from '../facts';

/** The settings that the doctor uses: those of `star7 serve`, and its own. */
export const doctorSections = [
  ...([
    'database',
    'keys',
    'ari',
    'calls',
    'ami',
    'http',
    'agi',
    'backup',
    'mail',
    'sms',
    'turn',
    'staticPhones',
    'deskPhones',
    'reveal',
    'log',
    'doctor',
  ] as const),
] as const;
export type DoctorConfig = Config<(typeof doctorSections)[number]>;

export interface CollectOptions {
  /** Names systemd's credentials, `STAR7_…_FILE` and the PATH. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Null: no test call. `manager` null: the first manager with an endpoint. */
  live: { manager: string | null; address: string } | null;
}

/** Star7 can take calls without AMI, but the doctor sees little. */
class NoAmiUserError extends Error {
  override readonly name = 'NoAmiUserError';
  readonly slug = 'ami-user-unset';
}

/** Collects all facts and changes nothing. What cannot be inspected is reported as `unseen`. */
export async function collect(
  config: DoctorConfig,
  { environment, live }: CollectOptions,
  clock: Clock,
  log: Log,
): Promise<Facts> {
  const unseen: Unseen[] = [];
  const see = async <Seen>(what: string, remedy: string, look: () => Promise<Seen>): Promise<Seen | null> => {
    try {
      return await look();
    } catch (error) {
      unseen.push({ what, remedy, why: reasonOf(error) });
      return null;
    }
  };
  const trunks = parseTrunks(config.STAR7_TRUNKS).map(({ name }) => name);

  const database = await see('database', 'see that it runs, then STAR7_DATABASE_URL', async () => {
    const connection = Database.connect(config.STAR7_DATABASE_URL, { connections: 1 });
    try {
      return await collectDatabase(connection, config.STAR7_DATABASE_URL, clock);
    } finally {
      await connection.close();
    }
  });
  const managers = database?.managers ?? null;
  if (managers === null) {
    unseen.push({
      what: 'managers’ endpoints',
      why: 'the list of managers is in the database.',
      remedy: 'repair the connection to the database',
    });
  }

  const accounts = createAmiAccounts(config);
  const { account } = accounts;
  const ami = await see(
    'running PBX',
    'set STAR7_AMI_USERNAME and STAR7_AMI_PASSWORD, see docs/doctor.md',
    async () => {
      if (account === null) throw new NoAmiUserError('no AMI user is set.');
      return await AmiSession.open(account, clock, log);
    },
  );
  try {
    const console: Console =
      ami !== null && accounts.hasConsole ? ami.asConsole() : new LocalConsole(config.STAR7_ASTERISK_COMMAND);
    const consoleAnswer = await see(
      'AMI and ARI users, bindings, logs and call records',
      'run as root on the machine with Asterisk (STAR7_ASTERISK_COMMAND), or set STAR7_DOCTOR_AMI_USERNAME',
      () =>
        collectConsole(
          console,
          {
            amiUser: config.STAR7_AMI_USERNAME ?? null,
            doctorUser: accounts.doctorUser,
            ariUser: config.STAR7_ARI_USERNAME,
          },
          managers ?? [],
        ),
    );
    const pbx = ami === null ? null : await collectPbx(ami, database, trunks, see);
    const pbxTime =
      ami === null ? null : await see('clock of the PBX', 'check that AMI responds', () => ami.time());
    const files = {
      keyFile: config.STAR7_KEY_FILE ?? null,
      environment,
      logFile: config.STAR7_LOG_FILE ?? null,
      backupDirectory: config.STAR7_BACKUP_FOLDER ?? null,
      asterisk: consoleAnswer?.folders ?? null,
      asteriskRoot: config.STAR7_ASTERISK_ROOT,
    };
    if (!seesAsterisk(files)) {
      unseen.push({
        what: 'modes of Asterisk’s files',
        why: 'they are not on this machine, or not where Asterisk reports them.',
        remedy:
          'run as root on the machine with Asterisk; for a container or chroot: STAR7_ASTERISK_ROOT=/proc/<pid>/root',
      });
    }
    const turn = await see('TURN server', 'see STAR7_TURN_URLS', () => collectTurn(config, clock.now()));
    const mail = await see('way of mails', 'see STAR7_MAIL_DKIM_KEY_FILE and STAR7_MAIL_IMAP_HOST', () =>
      collectMail(config, database?.mailWaitingSeconds ?? null),
    );
    const sms = await see('SMS provider', 'see STAR7_SMS_SMPP_TLS', () =>
      collectSms(config, database?.smsQueue ?? null, clock),
    );
    if (mail !== null && !mail.isDnsUp) {
      unseen.push({
        what: `records of ${mail.domain}`,
        why: 'the domain name system did not answer.',
        remedy: 'see that this machine may ask it: star7 mail dns --check',
      });
    }
    const staticPhones = await collectStaticPhones(config, {
      managers: database?.pageManagers ?? null,
      look: async (names) =>
        ami === null
          ? null
          : await see(
              'endpoints of phones in pages',
              'write=reporting for the user in manager.conf; load=func_pjsip_endpoint.so in modules.conf',
              () => allEndpoints(ami, names),
            ),
    });
    return {
      settings: {
        httpHost: config.STAR7_HTTP_HOST,
        agiHost: config.STAR7_AGI_HOST,
        agiPeers: config.STAR7_AGI_PEERS.split(/\s+/),
        agiTrustsExtension: config.STAR7_AGI_TRUST_EXTENSION,
        trunks,
        shortCode: config.STAR7_SHORT_CODE,
        defaultDid: config.STAR7_DEFAULT_DID,
        ariApplication: config.STAR7_ARI_APPLICATION,
        marksVoicemails: config.STAR7_VOICEMAIL_MARK,
        beepHertz: config.STAR7_VOICEMAIL_BEEP_HERTZ,
        reveals: config.STAR7_REVEAL,
        deskPhoneTransport:
          config.STAR7_DESK_PHONE_SERVER === undefined ? null : config.STAR7_DESK_PHONE_TRANSPORT,
        trustsProxies: trustedProxies(config).length > 0,
      },
      pbx: {
        ...(pbx ?? { version: null, endpoints: null, dialplan: null }),
        console: consoleAnswer?.facts ?? null,
      },
      database: database?.facts ?? null,
      keyFile: collectKeyFile(files),
      files: collectFiles(files),
      sounds: collectSounds(files),
      host: {
        disks: await collectDisks(placesOf(config, files.asterisk, database?.dataFolder ?? null)),
        ntpSynchronised: await collectNtp(environment),
        clocks: [database?.clock, pbxTime].filter(
          (clockFacts) => clockFacts !== null && clockFacts !== undefined,
        ),
      },
      backups: collectBackups(files.backupDirectory, clock.now() / 1000),
      mail,
      mailPrograms: collectMailPrograms(config, database?.mailProgramUsers ?? null, clock.now()),
      sms,
      turn,
      staticPhones,
      live:
        live === null
          ? null
          : await callLive(
              config,
              { ...live, database: database?.facts ?? null, pbx },
              trunks,
              clock,
              log,
              unseen,
            ),
      unseen,
    };
  } finally {
    ami?.close();
  }
}

type See = <Seen>(what: string, remedy: string, look: () => Promise<Seen>) => Promise<Seen | null>;

async function collectPbx(
  ami: AmiSession,
  database: DatabaseCollection | null,
  trunks: readonly string[],
  see: See,
): Promise<Omit<PbxFacts, 'console'>> {
  const remedy = 'write=reporting for the user in manager.conf';
  return {
    version: await see('version of Asterisk', remedy, () => ami.version()),
    endpoints: await see(
      'options of endpoints',
      `${remedy}; load=func_pjsip_endpoint.so in modules.conf`,
      async () => {
        const phones = await allEndpoints(ami, database?.managers ?? []);
        const existing = [...phones].flatMap(([name, options]) => (options === null ? [] : [name]));
        return {
          managers: phones,
          reachedOtherwise: new Set(database?.reachedOtherwise),
          devices: new Map(
            await Promise.all(existing.map(async (name) => [name, await ami.devices(name)] as const)),
          ),
          trunks: await allEndpoints(ami, trunks),
        };
      },
    ),
    dialplan: await see('dialplan', remedy, () => ami.dialplan()),
  };
}

async function allEndpoints(
  ami: AmiSession,
  names: readonly string[],
): Promise<Map<string, EndpointOptions>> {
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const options = await ami.endpoint(name, endpointOptions);
        const mayTransfer = options?.['allow_transfer'] === 'true';
        return [
          name,
          mayTransfer ? { ...options, ...(await ami.endpoint(name, [transferHandling])) } : options,
        ] as const;
      }),
    ),
  );
}

async function callLive(
  config: DoctorConfig,
  {
    manager,
    address,
    database,
    pbx,
  }: {
    manager: string | null;
    address: string;
    database: DatabaseFacts | null;
    pbx: Omit<PbxFacts, 'console'> | null;
  },
  trunks: readonly string[],
  clock: Clock,
  log: Log,
  unseen: Unseen[],
): Promise<Facts['live']> {
  const phones = [...(pbx?.endpoints?.managers ?? [])].filter(([, options]) => options !== null);
  const chosen = manager ?? phones[0]?.[0];
  const [trunk] = trunks;
  if (chosen === undefined || trunk === undefined) {
    unseen.push({
      what: 'test call',
      why: 'no manager with a phone is known.',
      remedy: 'star7 doctor --live <extension>',
    });
    return null;
  }
  return await liveTest(
    {
      ari: {
        url: config.STAR7_ARI_URL,
        username: config.STAR7_ARI_USERNAME,
        password: config.STAR7_ARI_PASSWORD,
        // Not Star7's own application: two programs with one application take it from each other.
        application: `${config.STAR7_ARI_APPLICATION}-doctor`,
      },
      manager: chosen,
      trunk,
      did: config.STAR7_DEFAULT_DID,
      couriersDid: couriersDidOf(database, config.STAR7_DEFAULT_DID),
      address,
    },
    clock,
    log,
  );
}

/** What couriers' mobiles show; null for a shop without couriers. */
function couriersDidOf(database: DatabaseFacts | null, defaultDid: string): string | null {
  const { couriers = null, dids = [] } = database ?? {};
  if (couriers === null || couriers.active === 0) return null;
  return dids.find(({ isForCouriers }) => isForCouriers)?.did ?? defaultDid;
}

function placesOf(
  config: DoctorConfig,
  asterisk: AsteriskFolders | null,
  dataFolder: string | null,
): { what: string; path: string }[] {
  const inside = (folder: string): string => path.join(config.STAR7_ASTERISK_ROOT, folder);
  return [
    ...(dataFolder === null ? [] : [{ what: 'the database', path: dataFolder }]),
    ...(asterisk === null
      ? []
      : [
          { what: 'Asterisk’s log', path: inside(asterisk.log) },
          { what: 'Asterisk’s recordings', path: inside(asterisk.spool) },
        ]),
    ...(config.STAR7_LOG_FILE === undefined
      ? []
      : [{ what: 'Star7’s log', path: path.dirname(config.STAR7_LOG_FILE) }]),
    ...(config.STAR7_BACKUP_FOLDER === undefined
      ? []
      : [{ what: 'backups', path: config.STAR7_BACKUP_FOLDER }]),
    { what: 'this system', path: '/' },
  ];
}

/** The text of Star7's own errors; only the code of others, since their texts may contain anything. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'slug' in error) return error.message;
  return `${(error as NodeJS.ErrnoException | null)?.code ?? 'an unexpected error'}.`;
}
