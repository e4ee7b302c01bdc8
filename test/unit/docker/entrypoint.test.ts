import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fillTemplate } from '../../lab/template';
import type { ScriptResult } from './docker-folder';
import { Checkout, placeholder, projectFile, projectFolder } from './docker-folder';

const hostile = `a&b/c|d\\e"f'g;h@ARI_PORT@ \\1 $HOME \`id\` #i=>j%s ж`;

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  for (const name of ['share', 'etc', 'site', 'secrets']) mkdirSync(checkout.file(name));
  // In the same places as in the Dockerfile.
  checkout.run(['sh', '-c', 'cp docker/asterisk/*.sh share/; cp -R docker/asterisk/conf dialplan share/']);
  writeFileSync(checkout.file('secrets/ari'), `${hostile}\n`);
  writeFileSync(checkout.file('secrets/ami'), 'ami-secret\n');
});
afterEach(() => {
  checkout.remove();
});

const start = (
  changes: Readonly<Record<string, string | undefined>> = {},
  command: readonly string[] = ['true'],
): ScriptResult =>
  checkout.run(['sh', checkout.file('share/entrypoint.sh'), ...command], {
    PBX_SHARE: checkout.file('share'),
    PBX_CONFIG: checkout.file('etc'),
    PBX_SITE: checkout.file('site'),
    SIP_ADDRESS: '192.0.2.10',
    ARI_BIND: '10.77.7.2',
    CONTROL_PEER: '10.77.7.3',
    ARI_PASSWORD_FILE: checkout.file('secrets/ari'),
    AMI_PASSWORD_FILE: checkout.file('secrets/ami'),
    ...changes,
  });

/** A line as Asterisk's parser reads it: a comment begins at a semicolon that no backslash precedes. */
function valueOf(file: string, name: string): string | undefined {
  const line = new RegExp(`^${name}=(.*)$`, 'm').exec(checkout.read('etc', file))?.[1];
  return line?.replace(/(?<!\\);.*$/, '').replaceAll('\\;', ';');
}

test('every sample is rendered, without remaining placeholders', () => {
  expect(start()).toMatchObject({ status: 0, stderr: '' });
  const written = readdirSync(checkout.file('etc'));

  const samples = readdirSync(`${projectFolder}/dialplan`).filter((name) => name.endsWith('.sample.conf'));
  // One manager, one trunk: add-phone and add-trunk render these (site-scripts.test.ts). TLS needs a site's own certificate.
  const repeated = ['pjsip-manager.sample.conf', 'pjsip-trunk.sample.conf', 'pjsip-tls.sample.conf'];
  const names = samples.filter((name) => !repeated.includes(name)).map((name) => name.replace('.sample', ''));
  expect(written).toEqual(expect.arrayContaining([...names, 'star7-extensions.conf', 'extensions.conf']));

  const text = written.map((name) => checkout.read('etc', name)).join('\n');
  // Except in the password, which contains a similar text.
  expect(text.replaceAll('h@ARI_PORT@', '').match(placeholder)).toBeNull();
  // The control: the same search finds them in the samples.
  expect(samples.map((name) => projectFile('dialplan', name)).join('\n')).toMatch(placeholder);
});

