import { interfaceChecks } from '#doctor/checks/interface-checks';
import type { AmiFacts, AriFacts, Facts, HttpFacts, SettingFacts } from '#doctor/facts';
import { brief, healthy, withConsole, withPbx } from './healthy-facts';

const {
  ami: safeAmi,
  ari: safeAri,
  http: safeHttp,
} = healthy.pbx.console as {
  ami: AmiFacts;
  ari: AriFacts;
  http: HttpFacts;
};
const ami = (changes: Partial<AmiFacts>): Facts => withConsole({ ami: { ...safeAmi, ...changes } });
const ari = (changes: Partial<AriFacts>): Facts => withConsole({ ari: { ...safeAri, ...changes } });
const http = (changes: Partial<HttpFacts>): Facts => withConsole({ http: { ...safeHttp, ...changes } });
const own = (changes: Partial<SettingFacts>): Facts => ({
  ...healthy,
  settings: { ...healthy.settings, ...changes },
});
const user = (name: string, read: string[], write: string[], acl = true) => ({ name, acl, read, write });
const star7 = user('star7', ['call', 'security'], ['reporting']);

test('loopback and least privilege: no finding', () => {
  expect(interfaceChecks(healthy)).toEqual([]);
});

test.each<[what: string, facts: Facts, found: string[]]>([
  ['AMI on the network', ami({ bind: '0.0.0.0:5038' }), ['high ami-open']],
  ['AMI on an address', ami({ bind: '192.0.2.1:5038' }), ['high ami-open']],
  ['AMI on IPv6', ami({ bind: '[::]:5038' }), ['high ami-open']],
  ['AMI on IPv6’s loopback', ami({ bind: '[::1]:5038' }), []],
  ['AMI switched off', ami({ bind: null }), []],
  ['AMI over HTTP', ami({ webEnabled: true }), ['medium ami-over-http']],
  [
    'Star7’s user with system',
    ami({ users: [user('star7', ['call'], ['system', 'reporting'])] }),
    ['high ami-own-user-too-much'],
  ],
  [
    'Star7’s user with command',
    ami({ users: [user('star7', [], ['command'])] }),
    ['high ami-own-user-too-much'],
  ],
  [
    'Star7’s user that reads all',
    ami({ users: [user('star7', ['all'], [])] }),
    ['medium ami-own-user-too-much'],
  ],
  ['Star7’s user with less', ami({ users: [user('star7', ['call'], [])] }), []],
  [
    'another user that reads calls',
    ami({ users: [star7, user('crm', ['call'], [])] }),
    ['medium ami-user-told-numbers'],
  ],
  [
    'another user that originates',
    ami({ users: [star7, user('crm', [], ['originate'])] }),
    ['medium ami-user-acts'],
  ],
  ['another user that does neither', ami({ users: [star7, user('crm', ['system'], ['reporting'])] }), []],
  ['a user from anywhere', ami({ users: [user('star7', [], [], false)] }), ['low ami-user-from-anywhere']],
  [
    'a user from anywhere, on the network',
    ami({ bind: '0.0.0.0:5038', users: [user('star7', [], [], false)] }),
    ['high ami-open', 'high ami-user-from-anywhere'],
  ],
  [
    'the doctor’s own user',
    ami({ doctor: 'star7-doctor', users: [star7, user('star7-doctor', [], ['command', 'reporting'])] }),
    ['low ami-doctor-enabled'],
  ],
  [
    'the doctor as Star7’s user: no excuse',
    ami({ doctor: 'star7', users: [user('star7', [], ['command'])] }),
    ['high ami-own-user-too-much'],
  ],
  [
    'another ARI user',
    ari({ users: [...safeAri.users, { name: 'crm', readOnly: true, acl: true }] }),
    ['medium ari-other-user'],
  ],
  [
    'an ARI user from anywhere',
    ari({ users: [{ name: 'star7', readOnly: false, acl: false }] }),
    ['low ari-user-from-anywhere'],
  ],
  ['ARI for any web page', ari({ allowedOrigins: '*' }), ['medium ari-any-origin']],
  ['ARI off', ari({ enabled: false, allowedOrigins: '*' }), []],
  ['HTTP on the network', http({ bind: '0.0.0.0:8088' }), ['high http-open']],
  ['HTTPS on the network', http({ tlsBind: '0.0.0.0:8089' }), []],
  ['phones’ configuration', http({ uris: ['/phoneprov/...'] }), ['high http-phoneprov']],
  ['files', http({ uris: ['/static/...'] }), ['low http-static']],
  ['its status', http({ uris: ['/httpstatus'] }), ['low http-static']],
  ['REST on the network', own({ httpHost: '0.0.0.0' }), ['medium star7-http-open']],
  [
    'FastAGI for all addresses',
    own({ agiHost: '0.0.0.0', agiPeers: ['10.0.0.1', '::/0'] }),
    ['high star7-agi-open'],
  ],
  ['FastAGI for one address', own({ agiHost: '10.0.0.2', agiPeers: ['10.0.0.1'] }), []],
  ['FastAGI that trusts the argument', own({ agiTrustsExtension: true }), ['low star7-agi-trusts']],
])('%s', (_, facts, found) => {
  expect(brief(interfaceChecks(facts))).toEqual(found);
});

test('an unrestricted ARI user is more severe where the network reaches ARI', () => {
  const facts = withConsole({
    ari: { ...safeAri, users: [{ name: 'star7', readOnly: false, acl: false }] },
    http: { ...safeHttp, bind: '0.0.0.0:8088' },
  });
  expect(brief(interfaceChecks(facts))).toEqual(['high ari-user-from-anywhere', 'high http-open']);
});

test('without a command line there are no findings', () => {
  expect(interfaceChecks(withPbx({ console: null }))).toEqual([]);
});
