import { remoteChecks } from '#doctor/checks/remote-checks';
import {
  compactHeadersFrom,
  loopbackIdentitiesFrom,
  passwordFrom,
  plainBindsFrom,
} from '#doctor/collect/console-output';
import { isPublicHost } from '#doctor/addresses';
import { brief, healthy, safePhone, withConsole, withPbx } from './healthy-facts';

const sip = {
  compactHeaders: false,
  loopbackIdentities: [],
  openTransports: [],
  tlsTransports: [],
  weakPasswords: [],
};

test('a healthy PBX has none', () => {
  expect(remoteChecks(healthy)).toEqual([]);
});

test.each([
  ['deny/permit', 'tls', true, []],
  ['', 'tls', true, ['low phone-from-anywhere']],
  ['deny/permit', 'udp', true, ['high phone-outside-unencrypted']],
  ['', 'tcp', true, ['high phone-outside-unencrypted', 'low phone-from-anywhere']],
  ['', 'udp', false, []],
  ['', 'wss', true, ['low phone-from-anywhere']],
])('acl=%j, registered by %s, from the Internet: %s', (acl, transport, isPublic, found) => {
  const endpoints = {
    ...healthy.pbx.endpoints,
    managers: new Map([['101', { ...safePhone, acl }]]),
    devices: new Map([['101', [{ transport, isPublic }]]]),
  };
  expect(brief(remoteChecks(withPbx({ endpoints })))).toEqual(found);
});

test('passwords that can be guessed, identities without a port, compact headers', () => {
  const facts = withConsole({
    sip: { ...sip, compactHeaders: true, loopbackIdentities: ['gate'], weakPasswords: ['101'] },
  });
  expect(brief(remoteChecks(facts))).toEqual([
    'high phone-weak-password',
    'high trunk-is-this-machine',
    'high compact-headers',
  ]);
  expect(brief(remoteChecks(withConsole({ sip: { ...sip, compactHeaders: null } })))).toEqual([]);
});

test('SIP without TLS at a public address, unless all phones have a list of addresses', () => {
  const open = { ...sip, openTransports: ['203.0.113.5:5060'] };
  expect(brief(remoteChecks(withConsole({ sip: open })))).toEqual([]);
  const facts = withConsole({ sip: open });
  const endpoints = { ...healthy.pbx.endpoints, managers: new Map([['101', { ...safePhone, acl: '' }]]) };
  expect(brief(remoteChecks({ ...facts, pbx: { ...facts.pbx!, endpoints } }))).toEqual([
    'medium sip-udp-open',
  ]);
});

test.each([
  ['8.8.8.8', true],
  ['[2a00:1450::1]', true],
  ['192.168.1.10', false],
  ['100.64.3.4', false],
  ['127.0.0.1', false],
  ['phone.local', false],
  ['', false],
])('%s is an address of the Internet: %s', (host, expected) => {
  expect(isPublicHost(host)).toBe(expected);
});

test('pjsip show settings', () => {
  const text = ` ParameterName               : ParameterValue
 =================================
 compact_headers             : false
 timer_b                     : 12800
`;
  expect(compactHeadersFrom(text)).toBe(false);
  expect(compactHeadersFrom(text.replace('false', 'true'))).toBe(true);
  expect(compactHeadersFrom('No such command\n')).toBeNull();
});

test('pjsip show identifies', () => {
  const text = ` Identify:  <Identify/Endpoint.........................................................>
      Match:  <criteria.........................>
==========================================================================================

 Identify:  carrier/carrier
      Match: 192.0.2.7/32

 Identify:  local/gate
      Match: 127.0.0.1/32

 Identify:  other/precise
      Match: 127.0.0.1:5070/32
`;
  expect(loopbackIdentitiesFrom(text)).toEqual(['gate']);
});

test('pjsip show transports', () => {
  const text = `Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress....................>
==========================================================================================

Transport:  transport-tls             tls      0      0  0.0.0.0:5061
Transport:  transport-udp             udp      0      0  0.0.0.0:5060
Transport:  transport-ws               ws      0      0  127.0.0.1
`;
  expect(plainBindsFrom(text)).toEqual(['0.0.0.0:5060']);
});

test('pjsip show auth', () => {
  const text = ` ParameterName              : ParameterValue
 ===========================================
 auth_type                  : userpass
 md5_cred                   :
 password                   : phone101
 username                   : 101
`;
  expect(passwordFrom(text)).toBe('phone101');
  expect(passwordFrom(text.replace('phone101', ''))).toBeNull();
});
