import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sections } from '#config/config';
import { projectFolder } from '#config/version';

/**
 * In a checkout with a running lab and without configuration: the lab's settings, so that `npx star7` works
 * at once. Any explicit setting disables this.
 */
export function labEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const settings = Object.values(sections).flatMap(({ properties }) => Object.keys(properties));
  const configured = settings.some((name) => environment[name] ?? environment[`${name}_FILE`]);
  const file = join(environment['STAR7_LAB'] ?? join(projectFolder, '.lab'), 'env');
  if (configured || !existsSync(file)) return environment;
  return { ...environment, ...parse(readFileSync(file, 'utf8')) };
}

/** Lines of `NAME='value'`, as a shell would read them. */
function parse(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/^(?:export )?([A-Z0-9_]+)='((?:[^']|'\\'')*)'$/gm)) {
    if (name !== undefined && value !== undefined) values[name] = value.replaceAll("'\\''", "'");
  }
  return values;
}
