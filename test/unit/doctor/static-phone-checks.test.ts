import { staticPhoneChecks } from '#doctor/checks/static-phone-checks';
import { collectStaticPhones } from '#doctor/collect/collect-static-phones';
import type { EndpointOptions, StaticPhoneFacts } from '#doctor/facts';
import { loadConfig } from '#config/load-config';
import { brief, healthy, safePhone } from './healthy-facts';

const name = 'static-a-01';
const safe = { ...safePhone, context: 'star7-short-codes', media_encryption: 'dtls' };
const of = (options: EndpointOptions, changes: Partial<StaticPhoneFacts> = {}): string[] =>
  brief(
    staticPhoneChecks({
      ...healthy,
      staticPhones: {
        ...{ count: 1, endpoints: new Map([[name, options]]), guessable: [], isPbxHere: true, managers: 1 },
        ...changes,
      },
    }),
  );

test('none where Star7 makes endpoints itself, and none of safe ones', () => {
  expect(staticPhoneChecks(healthy)).toEqual([]);
  expect(of(safe)).toEqual([]);
});

test.each<[string, EndpointOptions, Partial<StaticPhoneFacts>, string[]]>([
  ['not at the PBX', null, {}, ['high static-phone-missing']],
  ['another context', { ...safe, context: 'from-phones' }, {}, ['high static-phone-context']],
  ['a desk phone’s', { ...safe, media_encryption: 'no' }, {}, ['high static-phone-not-webrtc']],
  ['from anywhere', { ...safe, acl: '' }, {}, ['high static-phone-from-anywhere']],
  ['from anywhere, as it has to be', { ...safe, acl: '' }, { isPbxHere: false }, []],
  ['a protection is off', { ...safe, send_pai: 'true' }, {}, ['high phone-send-pai']],
  ['without a password', { ...safe, auth: '' }, {}, ['high phone-without-password']],
  ['can be guessed', safe, { guessable: [name] }, ['high static-phone-weak-password']],
  ['too few', safe, { managers: 2 }, ['low static-phones-few']],
  ['nobody knows how many are needed', safe, { managers: null }, []],
  ['the PBX was not asked', null, { endpoints: null }, []],
])('%s', (_what, options, changes, found) => expect(of(options, changes)).toEqual(found));

const config = (phones?: string) =>
  loadConfig(
    {
      STAR7_ARI_URL: 'http://[::1]:8088',
      STAR7_ARI_USERNAME: 'star7',
      STAR7_ARI_PASSWORD: 'x',
      ...(phones !== undefined && { STAR7_STATIC_PHONES: phones }),
    },
    ['ari', 'staticPhones'],
  );

test('passwords are judged and kept nowhere', async () => {
  const strong = '5f0c7d1be94a4c6d8f3b2a1907e6d5c4';
  const facts = await collectStaticPhones(config(`static-a-01:secret12 static-a-02:${strong}`), {
    managers: 3,
    look: (names) => Promise.resolve(new Map(names.map((each) => [each, null]))),
  });
  expect(facts).toMatchObject({ count: 2, guessable: ['static-a-01'], isPbxHere: true, managers: 3 });
  expect([...facts!.endpoints!.keys()]).toEqual(['static-a-01', 'static-a-02']);
  expect(JSON.stringify(facts)).not.toMatch(/secret12|5f0c/);
  expect(
    await collectStaticPhones(config(), { managers: 3, look: () => Promise.reject(new Error('asked')) }),
  ).toBeNull();
});
