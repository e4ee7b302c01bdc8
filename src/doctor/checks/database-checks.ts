import { isLoopback } from '../addresses';
import type { DatabaseFacts, Facts, Grant } from '../facts';
import type { Finding } from '../finding';

/**
 * The privileges that Star7's user needs in its own database: for calls and imports, `star7 migrate`, and
 * dumps. Anything else is excess.
 */
export const neededPrivileges = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'CREATE',
  'ALTER',
  'DROP',
  'INDEX',
  'REFERENCES',
  'TRIGGER',
  'LOCK TABLES',
  'SHOW VIEW',
] as const;

/** Global privileges over the server, its files or its users. */
const serverPrivileges =
  /^(?:ALL|ALL PRIVILEGES|SUPER|FILE|CREATE USER|SHUTDOWN|GRANT OPTION|SYSTEM_\w+|SET[_ ]USER(?:_ID)?|ROLE_ADMIN|SELECT|INSERT|UPDATE|DELETE|DROP|ALTER|CREATE|EXECUTE)\b/;

/** Checks that the database is up to date and that its user has only the privileges that Star7 needs. */
export function databaseChecks({ database }: Facts): Finding[] {
  if (database === null) return [];
  return [
    ...(database.pendingMigrations.length > 0 ? [outOfDate(database)] : []),
    ...database.grants.flatMap((grant) => grantChecks(grant, database)),
    ...connectionChecks(database),
  ];
}

function outOfDate({ pendingMigrations }: DatabaseFacts): Finding {
  return {
    slug: 'schema-out-of-date',
    severity: 'high',
    subject: 'database',
    what: `The tables are older than this Star7: ${String(pendingMigrations.length)} migration(s) to run.`,
    why: 'Look-ups fail, and a failed look-up means no call.',
    mend: { where: 'a shell', line: 'star7 migrate' },
  };
}

function grantChecks(grant: Grant, { name, user }: DatabaseFacts): Finding[] {
  const subject = `database user ${user}`;
  const privileges = grant.privileges.filter((privilege) => privilege !== 'USAGE');
  const account = user.replace(/^(.*)@(.*)$/, "'$1'@'$2'");
  const needed = `GRANT ${neededPrivileges.join(', ')} ON \`${name}\`.* TO ${account};`;
  const mend = {
    where: 'the database, as its administrator',
    line: `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}; ${needed}`,
  };
  const findings: Finding[] = [];
  if (grant.withGrantOption) {
    findings.push({
      slug: 'database-may-grant',
      severity: 'high',
      subject,
      what: 'The user may grant its privileges to others.',
      why: 'With Star7’s password, one can create a user that remains after the password is changed.',
      mend,
    });
  }
  if (privileges.length === 0) return findings;
  if (grant.on === null) {
    findings.push({
      slug: 'database-role',
      severity: 'low',
      subject,
      what: `The user has roles or proxies besides its own privileges: ${privileges.join(', ')}.`,
      why: 'The doctor does not check their privileges.',
      mend,
    });
    return findings;
  }
  if (grant.on === '*.*') {
    const grave = privileges.some((privilege) => serverPrivileges.test(privilege));
    findings.push({
      slug: 'database-server-privileges',
      severity: grave ? 'high' : 'medium',
      subject,
      what: `The user has privileges on the whole server: ${privileges.join(', ')}.`,
      why: grave
        ? 'It can read or change every database, the server’s files or its users: Asterisk’s call records, the web shop’s tables.'
        : 'It can see or stop the work of other users there.',
      mend,
    });
    return findings;
  }
  if (!isOwn(grant.on, name)) {
    findings.push({
      slug: 'database-other-databases',
      severity: 'medium',
      subject,
      what: `The user has privileges on ${grant.on} as well: ${privileges.join(', ')}.`,
      why: 'Star7’s password gives access to that, too.',
      mend,
    });
    return findings;
  }
  const needless = privileges.filter(
    (privilege) => !neededPrivileges.some((one) => one === withoutColumns(privilege)),
  );
  if (needless.length > 0) {
    findings.push({
      slug: 'database-more-than-needed',
      severity: 'low',
      subject,
      what: `In its own database the user has more privileges than Star7 needs: ${needless.join(', ')}.`,
      why: 'Least privilege: routines and events run unnoticed.',
      mend,
    });
  }
  return findings;
}

/** `star7.*` and `star7.calls`; a `%` in the name makes it a pattern that matches other databases too. */
function isOwn(on: string, name: string): boolean {
  const database = on.slice(0, on.lastIndexOf('.')).replaceAll('\\_', '_');
  return database === name;
}

function withoutColumns(privilege: string): string {
  return privilege.replace(/ *\(.*$/, '');
}

function connectionChecks({ local, encrypted, user, bindAddress }: DatabaseFacts): Finding[] {
  const findings: Finding[] = [];
  if (!local && !encrypted) {
    findings.push({
      slug: 'database-unencrypted',
      severity: 'high',
      subject: 'connection to the database',
      what: 'It crosses the network unencrypted.',
      why: 'Names and orders can be read on the way, and the password can be guessed offline from the handshake.',
      mend: { where: 'STAR7_DATABASE_URL', line: '…?tls=1' },
    });
  }
  const listens = bindAddress !== null && bindAddress !== '' && !isLoopback(bindAddress);
  if (user.endsWith('@%') && (listens || bindAddress === null || bindAddress === '')) {
    findings.push({
      slug: 'database-user-from-anywhere',
      severity: 'medium',
      subject: `database user ${user}`,
      what: 'The user may log in from any address, and the server listens on the network.',
      why: 'A leaked password opens the database from anywhere.',
      mend: {
        where: 'the database, as its administrator',
        line: `RENAME USER '${user.slice(0, -2)}'@'%' TO '${user.slice(0, -2)}'@'127.0.0.1';`,
      },
    });
  }
  return findings;
}
