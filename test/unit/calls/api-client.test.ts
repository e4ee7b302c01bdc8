import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient } from '#calls/api-client';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { Problem } from '#http/problem';

/** What a command ends with where REST answers so. */
async function ending(status: number, body: string): Promise<CliError> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new ApiClient({
    STAR7_API_URL: `http://127.0.0.1:${String(port)}`,
    STAR7_API_TOKEN: 't',
  });
  try {
    await client.startCall('1', {});
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  } finally {
    server.closeAllConnections();
    server.close();
  }
  throw new Error('The call was started.');
}

test.each([
  ['invalid-request', exitCodes.usage],
  ['unauthenticated', exitCodes.usage],
  ['role-forbidden', exitCodes.usage],
  ['order-refused', exitCodes.notFound],
  ['call-not-found', exitCodes.notFound],
  ['manager-busy', exitCodes.notAnswered],
  ['manager-unreachable', exitCodes.notAnswered],
  ['call-ended', exitCodes.other],
  ['internal', exitCodes.other],
  ['unavailable', exitCodes.unreachable],
  ['call-unavailable', exitCodes.unreachable],
  ['stopping', exitCodes.unreachable],
] as const)('%s ends the command with %i', async (slug, code) => {
  const problem = new Problem(slug);
  expect((await ending(problem.status, problem.document())).exitCode).toBe(code);
});

test('faults of the request are named', async () => {
  const problem = new Problem('invalid-request', {
    faults: [{ in: 'query', pointer: '#/limit', detail: 'must be integer' }],
  });
  const { message } = await ending(problem.status, problem.document());
  expect(message).toBe('Invalid request:\n  - limit must be integer');
});

test('an answer that is no problem document still says its status', async () => {
  const { message, exitCode } = await ending(502, '<html>');
  expect({ message, exitCode }).toEqual({ message: 'HTTP 502', exitCode: exitCodes.other });
});