test('every included file exists', () => {
  start();
  const written = readdirSync(checkout.file('etc'));
  const included = written.flatMap((name) =>
    [...checkout.read('etc', name).matchAll(/^#include (\S+)$/gm)].map(([, file]) => file),
  );
  expect(included.length).toBeGreaterThan(2);
  expect(written).toEqual(expect.arrayContaining(included));
});

test('it renders the same files as the lab', () => {
  start();
  const lab = fillTemplate(projectFile('dialplan/rtp.sample.conf'), { RTP_START: 10000, RTP_END: 10199 });
  expect(checkout.read('etc/rtp.conf')).toBe(lab);
  expect(checkout.read('etc/star7-extensions.conf')).toBe(projectFile('dialplan/star7-extensions.conf'));
});

test('a password is passed on unchanged, whatever its characters', () => {
  start();
  expect(valueOf('ari.conf', 'password')).toBe(hostile);
  expect(valueOf('manager.conf', 'secret')).toBe('ami-secret');
});

test('all missing settings are reported in one line, and nothing is started', () => {
  const result = start({ ARI_PASSWORD_FILE: undefined, CONTROL_PEER: undefined }, [
    'sh',
    '-c',
    'echo started',
  ]);
  expect(result).toMatchObject({ status: 1, stdout: '' });
  expect(result.stderr).toMatch(/^asterisk entrypoint: .*\n$/);
  expect(result.stderr).toMatch(/ARI_PASSWORD is not set/);
  expect(result.stderr).toMatch(/CONTROL_PEER is not set/);
  expect(readdirSync(checkout.file('etc'))).toEqual([]);
  // With all settings present, the same command is started.
  expect(start({}, ['sh', '-c', 'echo started'])).toMatchObject({ status: 0, stdout: 'started\n' });
});

test.each([
  ['a line break', 'one\ntwo=3'],
  ['a blank at the end', 'one '],
  ['>', '>one'],
])('a value that Asterisk would read differently is refused: %s', (_, value) => {
  const result = start({ ARI_PASSWORD_FILE: '', ARI_PASSWORD: value });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/^asterisk entrypoint: ARI_PASSWORD must not [^\n]*\n$/);
  expect(result.stderr).not.toContain('one');
});

test('a secret given twice, or a missing file, is reported', () => {
  expect(start({ ARI_PASSWORD: 'x' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('both set') as string,
  });
  expect(start({ AMI_PASSWORD_FILE: checkout.file('nowhere') })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('AMI_PASSWORD_FILE cannot be read') as string,
  });
});

test('Asterisk finds the passwords in its configuration, not in its environment', () => {
  const { stdout } = start({ AMI_PASSWORD_FILE: '', AMI_PASSWORD: 'ami-secret' }, ['env']);
  expect(stdout).toMatch(/^ARI_BIND=/m);
  expect(stdout).not.toContain('ami-secret');
  expect(stdout).not.toContain('a&b');
});

test('the written files are readable only for their owner', () => {
  start();
  const open = readdirSync(checkout.file('etc')).filter(
    (name) => (statSync(checkout.file('etc', name)).mode & 0o077) !== 0,
  );
  expect(open).toEqual([]);
});

test('ARI and AMI accept only Star7', () => {
  start();
  expect(valueOf('http.conf', 'bindaddr')).toBe('10.77.7.2');
  expect(valueOf('manager.conf', 'bindaddr')).toBe('10.77.7.2');
  for (const file of ['ari.conf', 'manager.conf']) {
    expect(checkout.read('etc', file)).toMatch(
      /deny=0\.0\.0\.0\/0\.0\.0\.0[^]*\[star7\]\(\+\)\npermit=10\.77\.7\.3\n$/,
    );
  }
});

test('the log goes to standard output, at exactly the levels of the sample', () => {
  start();
  const targets = checkout.read('etc/logger.conf').match(/^[^;[\n]+=>.*$/gm);
  expect(targets).toEqual(['console => notice,warning,error']);
});

test('a second start gives the same result', () => {
  const everything = (): string[] =>
    readdirSync(checkout.file('etc')).map((name) => `${name}\n${checkout.read('etc', name)}`);
  start();
  const first = everything();
  expect(start().status).toBe(0);
  expect(everything()).toEqual(first);
});

describe('the healthcheck', () => {
  const healthy = `case "$2" in
    'pjsip show transports') echo 'Transport:  transport-udp  udp' ;;
    'http show status') echo 'Server Enabled and Bound to 10.77.7.2:8088' ;;
    'ari show status') echo 'Enabled: Yes' ;;
  esac`;
  const check = (asterisk: string): ScriptResult => {
    checkout.standIn('asterisk', asterisk);
    return checkout.run(['sh', 'share/healthcheck.sh']);
  };

  test('succeeds while SIP and ARI are up', () => {
    expect(check(healthy).status).toBe(0);
  });

  test.each([
    ['SIP has no transport', healthy.replace('transport-udp', '')],
    ['HTTP could not bind', healthy.replace('Enabled and Bound to', 'Disabled')],
    ['ARI is off', healthy.replace('Enabled: Yes', 'Enabled: No')],
    ['Asterisk does not answer', 'exit 1'],
  ])('fails where %s', (_, asterisk) => {
    expect(check(asterisk)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('does not say') as string,
    });
  });
});
