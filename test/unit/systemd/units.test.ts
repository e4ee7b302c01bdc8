import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appSections } from '../../../src/app-config';
import { sections } from '#config/config';
import { loadConfig } from '#config/load-config';

const folder = path.join(__dirname, '../../../scripts/systemd');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const services = ['star7.service', 'star7-backup.service', 'star7-doctor.service', 'star7-leaks.service'];
const timers = ['star7-backup.timer', 'star7-doctor.timer', 'star7-leaks.timer'];

/** The values of a unit setting, in order. */
function valuesOf(unit: string, setting: string): string[] {
  return [...read(unit).matchAll(new RegExp(`^${setting}=(.*)$`, 'gm'))].map(([, value = '']) => value);
}

function environmentOf(unit: string): Record<string, string> {
  return Object.fromEntries(
    valuesOf(unit, 'Environment').map((text) => {
      const [name = '', ...rest] = text.split('=');
      return [name, rest.join('=')];
    }),
  );
}

const settings = Object.values(sections).flatMap(({ properties }) =>
  Object.entries(properties as Record<string, { secret?: boolean }>),
);
const known = new Set(settings.map(([name]) => name));
const secrets = new Set(settings.filter(([, { secret }]) => secret).map(([name]) => name));

test('the folder has the units of this suite', () => {
  expect(
    readdirSync(folder)
      .filter((name) => /\.(service|timer)$/.test(name))
      .sort(),
  ).toEqual([...services, ...timers].sort());
});

describe.each(services)('%s', (unit) => {
  test('has only existing settings, and secrets only as files', () => {
    for (const name of Object.keys(environmentOf(unit)).filter((text) => text.startsWith('STAR7_'))) {
      const setting = name.replace(/_FILE$/, '');
      expect([name, known.has(name) || secrets.has(setting)]).toEqual([name, true]);
      expect([name, secrets.has(name)]).toEqual([name, false]);
    }
  });

  test('uses every credential that it loads, and loads every one that it uses', () => {
    const loaded = valuesOf(unit, 'LoadCredential').map((text) => text.split(':')[0]!);
    const used = Object.values(environmentOf(unit)).flatMap((value) => /^%d\/(.*)$/.exec(value)?.[1] ?? []);
    // Star7 finds the keys by their name (src/vault/key-file.ts).
    expect(loaded.filter((name) => name !== 'star7-keys').sort()).toEqual(used.sort());
  });

  test.each([
    ['ProtectSystem', 'strict'],
    ['NoNewPrivileges', 'yes'],
    ['SystemCallArchitectures', 'native'],
    ['LimitCORE', '0'],
    ['UMask', '0077'],
    ['LockPersonality', 'yes'],
    ['RestrictNamespaces', 'yes'],
    // V8 needs memory that is both writable and executable.
    ['MemoryDenyWriteExecute', 'no'],
  ])('%s=%s', (setting, value) => {
    expect(valuesOf(unit, setting)).toEqual([value]);
  });
});

test('Star7 is restarted without limit, runs as its own user, and reopens its log on a reload', () => {
  const unit = 'star7.service';
  expect(valuesOf(unit, 'Restart')).toEqual(['always']);
  expect(valuesOf(unit, 'StartLimitIntervalSec')).toEqual(['0']);
  expect(valuesOf(unit, 'User')).toEqual(['star7']);
  expect(read('star7.sysusers.conf')).toMatch(/^u star7 /m);
  // The shell's own kill: /bin/kill belongs to procps, which a minimal Debian lacks.
  expect(valuesOf(unit, 'ExecReload')).toEqual(["/bin/sh -c 'kill -HUP $MAINPID'"]);
  expect(read('star7.logrotate')).toContain('systemctl reload star7.service');
});

test.each(['star7.service', 'star7-backup.service', 'star7-leaks.service'])(
  '%s cannot read the history of a checkout',
  (unit) => {
    expect(valuesOf(unit, 'InaccessiblePaths')).toEqual(['-/opt/star7/.git']);
  },
);

test('it may listen on its default addresses', () => {
  const ports = [sections.http.properties.STAR7_HTTP_PORT, sections.agi.properties.STAR7_AGI_PORT];
  expect(valuesOf('star7.service', 'SocketBindAllow')).toEqual(
    ports.map((schema) => `tcp:${String(schema.default)}`),
  );
});

