import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import type { CliContext } from '#cli/cli-context';
import { loadConfig } from '#config/load-config';
import { staticPhoneSections } from '#pbx/asterisk/ari-static-phones';
import { protections } from '#pbx/asterisk/ari-phones';
import { staticPhonesIn, staticPhonesText } from '#phone/model/static-phone';
import { registerStaticPhones } from '#phone/static-phone-commands';
import { staticPhonesOf } from '#phone/static-phone-settings';

const two = [
  { endpoint: 'static-a-01', password: 'one:with:colons' },
  { endpoint: 'static-a-02', password: 'two' },
];

test('a file is read as it was written, with spaces or lines between', () => {
  expect(staticPhonesIn(staticPhonesText(two))).toEqual(two);
  expect(staticPhonesIn(' static-a-01:one:with:colons   static-a-02:two\r\n')).toEqual(two);
});

test.each([
  ['a manager’s own endpoint', '101:secret-word'],
  ['no password', 'static-a-01'],
  ['an empty password', 'static-a-01:'],
  ['a name that Asterisk reads otherwise', 'static-a/01:secret-word'],
  ['one name twice', 'static-a-01:secret-word static-a-01:other'],
  ['nothing', '  '],
])('%s is refused, in words without a password', (_what, text) => {
  expect(staticPhonesIn(text)).toBeNull();
  const attempt = (): unknown =>
    loadConfig({ STAR7_STATIC_PHONES: text }, ['staticPhones'], {
      STAR7_STATIC_PHONES: (settings) => staticPhonesOf(settings),
    });
  expect(attempt).toThrow(/STAR7_STATIC_PHONES: has to be static-NAME:PASSWORD/);
  expect(attempt).not.toThrow(/secret-word/);
});

test('without the setting there are none', () => {
  expect(staticPhonesOf(loadConfig({}, ['staticPhones']))).toBeNull();
});

describe('the sections for pjsip.conf', () => {
  const local = { ariUrl: 'http://127.0.0.1:8088', language: 'ru', hasOpus: false } as const;
  const text = staticPhoneSections(two, local);

  test('have all protections, and a password of their own', () => {
    const endpoints = text.split(/^(?=\[)/m).filter((each) => each.includes('type=endpoint'));
    expect(endpoints).toHaveLength(2);
    for (const each of endpoints) {
      const wanted = protections.filter(([, value]) => value !== '');
      expect(wanted.length).toBeGreaterThan(12);
      for (const [name, value] of wanted) expect(each).toContain(`\n${name}=${value}\n`);
      expect(each).toContain('\nwebrtc=yes\n');
      expect(each).toContain('\ncontext=star7-short-codes\n');
      expect(each).toContain('\nallow=alaw,ulaw\n');
    }
    for (const { endpoint, password } of two)
      expect(text).toContain(
        `[${endpoint}]\ntype=auth\nauth_type=digest\nusername=${endpoint}\npassword=${password}\n`,
      );
  });

  test('take Star7’s own machine alone, where Asterisk is on it', () => {
    expect(text).toContain('permit=127.0.0.0/255.0.0.0,::1/128');
    expect(staticPhoneSections(two, { ...local, ariUrl: 'https://pbx.shop.example' })).not.toContain(
      'permit=',
    );
    expect(staticPhoneSections(two, { ...local, hasOpus: true })).toContain('\nallow=opus,alaw,ulaw\n');
  });
});

describe('star7 phone static', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'static-phones-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (...words: string[]): Promise<string> => {
    let said = '';
    const environment = {
      STAR7_ARI_URL: 'http://127.0.0.1:8088',
      STAR7_ARI_USERNAME: 'star7',
      STAR7_ARI_PASSWORD: 'x',
    };
    const context = {
      environment,
      json: false,
      print: (result: unknown, inWords: (given: never) => string) => (said += inWords(result as never)),
    } as unknown as CliContext;
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerStaticPhones(program, context, staticPhoneSections);
    await program.parseAsync(['static', ...words], { from: 'user' });
    return said;
  };
  const files = (): string[] => [path.join(folder, 'star7'), path.join(folder, 'pjsip.conf')];
  const arguments_ = (count: string): string[] => {
    const [file = '', pjsip = ''] = files();
    return ['--make', count, '--file', file, '--pjsip', pjsip];
  };

  test('writes both files for their owner alone, and says no password', async () => {
    const said = await run(...arguments_('12'));
    const [own = '', sections = ''] = files().map((file) => readFileSync(file, 'utf8'));
    for (const file of files()) expect(statSync(file).mode & 0o777).toBe(0o600);
    const phones = staticPhonesIn(own)!;
    expect(phones).toHaveLength(12);
    expect(new Set(phones.map(({ password }) => password)).size).toBe(12);
    for (const { endpoint, password } of phones) {
      expect(password).toMatch(/^[0-9a-f]{32}$/);
      expect(sections).toContain(`username=${endpoint}\npassword=${password}\n`);
      expect(said).not.toContain(password);
    }
    expect(said).toContain('module reload res_pjsip.so');
  });

  test('overwrites nothing, leaves no half, and has other names each time', async () => {
    await run(...arguments_('1'));
    const [file = '', pjsip = ''] = files();
    const before = readFileSync(file, 'utf8');
    await expect(run(...arguments_('1'))).rejects.toThrow(/is there already/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    rmSync(file);
    await expect(run(...arguments_('1'))).rejects.toThrow(/is there already/);
    expect(() => statSync(file)).toThrow(/ENOENT/);
    rmSync(pjsip);
    await run(...arguments_('1'));
    expect(staticPhonesIn(readFileSync(file, 'utf8'))![0]!.endpoint).not.toBe(
      staticPhonesIn(before)![0]!.endpoint,
    );
  });

  test.each(['0', '501', 'all'])('%s of them cannot be made', async (count) => {
    await expect(run(...arguments_(count))).rejects.toThrow(/from 1 to 500/);
  });
});
