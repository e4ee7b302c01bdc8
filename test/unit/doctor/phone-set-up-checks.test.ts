import { phoneSetUpChecks } from '#doctor/checks/phone-set-up-checks';
import { tlsTransportsFrom } from '#doctor/collect/console-output';
import type { Facts } from '#doctor/facts';
import { brief, extension, healthy, safeDialplan, withConsole, withDialplan } from './healthy-facts';

const withDeskPhones = (facts: Facts): Facts => ({
  ...facts,
  settings: { ...facts.settings, deskPhoneTransport: 'transport-tls' },
});

test('a healthy PBX has none', () => {
  expect(phoneSetUpChecks(healthy)).toEqual([]);
});

test('a dialplan of an earlier release has no echo test', () => {
  const old = safeDialplan.lines.filter(({ extension: code }) => code !== '*7*1');
  const facts = { ...healthy, pbx: { ...healthy.pbx, dialplan: { ...safeDialplan, lines: old } } };
  expect(brief(phoneSetUpChecks(facts))).toEqual(['low echo-test-missing']);
  // Without Star7's contexts there is more to say, elsewhere.
  const none = { ...healthy, pbx: { ...healthy.pbx, dialplan: { ...safeDialplan, lines: [] } } };
  expect(phoneSetUpChecks(none)).toEqual([]);
});

test('desk phones that Star7 sets up need their context and a TLS transport', () => {
  expect(brief(phoneSetUpChecks(withDeskPhones(healthy)))).toEqual([
    'high desk-phone-context-missing',
    'high desk-phone-transport-missing',
  ]);
  const lines = extension('star7-desk-phones', '_*7.', 'GotoIf($[1]?secure)', 'Hangup(21)');
  const sip = { ...healthy.pbx.console.sip, tlsTransports: ['transport-tls'] };
  const facts = withDialplan(lines);
  const whole = { ...facts, pbx: { ...facts.pbx!, console: withConsole({ sip }).pbx!.console } };
  expect(phoneSetUpChecks(withDeskPhones(whole))).toEqual([]);
});

test('desk phones that Star7 sets up need a proxy that is trusted', () => {
  const slugs = ({ settings, ...rest }: Facts, trustsProxies: boolean) =>
    brief(phoneSetUpChecks({ ...rest, settings: { ...settings, trustsProxies } }));
  expect(slugs(withDeskPhones(healthy), false)).toContain('high desk-phone-proxy-missing');
  expect(slugs(withDeskPhones(healthy), true)).not.toContain('high desk-phone-proxy-missing');
  // Without desk phones nobody is asked for one.
  expect(slugs(healthy, false)).toEqual([]);
});

test('the transports with TLS, as Asterisk lists them', () => {
  const text = [
    'Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress....................>',
    '==========================================================================================',
    '',
    'Transport:  transport-tls             tls      0      0  127.0.0.1:5061',
    'Transport:  transport-udp             udp      0      0  127.0.0.1:5060',
    'Transport:  transport-ws               ws      0      0  127.0.0.1:5060',
  ].join('\n');
  expect(tlsTransportsFrom(text)).toEqual(['transport-tls']);
});
