import { chmodSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { phoneSide } from '../lab/lab-ports';
import { projectFolder } from '../lab/project-folder';
import { fillTemplateFile } from '../lab/template';
import { plainDatabase } from './bench-data';
import { benchExtensions } from './bench-shop';

/** The Stasis application of the minimal script. */
export const scriptApplication = 'bench-script';
/** The company's number, shown to customers: Star7's default in the lab. */
export const did = '74950000000';

/** The company's number whose callers a plain dialplan puts through, and the trunk that they come from. */
export const plainDid = '74950000001';
const plainTrunk = 'bench-in';
/** By which (a) calls customers whose line speaks Opus, and what is dialled before the order number. */
const opusTrunkName = 'bench-opus';
export const opusPrefix = '*4';

const dsn = 'star7-bench';

/**
 * Adds to the lab's running Asterisk what the comparison needs: phones without passwords, the contexts of (a)
 * to (c), ODBC. Star7's own contexts and all settings of Asterisk stay unchanged.
 */
export async function prepareAsterisk(lab: Lab): Promise<void> {
  const folder = lab.place.file('asterisk');
  const write = (name: string, text: string): void =>
    lab.place.fileFor('asterisk', path.join(folder, 'etc', name), text);
  const usual = lab.asterisk.configuration();
  write('extensions.conf', `${usual.get('extensions.conf') ?? ''}\n${dialplan()}`);
  const { base, customers, carrierB } = lab.ports;
  write(
    'pjsip.conf',
    [
      usual.get('pjsip.conf') ?? '',
      phones(phoneSide(base).first),
      callersTrunk(customers + 1),
      opusTrunk(carrierB),
    ].join('\n'),
  );
  write('res_odbc.conf', resOdbc);
  write('func_odbc.conf', funcOdbc);
  write('cdr_adaptive_odbc.conf', cdrOdbc);
  write('odbc.ini', odbcIni(lab));

  lab.place.directoryFor('asterisk', 'asterisk', 'agi');
  const script = path.join(folder, 'agi/order-number.pl');
  lab.place.fileFor('asterisk', script, agiScript(lab));
  chmodSync(script, 0o700);

  // Loaded at a restart with all others: loading them one by one fails, since the first two require each
  // other.
  write('modules.conf', `${usual.get('modules.conf') ?? ''}\n${odbcModules}`);
  await restart(lab);
}

/** Restarts Asterisk in the same process; Star7 reconnects by itself. */
async function restart(lab: Lab): Promise<void> {
  await lab.asterisk.cli('core restart now');
  await eventually(async () => (await lab.asterisk.cli('odbc show all')).includes(dsn), {
    within: 30_000,
    every: 200,
    what: 'Asterisk with ODBC',
  });
  await eventually(() => lab.star7.ready(), { within: 30_000, every: 200, what: 'Star7 after a restart' });
}

/** Turns Asterisk's own records on or off: (a) and (b) need them, Star7's samples disable them. */
export async function setCdr(lab: Lab, on: boolean): Promise<void> {
  const file = path.join(lab.place.file('asterisk'), 'etc/cdr.conf');
  lab.place.fileFor('asterisk', file, `[general]\nenable=${on ? 'yes' : 'no'}\nunanswered=no\n`);
  await lab.asterisk.cli('module reload cdr');
  const status = await lab.asterisk.cli('cdr show status');
  if (/Logging:\s+Enabled/.test(status) !== on) {
    throw new LabError('switching Asterisk’s own records', status.trim(), 'See cdr.conf');
  }
}

function dialplan(): string {
  const dial = [
    ' same => n,GotoIf($["${NUMBER}" = ""]?refused)',
    ` same => n,Set(CALLERID(all)="" <${did}>)`,
    ' same => n,Dial(PJSIP/${NUMBER}@carrier,20)',
    ' same => n,Hangup()',
    ' same => n(refused),Hangup(1)',
  ];
  return [
    '; (a): what an administrator would do instead of Star7',
    '[from-phones](+)',
    'exten => _*1.,1,Set(NUMBER=${ODBC_ORDER_NUMBER(${CHANNEL(endpoint)},${EXTEN:2})})',
    ...dial,
    '; (a) to a line that speaks Opus',
    `exten => _${opusPrefix}.,1,Set(NUMBER=\${ODBC_ORDER_NUMBER(\${CHANNEL(endpoint)},\${EXTEN:2})})`,
    ...dial.map((line) => line.replace('@carrier', `@${opusTrunkName}`)),
    '; (b)',
    'exten => _*2.,1,AGI(/lab/agi/order-number.pl,${CHANNEL(endpoint)},${EXTEN:2})',
    ...dial,
    '; (c)',
    `exten => _*3.,1,Stasis(${scriptApplication},\${CHANNEL(endpoint)},\${EXTEN:2})`,
    ' same => n,Hangup()',
    '; (a) for callers: the manager of the order that has the number',
    '[bench-callers]',
    `exten => ${plainDid},1,Set(MANAGER=\${ODBC_CALLER_MANAGER(\${CALLERID(num)})})`,
    ' same => n,GotoIf($["${MANAGER}" = ""]?refused)',
    ' same => n,Dial(PJSIP/${MANAGER},20)',
    ' same => n,Hangup()',
    ' same => n(refused),Hangup(1)',
    '',
  ].join('\n');
}

/** @param port of the phones that are called; of those that only call, none is known */
function phones(port: number): string {
  return benchExtensions()
    .map((extension) =>
      [
        `[${extension}](star7-manager)`,
        `callerid=Manager <${extension}>`,
        'language=en',
        // No auth: see sipp-scenarios.ts.
        'identify_by=username',
        `aors=${extension}`,
        `[${extension}]`,
        'type=aor',
        `contact=sip:${extension}@127.0.0.1:${port}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}

function opusTrunk(port: number): string {
  return [
    `[${opusTrunkName}]`,
    'type=endpoint',
    'transport=transport-udp',
    'context=bench-callers',
    'disallow=all',
    'allow=opus',
    'rtp_symmetric=yes',
    'direct_media=no',
    `aors=${opusTrunkName}`,
    `[${opusTrunkName}]`,
    'type=aor',
    `contact=sip:127.0.0.1:${port}`,
    '',
  ].join('\n');
}

/** Without the protections of Star7's trunks: a plain dialplan looks the caller up by caller ID. */
function callersTrunk(port: number): string {
  return [
    `[${plainTrunk}]`,
    'type=endpoint',
    'transport=transport-udp',
    'context=bench-callers',
    'identify_by=ip',
    'disallow=all',
    'allow=alaw',
    'rtp_symmetric=yes',
    'direct_media=no',
    `[${plainTrunk}]`,
    'type=identify',
    `endpoint=${plainTrunk}`,
    `match=127.0.0.1:${port}`,
    '',
  ].join('\n');
}

const odbcModules = ['res_odbc_transaction', 'res_odbc', 'func_odbc', 'cdr_adaptive_odbc']
  .map((name) => `load=${name}.so\n`)
  .join('');

const resOdbc = `[ENV]
ODBCINI => /lab/etc/odbc.ini

[bench]
enabled => yes
dsn => ${dsn}
pre-connect => yes
; As many as Star7's own pool has.
max_connections => 10
`;

/** The same key as Star7's look-up: manager, status, order number. */
const funcOdbc = `[ORDER_NUMBER]
dsn=bench
readsql=SELECT phone FROM plain_orders WHERE manager_extension='\${SQL_ESC(\${ARG1})}' AND status='open' AND order_number='\${SQL_ESC(\${ARG2})}'

[CALLER_MANAGER]
dsn=bench
readsql=SELECT manager_extension FROM plain_orders WHERE phone='+\${SQL_ESC(\${ARG1})}' AND status='open' LIMIT 1
`;

const cdrOdbc = `[bench]
connection=bench
table=cdr
alias start => calldate
`;

function odbcIni(lab: Lab): string {
  const { user, password, port } = connectionOf(lab);
  return [
    `[${dsn}]`,
    // The name that Debian's odbc-mariadb registers.
    'Driver=MariaDB Unicode',
    'SERVER=127.0.0.1',
    `PORT=${port}`,
    `USER=${user}`,
    `PASSWORD=${password}`,
    `DATABASE=${plainDatabase}`,
    '',
  ].join('\n');
}

function agiScript(lab: Lab): string {
  const { user, password, port } = connectionOf(lab);
  return fillTemplateFile(path.join(projectFolder, 'test/bench/order-number.pl'), {
    DATABASE: plainDatabase,
    PORT: port,
    USER: user,
    PASSWORD: password,
  });
}

function connectionOf(lab: Lab): { user: string; password: string; port: string } {
  const { username, password, port } = new URL(lab.database.testUrl);
  return { user: username, password, port };
}
