import { readdirSync, statSync } from 'node:fs';
import { Checkout, placeholder } from './docker-folder';
import type { ScriptResult } from './docker-folder';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  // The tests may run without root, and the machine may lack openssl.
  checkout.standIn('id', 'echo 0');
  checkout.standIn('chown', 'echo "$@" >>chowned');
  checkout.standIn('openssl', 'echo x >>"$COUNT"; printf "secret%s\\n" "$(wc -l <"$COUNT" | tr -d " ")"');
});
afterEach(() => {
  checkout.remove();
});

const run = (script: string, ...given: string[]): ScriptResult =>
  checkout.run(['sh', `docker/${script}`, ...given], { COUNT: checkout.file('count') });
const secret = (name: string): string => checkout.read('docker/secrets', name).trim();
const mode = (...names: string[]): number => statSync(checkout.file('docker', ...names)).mode & 0o777;

describe('prepare', () => {
  test('creates every secret once, private to its reader; pairs are equal', () => {
    expect(run('prepare')).toMatchObject({ status: 0, stderr: '' });
    const names = readdirSync(checkout.file('docker/secrets'));
    expect(names).toHaveLength(7);
    for (const name of names) expect(mode('secrets', name)).toBe(0o600);
    for (const folder of ['secrets', 'site', 'import']) expect(mode(folder)).toBe(0o700);

    expect(secret('star7-database-url')).toBe(
      `mysql://star7:${secret('mariadb-password')}@mariadb:3306/star7`,
    );
    expect(secret('star7-ari-password')).toBe(secret('asterisk-ari-password'));
    expect(secret('star7-ami-password')).toBe(secret('asterisk-ami-password'));
    const different = [
      'mariadb-root-password',
      'mariadb-password',
      'star7-ari-password',
      'star7-ami-password',
    ];
    expect(new Set(different.map(secret)).size).toBe(4);

    const owners = checkout.read('docker/chowned');
    expect(owners).toMatch(/^10701:10701 secrets\/\.star7-ari-password\.new$/m);
    expect(owners).toMatch(/^10702:10702 secrets\/\.asterisk-ari-password\.new$/m);
    expect(owners).toMatch(/^999:999 secrets\/\.mariadb-password\.new$/m);
  });

  test('keeps existing files', () => {
    run('prepare');
    const all = (): string[] => readdirSync(checkout.file('docker/secrets')).map(secret);
    const before = all();
    expect(run('prepare')).toMatchObject({ status: 0, stdout: '' });
    expect(all()).toEqual(before);
  });

  test('keeps two files of one password equal', () => {
    run('prepare');
    checkout.run(['rm', 'docker/secrets/star7-ari-password']);
    expect(run('prepare')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/only one is there/) as string,
    });
  });

  test('reports that it needs root', () => {
    checkout.standIn('id', 'echo 1000');
    expect(run('prepare')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^prepare: run me as root/) as string,
    });
  });
});

describe('add-phone', () => {
  test('adds the shipped sample, filled, and prints the password', () => {
    run('prepare');
    const { status, stdout } = run('add-phone', '101', 'Анна & Пётр; O’Neil', 'en');
    expect(status).toBe(0);
    const text = checkout.read('docker/site/phones.conf');
    expect(text).toContain('[101](star7-manager)\n');
    expect(text).toContain('callerid=Анна & Пётр\\; O’Neil <101>\n');
    expect(text).toContain('language=en\n');
    expect(text).toContain(`password=${/password (\S+)/.exec(stdout)?.[1] ?? 'none'}\n`);
    expect(text).not.toMatch(placeholder);
    expect(mode('site/phones.conf')).toBe(0o600);
  });

  test.each([
    [[], '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16'],
    [['ru', '203.0.113.0/24,2001:db8::/32'], '203.0.113.0/24,2001:db8::/32'],
  ])('the phone may call from %j: %s', (given, networks) => {
    run('prepare');
    expect(run('add-phone', '101', 'Anna', ...given).status).toBe(0);
    expect(checkout.read('docker/site/phones.conf')).toContain(`permit=${networks}\n`);
  });

  test.each([
    ['twice', '101', 'Anna'],
    ['with an invalid number', '1x', 'Anna'],
    ['with a name that would end the caller ID', '102', 'Anna <199>'],
    ['with a name of two lines', '102', 'Anna\n[199]'],
    ['in a language without prompts', '102', 'Anna', 'de'],
    ['with networks that are none', '102', 'Anna', 'ru', '0.0.0.0;x'],
  ])('adds nothing %s', (_, ...given) => {
    run('prepare');
    run('add-phone', '101', 'Anna');
    const before = checkout.read('docker/site/phones.conf');
    expect(run('add-phone', ...given)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^add-phone: [^\n]+\n$/) as string,
    });
    expect(checkout.read('docker/site/phones.conf')).toBe(before);
  });
});

describe('add-trunk', () => {
  test('adds the shipped sample, filled', () => {
    run('prepare');
    expect(run('add-trunk', 'carrier', 'sip.carrier.example').status).toBe(0);
    const text = checkout.read('docker/site/trunks.conf');
    expect(text).toContain('[carrier](star7-trunk)\n');
    expect(text).toContain('match=sip.carrier.example:5060\n');
    expect(text).not.toMatch(placeholder);
  });

  test.each([
    ['twice', 'carrier', '198.51.100.7'],
    ['with a name that STAR7_TRUNKS cannot hold', 'my:carrier', '198.51.100.7'],
    ['with an invalid host', 'other', 'a;b'],
    ['with an invalid port', 'other', '198.51.100.7', 'sip'],
  ])('adds nothing %s', (_, ...given) => {
    run('prepare');
    run('add-trunk', 'carrier', '198.51.100.7');
    const before = checkout.read('docker/site/trunks.conf');
    expect(run('add-trunk', ...given).status).toBe(1);
    expect(checkout.read('docker/site/trunks.conf')).toBe(before);
  });
});
