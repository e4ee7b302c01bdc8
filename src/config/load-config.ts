import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { ErrorObject } from 'ajv';
import type { Config, SectionName } from './config';
import { sections } from './config';

/** All faults of the configuration, one sentence each. Never contains a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly slug = 'config-invalid';

  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${String(faults.length)} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Checks beyond the schema, by variable: each tries to use the value, and throws an error with a slug and a
 * message for people where the value is unusable.
 */
export type Trials<Names extends SectionName> = {
  readonly [Variable in keyof Config<Names>]?: (settings: Config<Names>) => unknown;
};

/**
 * Reads the settings that the named sections need from the environment, once.
 * @param trials run for settings that match the schema
 * @throws {ConfigError} with every fault at once
 */
export function loadConfig<Names extends SectionName>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Names[],
  trials: Trials<Names> = {},
): Config<Names> {
  const faults: string[] = [];
  const faulty = new Set<string>();
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const schema = sections[name];
    for (const variable of Object.keys(schema.properties)) {
      const before = faults.length;
      const value = valueOf(environment, variable, faults);
      if (faults.length > before) faulty.add(variable);
      // An empty variable counts as unset: compose files and unit files have no other way to unset one.
      if (value !== undefined && value !== '') values[variable] = value;
    }
  }
  const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true, strict: false });
  for (const name of names) {
    const validate = ajv.compile(sections[name]);
    if (validate(values)) continue;
    for (const error of validate.errors ?? []) {
      faulty.add(variableOf(error));
      faults.push(...explain(error, name));
    }
  }
  for (const [variable, attempt] of Object.entries(trials) as [string, (settings: unknown) => unknown][]) {
    if (!faulty.has(variable)) faults.push(...faultsOf(variable, () => attempt(values)));
  }
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return values as Config<Names>;
}

function valueOf(
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
  faults: string[],
): string | undefined {
  const file = environment[`${variable}_FILE`];
  if (file === undefined || file === '') return environment[variable];
  if (environment[variable]) {
    faults.push(`${variable} and ${variable}_FILE are both set: keep one of them`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    faults.push(
      `${variable}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}): ${file}`,
    );
    return undefined;
  }
}

/** The faults that an attempt reports. An error without a slug is not a fault of the configuration. */
function faultsOf(variable: string, attempt: () => unknown): readonly string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    if (error instanceof Error && 'slug' in error) return [`${variable}: ${error.message}`];
    throw error;
  }
}

function variableOf({ keyword, instancePath, params }: ErrorObject): string {
  return keyword === 'required' || keyword === 'dependencies'
    ? String((params as Record<string, unknown>)['missingProperty'])
    : instancePath.slice(1);
}

function explain(error: ErrorObject, name: SectionName): string[] {
  const { keyword } = error;
  if (keyword === 'const') return []; // each alternative of a choice; `anyOf` says it once
  const params = error.params as Record<string, unknown>;
  const variable = variableOf(error);
  const properties = sections[name].properties as Record<string, { description?: string }>;
  const meaning = properties[variable]?.description ?? '';
  switch (keyword) {
    case 'required':
      return [`${variable} is not set: ${meaning}`];
    case 'dependencies':
      return [`${variable} is not set, though ${String(params['property'])} is: ${meaning}`];
    case 'type':
      return [
        `${variable} must be ${params['type'] === 'boolean' ? 'true or false' : 'a whole number'}: ${meaning}`,
      ];
    case 'minimum':
    case 'maximum':
      return [`${variable} must be ${String(params['comparison'])} ${String(params['limit'])}: ${meaning}`];
    default:
      return [`${variable} has an invalid value: ${meaning}`];
  }
}
