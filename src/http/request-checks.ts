import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify';
import { parseIsoTime } from '#kernel/iso-time';
import type { Fault } from './problem';
import { Problem } from './problem';

interface Check {
  in: Fault['in'];
  valueOf: (request: FastifyRequest) => unknown;
  validate: ValidateFunction;
}

/**
 * Checks every request against its route's schemas and reports all faults of body, query and headers together
 * (fastify itself stops at the first part that has one). Path parameters are not checked: an invalid order
 * number is treated like an order that does not exist.
 */
export function checkRequests(app: FastifyInstance): void {
  app.setValidatorCompiler(() => () => true);
  app.addHook('onRoute', (route) => {
    if (route.schema === undefined) return;
    const checks = checksOf(route.schema);
    if (checks.length === 0) return;
    const hooks = [route.preValidation ?? []].flat();
    route.preValidation = [
      ...hooks,
      async (request) => {
        const faults = checks.flatMap((check) => faultsOf(check, request));
        if (faults.length > 0) throw new Problem('invalid-request', { faults: unique(faults) });
        return Promise.resolve();
      },
    ];
  });
}

/**
 * Makes each check once: routes share many schemas, a GET has them again for its HEAD, and making one takes milliseconds,
 * of which every start would wait for hundreds.
 */
class Checks {
  readonly #made = new Map<string, ValidateFunction>();

  constructor(private readonly ajv: Ajv) {}

  of(schema: object): ValidateFunction {
    const key = JSON.stringify(schema);
    const validate = this.#made.get(key) ?? this.ajv.compile(schema);
    this.#made.set(key, validate);
    return validate;
  }
}

const strict = new Checks(newAjv(false));
/** Query and headers are text: a number has to be read out of it. */
const reading = new Checks(newAjv(true));

function newAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    coerceTypes,
    useDefaults: true,
    verbose: true,
  });
  ajv.addFormat('date-time', (text) => parseIsoTime(text) !== null);
  return ajv;
}

function checksOf({ body, querystring, headers }: FastifySchema): Check[] {
  const checks: Check[] = [];
  // A body of another media type is a file, which its route reads as a stream.
  if (body !== undefined && !('content' in (body as object))) {
    const validate = strict.of(body as object);
    // No body is one without members, for the route too.
    checks.push({ in: 'body', validate, valueOf: (request) => (request.body ??= {}) });
  }
  if (querystring !== undefined) {
    const validate = reading.of(querystring as object);
    checks.push({ in: 'query', validate, valueOf: (request) => request.query });
  }
  if (headers !== undefined) {
    const validate = reading.of(headers as object);
    checks.push({ in: 'header', validate, valueOf: (request) => request.headers });
  }
  return checks;
}

function faultsOf({ in: part, valueOf, validate }: Check, request: FastifyRequest): Fault[] {
  if (validate(valueOf(request))) return [];
  return (validate.errors ?? []).map((error) => ({
    in: part,
    pointer: pointerOf(error),
    detail: faultText(error),
  }));
}

/**
 * The pointer to a property in the schema; an unknown property is not named, since its name came from the
 * client.
 */
function pointerOf(error: ErrorObject): string {
  if (error.keyword !== 'required') return `#${error.instancePath}`;
  return `#${error.instancePath}/${String(error.params['missingProperty'])}`;
}

function faultText(error: ErrorObject): string {
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  switch (error.keyword) {
    case 'additionalProperties':
      return 'has an unknown member';
    case 'required':
      return 'is missing';
    case 'enum':
      return `must be one of: ${(error.params['allowedValues'] as string[]).join(', ')}`;
    case 'format':
      return 'must be a time such as 2026-07-01T09:30:00Z (in a query, write + as %2B)';
    case 'pattern':
      return description === undefined ? 'has the wrong form' : `must be: ${description}`;
    default:
      // Ajv's texts for the other keywords name the schema's limits and types, never the value.
      return error.message ?? 'is not valid';
  }
}

function unique(faults: Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