describe('the example of settings', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'star7-credentials-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const lines = read('star7.env.example').matchAll(/^(#?)(STAR7_\w+)=('?)(.*)\3$/gm);
  const shown = [...lines].map(([, hash, name = '', , value = '']) => ({ hash, name, value }));

  test('has only existing settings, and no secret', () => {
    for (const { name } of shown) expect([name, known.has(name) && !secrets.has(name)]).toEqual([name, true]);
  });

  test('is complete for Star7, together with the unit and the credentials', () => {
    const environment: Record<string, string> = { STAR7_DEFAULT_DID: '74950000000' };
    for (const { hash, name, value } of shown) if (hash === '' && value !== '') environment[name] = value;
    for (const [name, value] of Object.entries(environmentOf('star7.service'))) {
      environment[name] = value.replace('%d', directory);
    }
    writeFileSync(path.join(directory, 'database-url'), 'mysql://star7:x@127.0.0.1/star7\n');
    for (const name of ['ari-password', 'ami-password']) writeFileSync(path.join(directory, name), 'x\n');
    expect(loadConfig(environment, appSections)).toMatchObject({
      STAR7_DATABASE_URL: 'mysql://star7:x@127.0.0.1/star7',
      STAR7_ARI_PASSWORD: 'x',
      STAR7_AMI_USERNAME: 'star7',
      STAR7_BACKUP_FOLDER: '/var/backups/star7',
    });
  });

  test('reads the same in a shell as in systemd, so that the command line has the same settings', () => {
    const wrapper = read('star7');
    expect(statSync(path.join(folder, 'star7')).mode & 0o111).toBe(0o111);
    // Except for the settings that save memory in a long-running process.
    const names = Object.keys(environmentOf('star7.service')).filter((name) => name !== 'MALLOC_ARENA_MAX');
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(wrapper).toContain(`${name}=`);
    const { status, stderr } = spawnSync('sh', ['-n', path.join(folder, 'star7')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const sourced = spawnSync(
      'sh',
      ['-euc', '. "$1"; printf "%s" "$STAR7_TRUNKS"', 'sh', path.join(folder, 'star7.env.example')],
      { encoding: 'utf8' },
    );
    expect(sourced.stdout).toBe('carrier:e164');
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** systemd's own checks. Where it is not installed, the tests above must suffice. */
(hasSystemd ? describe : describe.skip)('systemd', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'star7-units-'));
  beforeAll(() => {
    for (const name of [...services, ...timers]) {
      // Node may have another path on this machine.
      writeFileSync(path.join(directory, name), read(name).replaceAll('/usr/bin/node', process.execPath));
    }
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const analyse = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...words, '--no-pager'], {
      encoding: 'utf8',
      cwd: directory,
    });
    return { status, said: stdout + stderr };
  };

  test.each([...services, ...timers])('%s is well-formed', (name) => {
    expect(analyse('verify', '--man=no', path.join(directory, name))).toEqual({ status: 0, said: '' });
  });

  test('a malformed unit is detected', () => {
    const bad = path.join(directory, 'bad.service');
    writeFileSync(bad, read('star7.service').replace('ProtectSystem=strict', 'ProtectSystem=strickt'));
    expect(analyse('verify', '--man=no', bad).said).toContain('strickt');
  });

  test.each([
    ['star7.service', 15],
    ['star7-backup.service', 15],
    ['star7-leaks.service', 15],
    // It runs as root, since it inspects files of others.
    ['star7-doctor.service', 30],
  ])('%s is exposed to less than %i of 100', (name, most) => {
    const { status, said } = analyse(
      'security',
      '--offline=true',
      `--threshold=${most}`,
      path.join(directory, name),
    );
    expect([status, said.split('\n').at(-2)]).toEqual([0, expect.stringContaining('OK')]);
  });

  test('a unit without its hardening is exposed to more', () => {
    const bare = path.join(directory, 'bare.service');
    writeFileSync(bare, '[Service]\nExecStart=/bin/true\n');
    expect(analyse('security', '--offline=true', '--threshold=30', bare).status).not.toBe(0);
  });

  test.each(timers)('%s has a recurring calendar', (name) => {
    expect(analyse('calendar', ...valuesOf(name, 'OnCalendar')).said).toMatch(/Next elapse/);
  });
});
