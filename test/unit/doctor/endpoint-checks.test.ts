import { endpointChecks } from '#doctor/checks/endpoint-checks';
import { endpointOptions } from '#doctor/collect/endpoint-options';
import { brief, healthy, safePhone, withPbx, withPhone, withTrunk } from './healthy-facts';

const registered = (transports: readonly string[]) =>
  transports.map((transport) => ({ transport, isPublic: false }));

test('protected endpoints: no finding', () => {
  expect(endpointChecks(healthy)).toEqual([]);
});

test.each([
  ['send_pai', 'true', 'high phone-send-pai'],
  ['send_rpid', 'true', 'high phone-send-rpid'],
  ['send_connected_line', 'yes', 'high phone-connected-line'],
  ['trust_id_outbound', 'true', 'high phone-trusted-with-private-id'],
  ['send_diversion', 'true', 'high phone-send-diversion'],
  ['send_history_info', 'true', 'high phone-send-history-info'],
  ['direct_media', 'true', 'high phone-direct-media'],
  ['allow_transfer', 'true', 'high phone-transfer'],
  ['allow_subscribe', 'true', 'high phone-subscribe'],
  ['call_group', '1,3-4', 'high phone-pickup-group'],
  ['pickup_group', '63', 'high phone-pickup-group'],
  ['named_call_group', 'sales', 'high phone-pickup-group'],
  ['named_pickup_group', 'sales', 'high phone-pickup-group'],
  ['redirect_method', 'uri_pjsip', 'high phone-redirect'],
  ['trust_id_inbound', 'true', 'medium phone-trusted-identity'],
  ['trust_connected_line', 'yes', 'medium phone-trusted-connected-line'],
  ['auth', '', 'high phone-without-password'],
])('phone with %s=%s', (option, value, found) => {
  const findings = endpointChecks(withPhone({ [option]: value }));
  expect(brief(findings)).toEqual([found]);
  expect(findings[0]).toMatchObject({ subject: 'endpoint 101' });
  expect(findings[0]?.mend.where).toContain('[101]');
  expect(findings[0]?.mend.line).toContain(`${option}=`);
});

test.each([
  ['trust_id_inbound', 'true', 'high trunk-trusted-identity'],
  ['trust_connected_line', 'yes', 'high trunk-connected-line'],
  ['direct_media', 'true', 'high trunk-direct-media'],
  ['redirect_method', 'uri_core', 'high trunk-redirect'],
  ['allow_transfer', 'true', 'medium trunk-transfer'],
  ['allow_subscribe', 'true', 'medium trunk-subscribe'],
  ['send_connected_line', 'yes', 'medium trunk-told-extension'],
  ['send_pai', 'true', 'medium trunk-told-extension'],
  ['send_rpid', 'true', 'medium trunk-told-extension'],
  ['send_diversion', 'true', 'medium trunk-told-extension'],
  ['send_history_info', 'true', 'medium trunk-told-extension'],
  ['trust_id_outbound', 'true', 'medium trunk-told-extension'],
  ['identify_by', 'username,ip', 'medium trunk-known-by-name'],
])('trunk with %s=%s', (option, value, found) => {
  expect(brief(endpointChecks(withTrunk({ [option]: value })))).toEqual([found]);
});

test('a phone whose transfers Asterisk leaves to Star7 may transfer', () => {
  const options = { allow_transfer: 'true', 'PJSIP_TRANSFER_HANDLING()': 'ari-only' };
  expect(endpointChecks(withPhone(options))).toEqual([]);
  expect(brief(endpointChecks(withTrunk(options)))).toEqual(['medium trunk-transfer']);
});

test('a trunk with a password may be identified by its name', () => {
  expect(endpointChecks(withTrunk({ identify_by: 'username', auth: 'carrier' }))).toEqual([]);
});

test.each([
  // Whether it registers by TLS is not known of a phone that is not registered.
  ['', 'no', [], true],
  ['', 'no', ['udp'], true],
  ['', 'sdes', ['udp'], true],
  ['', 'no', ['tls'], true],
  ['', 'sdes', ['tls', 'udp'], true],
  ['', 'sdes', [], false],
  ['', 'sdes', ['tls'], false],
  ['', 'dtls', ['ws'], false],
  ['deny/permit', 'no', ['udp'], false],
  ['office', 'no', [], false],
])('acl=%j, media_encryption=%s, registered by %j', (acl, media_encryption, devices, isFound) => {
  const endpoints = {
    ...healthy.pbx.endpoints,
    managers: new Map([['101', { ...safePhone, acl, media_encryption }]]),
    devices: new Map([['101', registered(devices)]]),
  };
  const found = endpointChecks(withPbx({ endpoints })).map(({ slug }) => slug);
  expect(found.includes('phone-unencrypted')).toBe(isFound);
});

test.each([
  ['sdes', 'true', true],
  ['dtls', 'yes', true],
  ['sdes', 'false', false],
  // Nothing is promised: that is another finding.
  ['no', 'true', false],
])('media_encryption=%s, media_encryption_optimistic=%s', (media_encryption, optimistic, isFound) => {
  const options = { media_encryption, media_encryption_optimistic: optimistic };
  const found = endpointChecks(withPhone(options)).map(({ slug }) => slug);
  expect(found.includes('phone-srtp-optional')).toBe(isFound);
});

test.each([
  [[], []],
  [['udp'], []],
  [['udp', 'tls'], ['low phone-several-devices']],
])('devices registered as one phone: %j', (devices, found) => {
  const findings = endpointChecks(
    withPbx({ endpoints: { ...healthy.pbx.endpoints, devices: new Map([['101', registered(devices)]]) } }),
  );
  expect(brief(findings)).toEqual(found);
});

test('an option that the PBX does not report counts as open', () => {
  expect(brief(endpointChecks(withPhone({ send_pai: '' })))).toEqual(['high phone-send-pai']);
});

test('missing endpoints', () => {
  const endpoints = {
    managers: new Map([
      ['101', safePhone],
      ['198', null],
      ['199', null],
    ]),
    reachedOtherwise: new Set(['198']),
    devices: new Map(),
    trunks: new Map([['carrier', null]]),
  };
  const findings = endpointChecks(withPbx({ endpoints }));
  expect(brief(findings)).toEqual(['high trunk-missing', 'low phone-missing']);
  expect(findings.map(({ subject }) => subject)).toEqual(['endpoint carrier', 'endpoint 199']);
});

test('endpoints that could not be inspected: no invented findings', () => {
  expect(endpointChecks(withPbx({ endpoints: null }))).toEqual([]);
});

test('every checked option is requested', () => {
  expect(Object.keys(safePhone).sort()).toEqual([...endpointOptions].sort());
});
