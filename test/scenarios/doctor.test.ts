import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AlteredAmi } from './altered-ami';
import { lookWithDoctor, runDoctor, told } from './doctor-run';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';

/*
 * `star7 doctor` on the real PBX, database and host: each hole is made on purpose, seen, mended, and seen no more.
 * Each test expects exactly what it broke, so that a finding too many fails it as much as one too few. Most look with the
 * command in this process; for what the program as such ends with and prints, three run it as a process.
 */

let at: TestLab;
let folder: string;
beforeAll(() => {
  at = TestLab.attach();
  folder = mkdtempSync(path.join(tmpdir(), 'star7-doctor-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await at.release();
});

interface Hole {
  break: () => unknown;
  mend: () => unknown;
  /** `severity slug subject`. */
  found: readonly string[];
  env?: () => Record<string, string>;
  /** The environment in which all is well again; where it is not given, the lab's own. */
  wellEnv?: () => Record<string, string>;
  look?: typeof runDoctor;
}

/** Breaks, looks, mends, looks again. */
async function seenAndMended(hole: Hole): Promise<void> {
  try {
    await hole.break();
    const report = await (hole.look ?? lookWithDoctor)(at.lab, { env: hole.env?.() ?? {} });
    expect(told(report)).toEqual([...hole.found].sort());
    expect(report.status).toBe(hole.found.some((finding) => finding.startsWith('high')) ? 1 : 0);
    noSecretIn(report.output);
  } finally {
    await hole.mend();
  }
  expect(told(await lookWithDoctor(at.lab, { env: hole.wellEnv?.() ?? {} }))).toEqual([]);
}

/** No password of the lab's, and no number of the shop's. */
function noSecretIn(output: string): void {
  const { ami, ari, database, databaseOthers, doctor, phones } = at.lab.secrets;
  for (const secret of [ami, ari, database, databaseOthers, doctor, ...Object.values(phones)]) {
    expect(output.includes(secret)).toBe(false);
  }
  expect(new LeakSearch().found('the doctor’s report', output)).toEqual([]);
}

const config = (additions: Record<string, string>): Pick<Hole, 'break' | 'mend'> => ({
  break: () => at.lab.asterisk.amend(additions),
  mend: () => at.lab.asterisk.amend(),
});
const endpoint = (overrides: Record<string, Record<string, string>>): Pick<Hole, 'break' | 'mend'> => ({
  break: () => at.lab.asterisk.override(overrides),
  mend: () => at.lab.asterisk.override(),
});

test('a healthy lab: nothing of high or medium severity, and the doctor leaves no trace', async () => {
  const before = at.lab.asterisk.complaints().length;
  const report = await runDoctor(at.lab, { parameters: ['--fail-on', 'medium'] });
  expect(report.findings.filter(({ severity }) => severity !== 'low')).toEqual([]);
  expect(report.status).toBe(0);
  expect(at.lab.asterisk.complaints().slice(before)).toEqual([]);
  noSecretIn(report.output);
});

describe('endpoints, by what the running Asterisk says', () => {
  test('every option that tells a phone a number', async () => {
    await seenAndMended({
      ...endpoint({
        '101': {
          send_pai: 'yes',
          send_rpid: 'yes',
          send_connected_line: 'yes',
          trust_id_outbound: 'yes',
          send_diversion: 'yes',
          send_history_info: 'yes',
          direct_media: 'yes',
        },
        '102': { allow_transfer: 'yes', allow_subscribe: 'yes', redirect_method: 'uri_core' },
        '103': { trust_id_inbound: 'yes', trust_connected_line: 'yes' },
      }),
      found: [
        'high phone-send-pai endpoint 101',
        'high phone-send-rpid endpoint 101',
        'high phone-connected-line endpoint 101',
        'high phone-trusted-with-private-id endpoint 101',
        'high phone-send-diversion endpoint 101',
        'high phone-send-history-info endpoint 101',
        'high phone-direct-media endpoint 101',
        'high phone-transfer endpoint 102',
        'high phone-subscribe endpoint 102',
        'high phone-redirect endpoint 102',
        'medium phone-trusted-identity endpoint 103',
        'medium phone-trusted-connected-line endpoint 103',
      ],
      look: runDoctor,
    });
  });

  test('pickup groups, where transfers go, messages, a phone without a password', async () => {
    await seenAndMended({
      ...endpoint({
        '101': { call_group: '1', pickup_group: '1' },
        '102': { named_call_group: 'sales', named_pickup_group: 'sales' },
        // Contexts from where calls go on to colleagues' phones.
        '103': { set_var: 'FORWARD_CONTEXT=from-phones', message_context: 'from-phones' },
        '104': { set_var: 'TRANSFER_CONTEXT=from-phones' },
        '105': { auth: '' },
      }),
      found: [
        'high phone-pickup-group endpoint 101',
        'high phone-pickup-group endpoint 101',
        'high phone-pickup-group endpoint 102',
        'high phone-pickup-group endpoint 102',
        'high forward-context endpoint 103',
        'medium message-context endpoint 103',
        'medium transfer-context endpoint 104',
        'high phone-without-password endpoint 105',
      ],
    });
  });

  test('every option of a trunk', async () => {
    await seenAndMended({
      ...endpoint({
        carrier: {
          trust_id_inbound: 'yes',
          trust_connected_line: 'yes',
          direct_media: 'yes',
          redirect_method: 'uri_pjsip',
        },
        'carrier-b': {
          allow_transfer: 'yes',
          allow_subscribe: 'yes',
          send_pai: 'yes',
          identify_by: 'username,ip',
        },
      }),
      found: [
        'high trunk-trusted-identity endpoint carrier',
        'high trunk-connected-line endpoint carrier',
        'high trunk-direct-media endpoint carrier',
        'high trunk-redirect endpoint carrier',
        'medium trunk-transfer endpoint carrier-b',
        'medium trunk-subscribe endpoint carrier-b',
        'medium trunk-told-extension endpoint carrier-b',
        'medium trunk-known-by-name endpoint carrier-b',
      ],
    });
  });

  test('a trunk by which a caller’s number comes into the channel', async () => {
    await seenAndMended({
      ...endpoint({ carrier: { callerid: '' } }),
      found: ['low trunk-takes-number endpoint carrier'],
    });
  });

  test('a trunk that does not exist, a manager without a phone', async () => {
    const { star7 } = at.lab;
    const trunks = { STAR7_TRUNKS: `${star7.env['STAR7_TRUNKS'] ?? ''} nowhere:e164` };
    await seenAndMended({
      break: async () => {
        await star7.mustRun(['manager', 'add', '199', 'Nobody Yet']);
        // Who may sign in has the phone in the page.
        await star7.mustRun(['manager', 'add', '198', 'At Home']);
        await star7.mustRun(['account', 'add', '198']);
      },
      mend: async () => {
        await star7.mustRun(['manager', 'disable', '199']);
        await star7.mustRun(['manager', 'disable', '198']);
      },
      env: () => trunks,
      found: ['high trunk-missing endpoint nowhere', 'low phone-missing endpoint 199'],
    });
  });
});

test('a password that can be guessed, and an endpoint that this machine’s own address is taken for', async () => {
  const { star7, asterisk } = at.lab;
  const { break: amend, mend } = config({
    'pjsip.conf': [
      ...['[150](star7-manager)', 'auth=150', 'aors=150', 'callerid=Nobody Yet <150>'],
      ...['deny=0.0.0.0/0.0.0.0,::/0', 'permit=127.0.0.0/8'],
      ...['[150](star7-manager-auth)', 'username=150', 'password=phone150', '[150](star7-manager-aor)'],
      // No phone of the lab calls from there.
      ...['[this-machine]', 'type=identify', 'endpoint=carrier-b', 'match=127.0.0.99'],
    ].join('\n'),
  });
  await seenAndMended({
    break: async () => {
      await star7.mustRun(['manager', 'add', '150', 'Nobody Yet']);
      await amend();
      expect(await asterisk.cli('pjsip show auth 150')).toContain('phone150');
    },
    mend: async () => {
      await star7.mustRun(['manager', 'disable', '150']);
      await mend();
    },
    found: [
      'high phone-weak-password endpoint 150',
      'high trunk-is-this-machine identify of endpoint carrier-b',
    ],
    look: async (lab, options) => {
      const report = await lookWithDoctor(lab, options);
      expect(report.output).not.toContain('phone150');
      return report;
    },
  });
});

describe('the dialplan, as it is in memory', () => {
  const phones = 'context from-phones (phones 101, 102, 103, 104, 105)';

  test('phones that reach the trunk: by a line, by an include, by a jump, by what is dialled, by a variable', async () => {
    await seenAndMended({
      ...config({
        'extensions.conf': [
          '[from-phones](+)',
          'include => outbound',
          'exten => 81,1,Goto(elsewhere,start,1)',
          'exten => _4X.,1,Dial(PJSIP/${EXTEN},30)',
          'exten => 82,1,Dial(${WHEREVER},30)',
          '[outbound]',
          'exten => _9X.,1,Dial(PJSIP/${EXTEN:1}@carrier,60)',
          '[elsewhere]',
          'exten => start,1,GotoIf($["${CHANNEL(language)}" = "ru"]?start,dial)',
          ' same => n(dial),Dial(Local/5@outbound-again/n)',
          '[outbound-again]',
          'exten => 5,1,ExecIf($[1 = 1]?Dial(PJSIP/carrier/sip:5@carrier.invalid))',
        ].join('\n'),
      }),
      found: [
        `high phone-reaches-trunk ${phones}`,
        `high phone-dials-any-endpoint ${phones}`,
        `medium phone-dials-variable ${phones}`,
      ],
    });
  });

  test('pickup, a dial tone elsewhere, a hint, a switch, anonymous callers', async () => {
    await seenAndMended({
      ...config({
        'extensions.conf': [
          '[from-phones](+)',
          'exten => *8,1,Pickup(102@from-phones)',
          'exten => 70,1,DISA(no-password,from-trunk)',
          'exten => 102,hint,PJSIP/102',
          'switch => Realtime/from-phones@extensions',
          '[strangers]',
          'exten => _X.,1,Dial(PJSIP/${EXTEN}@carrier)',
        ].join('\n'),
        'pjsip.conf': '[anonymous]\ntype=endpoint\ncontext=strangers\nallow=alaw\n',
        'modules.conf': '[modules](+)\nload=app_directed_pickup.so\nload=app_disa.so\n',
      }),
      found: [
        `high phone-picks-up ${phones}`,
        `high phone-reaches-disa ${phones}`,
        `medium dialplan-elsewhere ${phones}`,
        'medium phone-hint context from-phones, hint 102',
        'high phone-reaches-trunk context strangers (anonymous callers)',
      ],
    });
  });

  test('an inbound context that rings phones with the customer’s caller ID; not one that wipes it first', async () => {
    const inbound = (...lines: string[]): string =>
      ['[from-trunk](+)', 'exten => 74950000000,1,NoOp()', ...lines].join('\n');
    await seenAndMended({
      ...config({ 'extensions.conf': inbound(' same => n,Dial(PJSIP/101)') }),
      mend: () =>
        at.lab.asterisk.amend({
          'extensions.conf': inbound(' same => n,Set(CALLERID(all)="" <>)', ' same => n,Dial(PJSIP/101)'),
        }),
      found: ['high inbound-caller-id context from-trunk (trunks carrier, carrier-b)'],
    });
    await at.lab.asterisk.amend();
  });
});

describe('interfaces and logs', () => {
  test('AMI: Star7’s user may too much, others may act and read, from anywhere', async () => {
    await seenAndMended({
      ...config({
        'manager.conf': [
          '[star7](+)',
          'read=call,security,dialplan',
          'write=reporting,originate',
          '[crm]',
          `secret=${at.lab.secrets.doctor}`,
          'read=call',
          'write=originate',
        ].join('\n'),
      }),
      found: [
        'high ami-own-user-too-much AMI user star7',
        'medium ami-user-told-numbers AMI user crm',
        'medium ami-user-acts AMI user crm',
        'low ami-user-from-anywhere AMI user crm',
      ],
    });
  });

  test('ARI: another user, any web page; AMI over HTTP', async () => {
    await seenAndMended({
      ...config({
        'ari.conf': `[general](+)\nallowed_origins=*\n[crm]\ntype=user\nread_only=yes\npassword=${at.lab.secrets.doctor}\n`,
        'manager.conf': '[general](+)\nwebenabled=yes\n',
        'http.conf': '[general](+)\nenable_status=yes\n',
      }),
      found: [
        'medium ari-other-user ARI user crm',
        'low ari-user-from-anywhere ARI user crm',
        'medium ari-any-origin ARI',
        'medium ami-over-http AMI',
        'low http-static Asterisk’s HTTP server',
      ],
    });
  });

  test('logs that tell numbers, and call records', async () => {
    await seenAndMended({
      break: async () => {
        await at.lab.asterisk.amend({
          'logger.conf': 'full => notice,warning,error,verbose,debug\nkeys => dtmf\n',
          'cel.conf': '[general](+)\nenable=yes\n',
          'cdr.conf': '[general](+)\nenable=yes\n[csv]\nusegmtime=yes\n',
        });
        await at.lab.asterisk.cli('module load cdr_csv.so');
      },
      mend: async () => {
        await at.lab.asterisk.amend();
        await at.lab.asterisk.cli('module unload cdr_csv.so');
        for (const name of ['full', 'keys']) {
          rmSync(at.lab.place.file('asterisk/log', name), { force: true });
        }
      },
      found: [
        'high log-tells-numbers log /lab/log/full',
        'medium log-tells-keys log /lab/log/keys',
        'medium cdr-enabled Asterisk’s call records (csv)',
        'medium cel-enabled Asterisk’s channel event log (CEL)',
      ],
    });
  });

  test('Star7’s own: REST and FastAGI open to the network', async () => {
    await seenAndMended({
      break: () => undefined,
      mend: () => undefined,
      env: () => ({
        STAR7_HTTP_HOST: '0.0.0.0',
        STAR7_AGI_HOST: '0.0.0.0',
        STAR7_AGI_PEERS: '0.0.0.0/0',
        STAR7_AGI_TRUST_EXTENSION: 'true',
      }),
      found: [
        'medium star7-http-open Star7’s REST',
        'high star7-agi-open Star7’s FastAGI',
        'low star7-agi-trusts Star7’s FastAGI',
      ],
    });
  });

  test('an Asterisk that is too old, with a clock that is wrong', async () => {
    const altered = await AlteredAmi.listen(at.lab.ports.ami, (text) =>
      text
        .replace(/(AsteriskVersion: )[\d.]+/, '$120.9.3')
        .replace(
          /(Timestamp: )(\d+)/,
          (_, name: string, seconds: string) => name + String(Number(seconds) + 90),
        ),
    );
    try {
      await seenAndMended({
        break: () => undefined,
        mend: () => undefined,
        env: () => ({ STAR7_AMI_PORT: String(altered.port) }),
        found: ['high asterisk-too-old Asterisk', 'high pbx-clock clock of the PBX'],
      });
    } finally {
      await altered.close();
    }
  });
});

describe('files', () => {
  test('key file', async () => {
    const file = at.lab.star7.env['STAR7_KEY_FILE'] ?? '';
    await seenAndMended({
      break: () => chmodSync(file, 0o644),
      mend: () => chmodSync(file, 0o600),
      found: [`high key-file-exposed key file ${file}`],
    });
  });

  test('a password of Star7’s, its log and its backups', async () => {
    const secret = path.join(folder, 'ari-password');
    const log = path.join(folder, 'star7.log');
    const backups = path.join(folder, 'backups');
    mkdirSync(backups);
    for (const file of [secret, log, path.join(backups, 'today.sql')]) {
      writeFileSync(file, at.lab.secrets.ari, { mode: 0o600 });
    }
    const env = (): Record<string, string> => ({
      STAR7_ARI_PASSWORD: '',
      STAR7_ARI_PASSWORD_FILE: secret,
      STAR7_LOG_FILE: log,
      STAR7_BACKUP_FOLDER: backups,
    });
    const mode = (bits: number) => () => {
      for (const file of [secret, log, path.join(backups, 'today.sql')]) chmodSync(file, bits);
    };
    await seenAndMended({
      break: mode(0o644),
      mend: mode(0o600),
      env,
      wellEnv: env,
      found: [
        `high setting-file-exposed ${secret}`,
        `medium log-exposed ${log}`,
        `high backup-exposed ${backups}`,
      ],
    });
  });

  test('Asterisk’s configuration, log and recordings, where others get to them', async () => {
    const inside = (...names: string[]): string => at.lab.place.file('asterisk', ...names);
    const monitor = inside('spool', 'monitor');
    mkdirSync(monitor, { recursive: true, mode: 0o755 });
    chmodSync(monitor, 0o755);
    // FreePBX writes numbers into such names.
    writeFileSync(path.join(monitor, 'out-84951234567-101.wav'), 'RIFF', { mode: 0o644 });
    const paths = [inside(), inside('etc'), inside('log'), inside('spool')];
    const modes = paths.map((file) => statSync(file).mode & 0o7777);
    await seenAndMended({
      break: () => {
        for (const file of paths) chmodSync(file, 0o755);
        for (const name of ['manager.conf', 'extensions.conf']) chmodSync(inside('etc', name), 0o644);
        chmodSync(at.lab.asterisk.messagesLog, 0o644);
      },
      mend: () => {
        paths.forEach((file, index) => chmodSync(file, modes[index]!));
        for (const name of ['manager.conf', 'extensions.conf']) chmodSync(inside('etc', name), 0o600);
        chmodSync(at.lab.asterisk.messagesLog, 0o640);
        rmSync(monitor, { recursive: true });
      },
      found: [
        // Not extensions.conf: there is no password in it.
        'high asterisk-configuration-exposed /lab/etc/manager.conf',
        'medium log-exposed /lab/log',
        'high recordings-exposed /lab/spool/monitor',
      ],
    });
  });
});

describe('database', () => {
  const user = "'star7'@'127.0.0.1'";

  test('grants: on the server, on other databases, to give on, more than needed', async () => {
    const { database } = at.lab;
    const each = async (statements: readonly string[]): Promise<void> => {
      for (const statement of statements) await database.administer(statement);
    };
    await seenAndMended({
      break: () =>
        each([
          `GRANT FILE ON *.* TO ${user}`,
          `GRANT SELECT ON mysql.* TO ${user}`,
          `GRANT EVENT ON star7.* TO ${user} WITH GRANT OPTION`,
        ]),
      mend: () =>
        each([
          `REVOKE FILE ON *.* FROM ${user}`,
          `REVOKE SELECT ON mysql.* FROM ${user}`,
          `REVOKE EVENT, GRANT OPTION ON star7.* FROM ${user}`,
        ]),
      found: [
        'high database-server-privileges database user star7@127.0.0.1',
        'medium database-other-databases database user star7@127.0.0.1',
        'high database-may-grant database user star7@127.0.0.1',
        'low database-more-than-needed database user star7@127.0.0.1',
      ],
    });
  });

  test('tables that are out of date', async () => {
    const { database } = at.lab;
    const [last] = await database.query('SELECT * FROM star7_migrations ORDER BY id DESC LIMIT 1');
    await seenAndMended({
      break: () => database.query('DELETE FROM star7_migrations WHERE id = ?', [last!['id']]),
      mend: () => database.query('INSERT INTO star7_migrations SET ?', [last]),
      found: ['high schema-out-of-date database'],
    });
  });

  test('a clock that is wrong', async () => {
    const { database } = at.lab;
    await seenAndMended({
      break: () =>
        database.administer(
          `SET GLOBAL init_connect = 'SET SESSION timestamp = ${String(Math.floor(Date.now() / 1000) - 30)}'`,
        ),
      mend: () => database.administer("SET GLOBAL init_connect = ''"),
      found: ['medium database-clock clock of the database'],
    });
  });

  test('none at all: status 5, and everything else is looked at all the same', async () => {
    const report = await runDoctor(at.lab, {
      env: { STAR7_DATABASE_URL: 'mysql://star7:wrong@127.0.0.1:1/star7' },
    });
    expect(told(report)).toEqual([
      'medium not-looked-at database',
      'medium not-looked-at managers’ endpoints',
    ]);
    expect(report.status).toBe(5);
    expect(report.output).not.toContain('wrong');
  });
});

describe('host', () => {
  test('a disk that is full', async () => {
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', disk]);
    try {
      writeFileSync(path.join(disk, 'today.sql'), 'x', { mode: 0o600 });
      await seenAndMended({
        break: () => undefined,
        mend: () => undefined,
        env: () => ({ STAR7_BACKUP_FOLDER: disk }),
        found: [`high disk-full disk of backups (${disk})`],
      });
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('no time server', async () => {
    const programs = path.join(folder, 'programs');
    mkdirSync(programs);
    const say = (answer: string): void =>
      writeFileSync(path.join(programs, 'timedatectl'), `#!/bin/sh\necho ${answer}\n`, { mode: 0o755 });
    const env = (): Record<string, string> => ({ PATH: `${programs}:${process.env['PATH'] ?? ''}` });
    say('no');
    await seenAndMended({
      break: () => undefined,
      mend: () => say('yes'),
      env,
      wellEnv: env,
      found: ['medium ntp-not-synchronised clock of this host'],
    });
    const { findings } = await lookWithDoctor(at.lab, { env: env() });
    expect(findings.map(({ slug }) => slug)).toEqual(['backups-unknown']);
  });

  test.each([
    { hours: 30, found: 'medium backups-stale' },
    { hours: 200, found: 'high backups-old' },
    { hours: null, found: 'high backups-missing' },
  ])('backups that are $hours hours old', async ({ hours, found }) => {
    const backups = mkdtempSync(path.join(folder, 'backups-'));
    const file = path.join(backups, 'star7.sql');
    const make = (hoursAgo: number): void => {
      writeFileSync(file, 'x', { mode: 0o600 });
      const time = Date.now() / 1000 - hoursAgo * 3600;
      utimesSync(file, time, time);
    };
    const env = (): Record<string, string> => ({ STAR7_BACKUP_FOLDER: backups });
    await seenAndMended({
      break: () => (hours === null ? undefined : make(hours)),
      mend: () => make(1),
      env,
      wellEnv: env,
      found: [`${found} backups in ${backups}`],
    });
  });
});

describe('ways to look', () => {
  const noConsole = { STAR7_ASTERISK_COMMAND: '/bin/false' };

  test('over AMI alone, with a user of the doctor’s own: the same is seen', async () => {
    const sample = readFileSync(
      path.join(__dirname, '../../dialplan/star7-doctor-example.conf'),
      'utf8',
    ).replace('@DOCTOR_USERNAME@', 'star7-doctor');
    const env = {
      ...noConsole,
      STAR7_DOCTOR_AMI_USERNAME: 'star7-doctor',
      STAR7_DOCTOR_AMI_PASSWORD: at.lab.secrets.doctor,
    };
    await at.lab.asterisk.amend({
      'manager.conf': sample.replace('@DOCTOR_PASSWORD@', at.lab.secrets.doctor),
      'logger.conf': 'full => verbose\n',
    });
    try {
      const report = await lookWithDoctor(at.lab, { env });
      expect(told(report)).toEqual([
        'high log-tells-numbers log /lab/log/full',
        'low ami-doctor-enabled AMI user star7-doctor',
      ]);
      noSecretIn(report.output);
    } finally {
      await at.lab.asterisk.amend();
      rmSync(at.lab.place.file('asterisk/log/full'), { force: true });
    }
  });

  test('with Star7’s read-only user alone: endpoints are seen, and what is not seen is told', async () => {
    await at.lab.asterisk.override({ '101': { send_pai: 'yes' } });
    try {
      const report = await lookWithDoctor(at.lab, { env: noConsole });
      expect(told(report)).toEqual([
        'high phone-send-pai endpoint 101',
        'medium not-looked-at AMI and ARI users, bindings, logs and call records',
        'medium not-looked-at modes of Asterisk’s files',
      ]);
    } finally {
      await at.lab.asterisk.override();
    }
  });

  test.each([
    ['no PBX', { STAR7_AMI_PORT: '1' }],
    ['no AMI user', { STAR7_AMI_USERNAME: '' }],
    ['a wrong password', { STAR7_AMI_PASSWORD: 'wrong' }],
  ])('%s: status 5', async (_, env) => {
    const report = await lookWithDoctor(at.lab, { env: { ...noConsole, ...env } });
    expect(told(report)).toEqual([
      'medium not-looked-at AMI and ARI users, bindings, logs and call records',
      'medium not-looked-at modes of Asterisk’s files',
      'medium not-looked-at running PBX',
    ]);
    expect(report.status).toBe(5);
  });
});

describe('--live', () => {
  const live = { parameters: ['--live', '104'] };

  test('a test call is placed and searched: clean; no phone rings and no carrier is called', async () => {
    const phone = at.phone(104);
    await phone.registered();
    const before = { events: phone.events.length, invites: at.lab.carrier.invites().length };
    const report = await lookWithDoctor(at.lab, live);
    expect(told(report)).toEqual([]);
    expect(report.live).toMatchObject({ manager: '104', trunk: 'carrier', leaks: [], fault: null });
    expect(report.live?.calls).toHaveLength(2);
    for (const call of report.live?.calls ?? []) {
      // INVITE, ACK and BYE at the least; and media that went through the PBX and back.
      expect(call).toMatchObject({ controlled: true, complete: true });
      expect(call.sip).toBeGreaterThanOrEqual(3);
      expect(call.rtp).toBeGreaterThan(0);
    }
    expect(phone.events.slice(before.events).filter(({ type }) => type.startsWith('CALL'))).toEqual([]);
    expect(at.lab.carrier.invites()).toHaveLength(before.invites);
    // None but the dead man's switch.
    const { body } = await at.lab.asterisk.ari('GET', 'channels');
    expect((body as { id: string }[]).filter(({ id }) => !id.startsWith('star7-watchdog'))).toEqual([]);
    expect((await at.lab.asterisk.ari('GET', 'bridges')).body).toEqual([]);
  });

  test('control: with the protections off it finds the number, and says where', async () => {
    await at.lab.asterisk.override({
      '104': { send_pai: 'yes', send_rpid: 'yes', send_connected_line: 'yes', trust_id_outbound: 'yes' },
      carrier: { trust_id_inbound: 'yes', trust_connected_line: 'yes' },
    });
    try {
      const report = await lookWithDoctor(at.lab, live);
      const call = 'test call as manager 104 over trunk carrier';
      expect(told(report)).toEqual(
        expect.arrayContaining([
          // By the change of identity in mid-call, which nothing but the endpoints holds back.
          `high live-number-sent ${call}`,
          `high live-number-sent-without-star7 ${call}`,
        ]),
      );
      for (const manner of ['as-star7', 'unprotected']) {
        const leaks = report.live?.leaks.filter((leak) => leak.manner === manner) ?? [];
        expect(leaks.map(({ where }) => where)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^P-Asserted-Identity of /)]),
        );
        expect(new Set(leaks.map(({ form }) => form))).toContain('national');
      }
      expect(report.status).toBe(1);
      // It names the header, and keeps the number to itself.
      expect(report.output).not.toMatch(/7000\d{7}/);
    } finally {
      await at.lab.asterisk.override();
    }
    expect(told(await lookWithDoctor(at.lab, live))).toEqual([]);
  });

  test('in a shop with couriers a third call has a courier’s mobile, which receives nothing of the number', async () => {
    const number = '319';
    await at.lab.star7.run(['courier', 'disable', number]);
    await at.lab.star7.mustRun(['courier', 'add', number, 'Sergey Orlov']);
    try {
      const { live: result } = await lookWithDoctor(at.lab, live);
      expect(result).toMatchObject({ leaks: [], fault: null });
      expect(result?.calls.map(({ manner }) => manner)).toEqual(['as-star7', 'unprotected', 'as-courier']);
      const [call] = result?.calls.slice(-1) ?? [];
      expect(call).toMatchObject({ controlled: true, complete: true });
      expect(call?.rtp).toBeGreaterThan(0);
      // Control: a trunk that tells each side who the other one is.
      await at.lab.asterisk.override({
        carrier: {
          ...{ send_pai: 'yes', send_rpid: 'yes', send_connected_line: 'yes' },
          ...{ trust_id_outbound: 'yes', trust_id_inbound: 'yes', trust_connected_line: 'yes' },
        },
      });
      expect(told(await lookWithDoctor(at.lab, live))).toContain(
        'high live-number-sent-to-courier test call as manager 104 over trunk carrier',
      );
    } finally {
      await at.lab.asterisk.override();
      await at.lab.star7.run(['courier', 'disable', number]);
    }
  });

  test('a call that does not come about proves nothing, and says so', async () => {
    const report = await lookWithDoctor(at.lab, { parameters: ['--live', '999'] });
    expect(told(report)).toEqual([
      'high live-inconclusive test call as manager 999 over trunk carrier Asterisk refused channels.originate.',
    ]);
    expect(report.status).toBe(1);
  });
});
