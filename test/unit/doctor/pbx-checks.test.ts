import { pbxChecks } from '#doctor/checks/pbx-checks';
import type { Facts } from '#doctor/facts';
import { brief, healthy, withConsole, withPbx } from './healthy-facts';

test('a healthy PBX: no finding', () => {
  expect(pbxChecks(healthy)).toEqual([]);
});

test.each([
  ['22.10.1', []],
  ['22.10.1+dfsg+~cs6.17.60671434-1', []],
  ['22.10.2', []],
  ['22.11.0', []],
  ['23.0.0', []],
  ['22.10.0', ['high asterisk-too-old']],
  ['22.9.5', ['high asterisk-too-old']],
  ['20.99.99~dfsg', ['high asterisk-too-old']],
  ['certified/22.8-cert1', ['low asterisk-version-unknown']],
  ['GIT-master-abc', ['low asterisk-version-unknown']],
])('Asterisk %s', (version, found) => {
  expect(brief(pbxChecks(withPbx({ version })))).toEqual(found);
});

const log = (levels: string[], type = 'File', enabled = true): Facts =>
  withConsole({ logChannels: [{ name: '/var/log/asterisk/full', type, enabled, levels }] });

test.each<[what: string, facts: Facts, found: string[]]>([
  ['verbose in a file', log(['VERBOSE']), ['high log-tells-numbers']],
  ['debug in a file', log(['NOTICE', 'DEBUG']), ['high log-tells-numbers']],
  ['all levels', log(['*']), ['high log-tells-numbers']],
  ['in syslog', log(['VERBOSE'], 'Syslog'), ['high log-tells-numbers']],
  ['keys', log(['DTMF']), ['medium log-tells-keys']],
  ['security', log(['SECURITY', 'ERROR']), []],
  ['switched off', log(['VERBOSE'], 'File', false), []],
  ['call records', withConsole({ cdrBackends: ['csv'] }), ['medium cdr-enabled']],
  [
    'two kinds',
    withConsole({ cdrBackends: ['csv', 'Adaptive ODBC'] }),
    ['medium cdr-enabled', 'medium cdr-enabled'],
  ],
  ['a template', withConsole({ cdrBackends: ['cdr-custom'] }), ['low cdr-enabled']],
  ['channel events', withConsole({ celEnabled: true }), ['medium cel-enabled']],
])('%s', (_, facts, found) => {
  expect(brief(pbxChecks(facts))).toEqual(found);
});
