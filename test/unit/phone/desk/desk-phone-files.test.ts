import { clockRules } from '#phone/model/desk/clock-rules';
import { fileNameOf, makes, readMac } from '#phone/model/desk/desk-phone';
import { deskPhoneFile } from '#phone/model/desk/desk-phone-file';
import type { DeskPhoneSettings } from '#phone/model/desk/desk-phone';
import { readGrandstream, readYealink } from '../../../lab/desk-phone-file';

/* The files of desk phones, read as the phones read them: every value stays one value, whatever a manager is called. */

const settings: DeskPhoneSettings = {
  endpoint: 'desk-0123456789abcdef0123456789abcdef',
  password: 'fedcba9876543210fedcba9876543210',
  adminPassword: 'a1b2c3d4e5f6a1b2c3d4e5f6',
  name: 'Анна О’Нил-Petrova',
  server: { host: 'sip.shop.example', port: 5061 },
  codecs: ['opus', 'g722', 'alaw', 'ulaw'],
  clock: clockRules('Europe/Moscow', 2026),
  language: 'ru',
};

const yealink = (changes: Partial<DeskPhoneSettings> = {}) =>
  readYealink(deskPhoneFile('yealink', { ...settings, ...changes }).text);
const grandstream = (changes: Partial<DeskPhoneSettings> = {}) =>
  readGrandstream(deskPhoneFile('grandstream', { ...settings, ...changes }).text);

test('Yealink: TLS, SRTP or no call, checked certificates, no own page, and nothing to ask again', () => {
  const values = yealink();
  expect(Object.fromEntries(values)).toMatchObject({
    'account.1.enable': '1',
    'account.1.user_name': settings.endpoint,
    'account.1.auth_name': settings.endpoint,
    'account.1.password': settings.password,
    'account.1.sip_server.1.address': 'sip.shop.example',
    'account.1.sip_server.1.port': '5061',
    'account.1.sip_server.1.transport_type': '2',
    'account.1.srtp_encryption': '2',
    'account.1.codec.opus.priority': '1',
    'account.1.codec.g722.priority': '2',
    'account.1.codec.pcma.priority': '3',
    'account.1.codec.pcmu.priority': '4',
    'account.1.codec.g729.enable': '0',
    'static.security.trust_certificates': '1',
    'static.security.cn_validation': '1',
    'static.wui.http_enable': '0',
    'static.wui.https_enable': '0',
    'static.auto_provision.server.url': '%NULL%',
    'lang.gui': 'Russian',
    'local_time.time_zone': '+3',
    'local_time.summer_time': '0',
  });
  // Of two users, each with a password that nobody knows.
  expect(deskPhoneFile('yealink', settings).text).toMatch(
    /user_password = admin:[0-9a-f]{24}\n.*user_password = user:[0-9a-f]{24}\n/,
  );
});

test('Grandstream: the same, by P-values', () => {
  expect(Object.fromEntries(grandstream())).toMatchObject({
    ...{ P271: '1', P35: settings.endpoint, P36: settings.endpoint, P34: settings.password },
    ...{ P47: 'sip.shop.example:5061', P130: '2', P2329: '0', P183: '2', P2311: '1', P2367: '1' },
    ...{ P57: '123', P58: '9', P59: '8', P60: '0', P98: '0' },
    ...{ P1650: '2', P8469: '0', P276: '1', P2: settings.adminPassword },
    ...{ P237: '', P4503: '', P145: '0', P1362: 'ru', P64: 'customize', P246: 'STD-3' },
  });
});

test('only what the PBX offers is switched on', () => {
  const values = yealink({ codecs: ['alaw', 'ulaw'], language: 'en' });
  expect(values.get('account.1.codec.opus.enable')).toBe('0');
  expect(values.get('account.1.codec.g722.enable')).toBe('0');
  expect(values.get('account.1.codec.pcma.priority')).toBe('1');
  expect(values.get('lang.gui')).toBe('English');
  expect(grandstream({ codecs: ['alaw', 'ulaw'] }).get('P59')).toBe('0');
});

