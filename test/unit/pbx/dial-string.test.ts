import { mask } from '#kernel/masked';
import { ConfigError } from '#config/load-config';
import { customerDialString } from '#pbx/asterisk/dial-string';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';

const russian = mask('+79005551234');
const german = mask('+4930123456');
const dial = (setting: string, number = russian) => customerDialString(number, parseTrunks(setting)[0]!);

test.each([
  ['carrier', 'PJSIP/+79005551234@carrier'],
  ['carrier:e164', 'PJSIP/+79005551234@carrier'],
  ['carrier:plain', 'PJSIP/79005551234@carrier'],
  ['carrier:national', 'PJSIP/89005551234@carrier'],
  ['carrier:national=7/', 'PJSIP/9005551234@carrier'],
  ['carrier:prefix=9810', 'PJSIP/981079005551234@carrier'],
])('%s', (setting, expected) => {
  expect(dial(setting)).toBe(expected);
});

test('a national format leaves foreign numbers international', () => {
  expect(dial('carrier:national', german)).toBe('PJSIP/+4930123456@carrier');
  expect(dial('carrier:national=49/0', german)).toBe('PJSIP/030123456@carrier');
});

test('several trunks keep their order', () => {
  expect(parseTrunks('a:e164  b:national c').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test.each(['a:strange', 'a:prefix=', 'a/b', 'a a', 'a:national=x'])(
  '%s is refused with the setting’s name',
  (setting) => {
    expect(() => parseTrunks(setting)).toThrow(ConfigError);
    expect(() => parseTrunks(setting)).toThrow(/STAR7_TRUNKS/);
  },
);
