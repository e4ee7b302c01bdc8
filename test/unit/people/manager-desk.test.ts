import { AuditTrail } from '#audit/audit-trail';
import type { Actor } from '#kernel/principal';
import { AccountDesk } from '#people/account-desk';
import { LiveAgents } from '#people/agents';
import { ManagerDesk } from '#people/manager-desk';
import { TokenDesk } from '#people/token-desk';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryAccountDirectory } from './memory-account-directory';
import { MemoryManagerRoster } from './memory-manager-roster';

const administrator: Actor = {
  role: 'administrator',
  by: { account: 1, login: 'admin', mayExport: false },
};
const root: Actor = { role: 'operator', user: 'root' };

function rig() {
  const managers = new MemoryManagerRoster();
  const accounts = new MemoryAccountDirectory(managers);
  const audit = new MemoryAuditLog();
  const log = new MemoryLog();
  const trail = new AuditTrail(audit, new FakeClock(), log);
  const agents = new LiveAgents({ store: managers.agents, clock: new FakeClock(), log });
  return {
    ...{ managers, accounts, agents, audit, log, trail },
    managerDesk: new ManagerDesk({ managers, accounts, agents, trail }),
    accountDesk: new AccountDesk(accounts, trail),
  };
}

describe('managers', () => {
  it('are kept alike from the pages and from the prompt: the audit log tells them by the actor alone', async () => {
    const { managerDesk, audit } = rig();
    await managerDesk.addWithAccount(administrator, { extension: '101', name: ' Анна ' });
    await managerDesk.add(root, { extension: '102', name: 'Boris' });
    for (const [actor, extension] of [
      [administrator, '101'],
      [root, '102'],
    ] as const) {
      await managerDesk.change(actor, extension, { name: 'Vera', did: null });
      await managerDesk.resetPassword(actor, extension);
      await managerDesk.disable(actor, extension);
    }
    const rowsOf = (actor: string, extension: string) =>
      audit.entries
        .filter((entry) => entry.actor === actor && entry.subject === `manager:${extension}`)
        .map(({ action, detail }) => ({ action, detail }));
    expect(rowsOf('account:admin', '101')).toEqual(rowsOf('cli:root', '102'));
    expect(rowsOf('cli:root', '102')).toEqual([
      { action: 'manager.add', detail: undefined },
      { action: 'manager.set', detail: { changed: 'did,name' } },
      { action: 'manager.reset', detail: undefined },
      { action: 'manager.disable', detail: undefined },
    ]);
  });

  it('that cannot be added leave no row', async () => {
    const { managerDesk, audit } = rig();
    await managerDesk.add(root, { extension: '101', name: 'Анна' });
    await expect(managerDesk.add(root, { extension: '101', name: 'Vera' })).rejects.toMatchObject({
      slug: 'manager-exists',
    });
    await expect(managerDesk.disable(root, '999')).rejects.toMatchObject({ slug: 'manager-unknown' });
    expect(audit.entries).toHaveLength(1);
  });

  it('get their one-time password though the audit log does not answer, which is logged', async () => {
    const { managerDesk, audit, accounts, log } = rig();
    audit.failWith(new Error('disk full'));
    const { password } = await managerDesk.addWithAccount(administrator, { extension: '101', name: 'A' });
    expect(password).toBe(accounts.given[0]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { action: 'manager.add' } }]);
  });

  it('have no password reset by a login that is no manager’s', async () => {
    const { managerDesk, accounts, audit } = rig();
    await accounts.create({ role: 'supervisor', login: 'orlov', name: 'Orlov' });
    await expect(managerDesk.resetPassword(root, 'orlov')).rejects.toMatchObject({ slug: 'manager-unknown' });
    expect(audit.entries).toEqual([]);
  });
});

describe('accounts', () => {
  it('of managers are not kept with those of the staff, but at the prompt', async () => {
    const { managerDesk, accountDesk, audit } = rig();
    await managerDesk.addWithAccount(administrator, { extension: '101', name: 'Анна' });
    await accountDesk.add(administrator, { role: 'supervisor', login: 'orlov', name: ' Orlov ' });
    expect((await accountDesk.list('staff', { disabledToo: false })).map(({ name }) => name)).toEqual([
      'Orlov',
    ]);
    expect(await accountDesk.list('everyone', { disabledToo: false })).toHaveLength(2);
    await expect(accountDesk.resetPassword(administrator, '101', 'staff')).rejects.toMatchObject({
      slug: 'account-unknown',
    });
    await accountDesk.resetPassword(root, '101', 'everyone');
    expect(audit.entries.slice(1)).toEqual([
      {
        actor: 'account:admin',
        action: 'account.add',
        subject: 'account:orlov',
        detail: { role: 'supervisor', mayExport: false },
      },
      { actor: 'cli:root', action: 'account.reset', subject: 'account:101' },
    ]);
  });
});

test('tokens are made and revoked, and that is audited', async () => {
  const { trail, audit } = rig();
  const desk = new TokenDesk(
    {
      create: () => Promise.resolve({ id: 7, token: 'star7_secret' }),
      list: () => Promise.resolve([]),
      revoke: () => Promise.resolve(),
    },
    trail,
  );
  await desk.create(root, { role: 'manager', extension: '101', label: 'x' });
  await desk.revoke(root, 7);
  expect(audit.entries).toEqual([
    {
      actor: 'cli:root',
      action: 'token.create',
      subject: 'token:7',
      detail: { role: 'manager', extension: '101' },
    },
    { actor: 'cli:root', action: 'token.revoke', subject: 'token:7' },
  ]);
});
