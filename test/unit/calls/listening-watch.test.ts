import type { FastifyRequest } from 'fastify';
import { ListeningWatch } from '#calls/listening-watch';
import type { Principal } from '#kernel/principal';
import { AccessWatch } from '#people/access-watch';
import type { CredentialBooks } from '#people/authentication';
import type { ListeningPolicy } from '#settings/model/setting-rules';
import { FakeClock } from '../kernel/fake-clock';

const supervisor: Principal = { role: 'supervisor', by: { token: 7 } };

function rig() {
  const clock = new FakeClock();
  const rights = { now: supervisor as Principal | null, policy: 'silent' as ListeningPolicy, isUp: true };
  const tokens = {
    authenticate: () => (rights.isUp ? Promise.resolve(rights.now) : Promise.reject(new Error('away'))),
  };
  const listening = new Set(['call-1 token:7']);
  const watch = new ListeningWatch({
    control: {
      isListening: (call, actor) => listening.has(`${call} ${actor}`),
      endListening: (call, actor) => listening.delete(`${call} ${actor}`),
    },
    policy: () => Promise.resolve(rights.policy),
    access: new AccessWatch({ tokens } as unknown as CredentialBooks, clock),
  });
  const request = { signedIn: null, headers: { authorization: 'Bearer t' } } as FastifyRequest;
  const begin = (): void => watch.begin(request, supervisor, 'call-1');
  begin();
  return { clock, rights, listening, begin };
}

test.each<[string, (rights: ReturnType<typeof rig>['rights']) => void]>([
  ['the credential is of no use any more', (rights) => (rights.now = null)],
  ['other rights', (rights) => (rights.now = { ...supervisor, role: 'administrator' } as Principal)],
  ['listening switched off', (rights) => (rights.policy = 'off')],
  ['nobody who can say', (rights) => (rights.isUp = false)],
])('who listens does so no longer within 15 seconds after: %s', async (_what, changes) => {
  const { clock, rights, listening } = rig();
  await clock.pass(60_000);
  expect(listening.size).toBe(1);
  changes(rights);
  await clock.pass(15_000);
  expect(listening.size).toBe(0);
  expect(clock.waiting).toBe(0);
});

test('one watch for each who listens, and none once they have left', async () => {
  const { clock, listening, begin } = rig();
  begin();
  expect(clock.waiting).toBe(1);
  listening.clear();
  await clock.pass(15_000);
  expect(clock.waiting).toBe(0);
});
