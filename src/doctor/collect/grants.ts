import type { Grant } from '../facts';
import { splitOutside } from '../dialplan-text';

/** Reads one line of SHOW GRANTS, of MySQL 8 or MariaDB. Drops the password hash that MariaDB adds. */
export function grantFrom(text: string): Grant {
  const withGrantOption = / WITH (?:GRANT|ADMIN) OPTION$/.test(text);
  const [, privileges, database, table] =
    /^GRANT (.+) ON (?:TABLE |PROCEDURE |FUNCTION )?(\*|`(?:[^`]|``)*`)\.(\*|`(?:[^`]|``)*`) TO /.exec(
      text,
    ) ?? [];
  if (privileges === undefined || database === undefined || table === undefined) {
    const [, what = 'something'] = /^GRANT (PROXY|.+?) (?:ON|TO) /.exec(text) ?? [];
    return { privileges: [what.replaceAll('`', '')], on: null, withGrantOption };
  }
  return {
    privileges: splitOutside(privileges, ',').map((privilege) => privilege.trim().toUpperCase()),
    on: `${bare(database)}.${bare(table)}`,
    withGrantOption,
  };
}

function bare(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}
