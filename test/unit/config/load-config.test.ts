import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSections, appTrials } from '../../../src/app-config';
import { sections } from '#config/config';
import type { SectionName } from '#config/config';
import { ConfigError, loadConfig } from '#config/load-config';
import type { Trials } from '#config/load-config';
import { autoAnswerHeader } from '#pbx/asterisk/create-asterisk';

const faultsOf = <Names extends SectionName>(
  environment: Record<string, string>,
  names: readonly Names[],
  trials?: Trials<Names>,
): readonly string[] => {
  try {
    loadConfig(environment, names, trials);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

const working = {
  STAR7_DATABASE_URL: 'mysql://star7:secret@127.0.0.1:3306/star7',
  STAR7_ARI_URL: 'http://127.0.0.1:8088',
  STAR7_ARI_USERNAME: 'star7',
  STAR7_ARI_PASSWORD: 'secret',
  STAR7_TRUNKS: 'carrier:e164',
  STAR7_DEFAULT_DID: '74950000000',
  STAR7_API_TOKEN: 'secret',
};
const every = Object.keys(sections) as SectionName[];

test('omitted settings have their defaults; numbers and booleans are parsed', () => {
  const config = loadConfig(
    { ...working, STAR7_HTTP_PORT: '7001', STAR7_AGI_TRUST_EXTENSION: 'true' },
    every,
  );
  expect(config).toMatchObject({
    STAR7_HTTP_HOST: '127.0.0.1',
    STAR7_HTTP_PORT: 7001,
    STAR7_SHORT_CODE: '*7',
    STAR7_RING_SECONDS_CUSTOMER: 40,
    STAR7_AGI_TRUST_EXTENSION: true,
  });
});

test('every fault is reported at once, each with what to do, none with a value', () => {
  const faults = faultsOf(
    {
      STAR7_DATABASE_URL: 'postgres://x:hunter2@y',
      STAR7_HTTP_PORT: 'seventy',
      STAR7_MAX_CALL_SECONDS: '0',
      STAR7_TRUNKS: ':',
    },
    every,
  );
  for (const variable of [
    'DATABASE_URL',
    'HTTP_PORT',
    'MAX_CALL_SECONDS',
    'TRUNKS',
    'ARI_URL',
    'ARI_PASSWORD',
    'DEFAULT_DID',
  ]) {
    expect(faults.filter((fault) => fault.startsWith(`STAR7_${variable} `))).toHaveLength(1);
  }
  expect(faults.join()).not.toMatch(/hunter2|seventy/);
});

test.each(['STAR7_ARI_URL', 'STAR7_API_URL'])(
  '%s, which is logged, must not contain a password',
  (variable) => {
    for (const [value, faults] of [
      ['http://127.0.0.1:8088', 0],
      ['https://[::1]:8088/', 0],
      ['http://star7:hunter2@127.0.0.1:8088', 1],
      ['http://star7@127.0.0.1:8088', 1],
      ['http://127.0.0.1:8088?api_key=star7:hunter2', 1],
    ] as const) {
      const found = faultsOf({ ...working, [variable]: value }, every);
      expect(found).toHaveLength(faults);
      expect(found.join()).not.toContain('hunter2');
    }
  },
);

test('an AMI user without a password is a fault', () => {
  expect(faultsOf({ STAR7_AMI_USERNAME: 'star7' }, ['ami'])).toEqual([
    expect.stringMatching(/^STAR7_AMI_PASSWORD is not set, though STAR7_AMI_USERNAME is/),
  ]);
  expect(faultsOf({ STAR7_AMI_USERNAME: 'star7', STAR7_AMI_PASSWORD: 'x' }, ['ami'])).toEqual([]);
});

describe('checks beyond the schema', () => {
  test('are reported with all other faults', () => {
    const environment = {
      STAR7_DATABASE_URL: 'mysql://star7:hunter2@127.0.0.1/',
      STAR7_KEY_FILE: '/nowhere/star7-keys.json',
      STAR7_ARI_URL: 'http://127.0.0.1:8088',
      STAR7_ARI_USERNAME: 'star7',
      STAR7_TRUNKS: 'carrier:e164 carrier:national',
      STAR7_AGI_PEERS: '10.0.0.0/33',
      STAR7_AUTO_ANSWER_HEADER: 'Alert-Info',
      STAR7_AMI_USERNAME: 'star7',
    };
    const faults = faultsOf(environment, appSections, appTrials(environment));
    expect(faults.map((fault) => /^STAR7_\w+/.exec(fault)?.[0]).sort()).toEqual([
      'STAR7_AGI_PEERS',
      'STAR7_AMI_PASSWORD',
      'STAR7_ARI_PASSWORD',
      'STAR7_AUTO_ANSWER_HEADER',
      'STAR7_DATABASE_URL',
      'STAR7_DEFAULT_DID',
      'STAR7_KEY_FILE',
      'STAR7_TRUNKS',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  test('are skipped for settings that fail the schema', () => {
    const attempt = jest.fn();
    expect(faultsOf({ ...working, STAR7_TRUNKS: ':' }, ['calls'], { STAR7_TRUNKS: attempt })).toHaveLength(1);
    expect(attempt).not.toHaveBeenCalled();
  });

  test('the keys may come from systemd; missing keys are a fault', () => {
    const keyFaults = (environment: Record<string, string>): readonly string[] =>
      faultsOf(working, appSections, appTrials(environment));
    expect(keyFaults({ CREDENTIALS_DIRECTORY: '/nowhere' }).join()).toMatch(
      /^STAR7_KEY_FILE: .*nowhere\/star7-keys/,
    );
    expect(keyFaults({}).join()).toMatch(/^STAR7_KEY_FILE: No key file is configured/);
  });

  test('an error without a slug is not a fault of the configuration, and is rethrown', () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    expect(() => faultsOf(working, ['calls'], { STAR7_TRUNKS: broken })).toThrow(TypeError);
  });
});

test('the auto-answer header is read into name and value', () => {
  expect(
    autoAnswerHeader(loadConfig({ ...working, STAR7_AUTO_ANSWER_HEADER: 'Alert-Info: a: b' }, ['calls'])),
  ).toEqual({ name: 'Alert-Info', value: 'a: b' });
});

test('a command requires only its own sections', () => {
  expect(faultsOf({ STAR7_DATABASE_URL: working.STAR7_DATABASE_URL }, ['database'])).toEqual([]);
});

test('no secret has a default', () => {
  const withDefault = Object.values(sections)
    .flatMap(({ properties }) => Object.entries(properties))
    .filter(
      ([name, schema]) => ('secret' in schema || /PASSWORD|KEY|TOKEN/.test(name)) && 'default' in schema,
    );
  expect(withDefault).toEqual([]);
});

describe('a value from a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'star7-config-'));
  const file = join(directory, 'password');
  afterAll(() => rmSync(directory, { recursive: true }));

  test('is read without its trailing newline', () => {
    writeFileSync(file, 'from-file\n');
    const rest = { ...working, STAR7_ARI_PASSWORD: '' };
    expect(loadConfig({ ...rest, STAR7_ARI_PASSWORD_FILE: file }, ['ari']).STAR7_ARI_PASSWORD).toBe(
      'from-file',
    );
  });

  test('in addition to the value itself is a fault', () => {
    expect(faultsOf({ ...working, STAR7_ARI_PASSWORD_FILE: file }, ['ari']).join()).toMatch(/both set/);
  });

  test('that is missing is a fault', () => {
    expect(
      faultsOf({ ...working, STAR7_ARI_USERNAME: '', STAR7_ARI_USERNAME_FILE: `${file}-not` }, [
        'ari',
      ]).join(),
    ).toMatch(/ENOENT/);
  });
});