describe.each([
  'Anna\naccount.1.srtp_encryption = 0',
  'Anna\r\n#!version:1.0.0.1\r\nstatic.wui.http_enable = 1',
  'Anna </P3><P183>0</P183><P3>',
  'Anna & Co "quoted" <b>',
  'Anna # comment = value %NULL% $MAC',
  '\u0000\u2028\u2029Anna\u0085x',
  ']]><P34>x</P34>',
  '',
  '=#<&',
])('a manager called %j', (name) => {
  test('adds no line, no value and no element, in either file', () => {
    const own = [yealink({ name }), grandstream({ name })];
    const plain = [yealink({ name: 'Anna' }), grandstream({ name: 'Anna' })];
    const isName = (key: string): boolean => /label|display_name|^P3$|^P270$/.test(key);
    for (const [index, values] of own.entries()) {
      expect([...values.keys()]).toEqual([...plain[index]!.keys()]);
      for (const [key, value] of values)
        if (!isName(key)) expect([key, value]).toEqual([key, plain[index]!.get(key)]);
        else expect(value).not.toMatch(/[=#<>&"%$\p{Cc}\p{Zl}\p{Zp}]/u);
    }
  });
});

test('a value that Star7 makes and that is not plain is a fault, without the value', () => {
  for (const make of makes)
    expect(() => deskPhoneFile(make, { ...settings, password: 'a\nb' })).toThrow(
      new Error('a value of a phone’s file is not plain'),
    );
});

test.each([
  ['80:5E:C0:12:34:56', '805ec0123456'],
  ['80-5e-c0-12-34-56', '805ec0123456'],
  [' 805e.c012.3456 ', '805ec0123456'],
  ['805ec012345', null],
  ['805ec01234567', null],
  ['805ec012345g', null],
  ['000000000000', null],
  ['ff:ff:ff:ff:ff:ff', null],
  ['', null],
])('the MAC address %j is %j', (text, mac) => {
  expect(readMac(text)).toBe(mac);
});

test('each make asks for a name of its own', () => {
  expect(fileNameOf('yealink', '805ec0123456')).toBe('805ec0123456.cfg');
  expect(fileNameOf('grandstream', 'c074ad123456')).toBe('cfgc074ad123456.xml');
});

describe('time zones, as the runtime knows them', () => {
  const cases = [
    ['Europe/Moscow', 'STD-3', ['+3', '0', undefined, undefined]],
    ['Asia/Kolkata', 'STD-5:30', ['+5:30', '0', undefined, undefined]],
    // The last Sundays of March and October, at 2 and at 3.
    ['Europe/Berlin', 'STD-1DST-2,M3.5.0/02:00:00,M10.5.0/03:00:00', ['+1', '1', '3/5/7/2', '10/5/7/3']],
    // The second Sunday of March, the first of November.
    ['America/New_York', 'STD+5DST+4,M3.2.0/02:00:00,M11.1.0/02:00:00', ['-5', '1', '3/2/7/2', '11/1/7/2']],
    // Summer across the turn of the year.
    [
      'Australia/Sydney',
      'STD-10DST-11,M10.1.0/02:00:00,M4.1.0/03:00:00',
      ['+10', '1', '10/1/7/2', '4/1/7/3'],
    ],
    ['UTC', 'STD+0', ['+0', '0', undefined, undefined]],
  ] as const;

  test.each(cases)('%s', (zone, posix, lines) => {
    const clock = clockRules(zone, 2026);
    expect(grandstream({ clock }).get('P246')).toBe(posix);
    const values = yealink({ clock });
    expect(
      ['time_zone', 'summer_time', 'start_time', 'end_time'].map((name) => values.get(`local_time.${name}`)),
    ).toEqual([...lines]);
  });

  test('an unknown one is an error', () => {
    expect(() => clockRules('Mars/Olympus', 2026)).toThrow(RangeError);
  });
});
