import { databaseChecks, neededPrivileges } from '#doctor/checks/database-checks';
import { grantFrom } from '#doctor/collect/grants';
import type { DatabaseFacts, Facts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const database = (changes: Partial<DatabaseFacts>): Facts => ({
  ...healthy,
  database: { ...healthy.database, ...changes },
});
/** As SHOW GRANTS prints them. */
const grants = (...lines: string[]): Facts => database({ grants: lines.map(grantFrom) });
const to = 'TO `star7`@`127.0.0.1`';
const usage = `GRANT USAGE ON *.* ${to} IDENTIFIED BY PASSWORD '*0123456789ABCDEF'`;

test('least privilege: no finding', () => {
  expect(databaseChecks(healthy)).toEqual([]);
  expect(databaseChecks(grants(usage, `GRANT ${neededPrivileges.join(', ')} ON \`star7\`.* ${to}`))).toEqual(
    [],
  );
});

test.each<[line: string, found: string[]]>([
  [
    `GRANT ALL PRIVILEGES ON *.* ${to} WITH GRANT OPTION`,
    ['high database-may-grant', 'high database-server-privileges'],
  ],
  [`GRANT FILE ON *.* ${to}`, ['high database-server-privileges']],
  [`GRANT SELECT ON *.* ${to}`, ['high database-server-privileges']],
  [`GRANT PROCESS, RELOAD ON *.* ${to}`, ['medium database-server-privileges']],
  [`GRANT SYSTEM_VARIABLES_ADMIN ON *.* ${to}`, ['high database-server-privileges']],
  [`GRANT SELECT ON \`mysql\`.* ${to}`, ['medium database-other-databases']],
  [`GRANT SELECT ON \`shop\`.\`orders\` ${to}`, ['medium database-other-databases']],
  [`GRANT ALL PRIVILEGES ON \`star7%\`.* ${to}`, ['medium database-other-databases']],
  [`GRANT ALL PRIVILEGES ON \`star7\`.* ${to}`, ['low database-more-than-needed']],
  [`GRANT SELECT, EVENT ON \`star7\`.* ${to}`, ['low database-more-than-needed']],
  [`GRANT SELECT (id, name), UPDATE (name) ON \`star7\`.\`managers\` ${to}`, []],
  [`GRANT SELECT ON \`star7\`.* ${to} WITH GRANT OPTION`, ['high database-may-grant']],
  [`GRANT \`dba\`@\`%\` ${to}`, ['low database-role']],
  [
    "GRANT PROXY ON ''@'%' TO 'star7'@'127.0.0.1' WITH GRANT OPTION",
    ['high database-may-grant', 'low database-role'],
  ],
])('%s', (line, found) => {
  expect(brief(databaseChecks(grants(usage, line)))).toEqual(found);
});

test('a name with an underscore, escaped or not, is its own database', () => {
  for (const name of ['`my_shop`', '`my\\_shop`']) {
    const facts = database({ name: 'my_shop', grants: [grantFrom(`GRANT SELECT ON ${name}.* ${to}`)] });
    expect(databaseChecks(facts)).toEqual([]);
  }
});

test('the password hash is dropped', () => {
  expect(JSON.stringify(grantFrom(usage))).not.toContain('0123456789');
});

test.each<[what: string, facts: Facts, found: string[]]>([
  ['tables out of date', database({ pendingMigrations: ['0009-x'] }), ['high schema-out-of-date']],
  ['over the network', database({ local: false }), ['high database-unencrypted']],
  ['over the network with TLS', database({ local: false, encrypted: true }), []],
  [
    'a user from anywhere',
    database({ user: 'star7@%', bindAddress: '0.0.0.0' }),
    ['medium database-user-from-anywhere'],
  ],
  ['a user from anywhere, with the server on loopback', database({ user: 'star7@%' }), []],
  ['a user from one address', database({ bindAddress: '0.0.0.0' }), []],
])('%s', (_, facts, found) => {
  expect(brief(databaseChecks(facts))).toEqual(found);
});
