import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';

type Role = keyof typeof tokens;

interface Document {
  paths: Record<string, Record<string, { operationId: string; tags: string[] }>>;
}

/** Who may use the routes of a tag. Those of the other tags are decided order by order and call by call. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  supervision: ['supervisor', 'administrator'],
  administration: ['administrator'],
};

/**
 * Those whom the operator has named may, whatever their role; here it is nobody. Of the watch's others an empty body is refused
 * before anybody is asked who they are.
 */
const readersOnly: readonly string[] = [
  'GET /api/leaks',
  'POST /api/leaks/cases/{id}/name',
  'GET /api/leaks/reports/{month}',
  'GET /api/leaks/decoys',
  'POST /api/leaks/decoys/{id}/retire',
  'DELETE /api/leaks/leave/{id}',
  'GET /api/leaks/surveys',
  'POST /api/leaks/surveys/{id}/end',
];

/** Only who has signed in may, and no program: here the supervisor is one. */
const signedInOnly: readonly string[] = [
  'GET /api/reveals',
  'POST /api/reveals/{reveal}/approve',
  'POST /api/reveals/{reveal}/refuse',
  'POST /api/reveals/{reveal}/look',
];

const roles = ['101', 'service', 'supervisor', 'administrator'] as const satisfies Role[];

it('routes of supervisors and administrators are closed to every other role, whatever is asked of them', async () => {
  const rig = new HttpRig();
  const { paths } = (await rig.app.inject('/api/openapi.json')).json<Document>();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, tags }]) =>
      tags.flatMap((tag) => {
        const by = allowed[tag];
        return by === undefined ? [] : [{ method: method.toUpperCase() as 'GET', path, operationId, by }];
      }),
    ),
  );
  expect(operations.map(({ operationId }) => operationId)).toEqual(
    expect.arrayContaining([
      ...['getBoard', 'listPeople', 'getStatistics', 'listAudit', 'getAuditChain', 'checkAuditChain'],
      ...['exportCalls', 'listNotes', 'listContactChanges', 'listManagers'],
    ]),
  );
  const refused: string[] = [];
  const expected: string[] = [];
  for (const { method, path, by } of operations) {
    // No parameter, body or query that would be right: the role comes first.
    const url = path.replaceAll(/\{\w+\}/g, '1');
    expect((await rig.app.inject({ method, url })).statusCode).toBe(401);
    for (const role of roles) {
      const reply = await rig.as(role, { method, url });
      const operation = `${method} ${path}`;
      const isClosed =
        readersOnly.includes(operation) || (role === 'supervisor' && signedInOnly.includes(operation));
      if (!by.includes(role) || isClosed) expected.push(`${role} ${operation}`);
      if (reply.statusCode === 403 && reply.json<{ slug: string }>().slug === 'role-forbidden')
        refused.push(`${role} ${operation}`);
    }
  }
  expect(refused).toEqual(expected);
  expect(rig.audit.entries.filter(({ actor }) => actor === 'manager:101')).toEqual([]);
});
