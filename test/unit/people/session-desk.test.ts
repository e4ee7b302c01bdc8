import { AuditTrail } from '#audit/audit-trail';
import { SessionDesk } from '#people/session-desk';
import { SignIn } from '#people/sign-in';
import { SignInLimiter } from '#people/sign-in-limiter';
import { TotpCodes } from '#vault/totp-codes';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryAccountBook, MemorySessionBook, MemoryTerms, PlainPasswords } from './memory-people';

function rig() {
  const clock = new FakeClock();
  const accounts = new MemoryAccountBook();
  const sessions = new MemorySessionBook(accounts, clock);
  const passwords = new PlainPasswords();
  const audit = new MemoryAuditLog();
  const log = new MemoryLog();
  const rule = { limit: 2, windowSeconds: 60 };
  const limiter = new SignInLimiter(clock, { perLogin: rule, perAddress: { ...rule, limit: 100 } });
  const signIn = new SignIn({ accounts, passwords, codes: new TotpCodes(), limiter, clock });
  const trail = new AuditTrail(audit, clock, log);
  const terms = new MemoryTerms();
  accounts.add({ id: 3, login: 'orlov', role: 'supervisor' }, 'correct horse');
  return {
    ...{ accounts, sessions, passwords, audit, log },
    desk: new SessionDesk({ signIn, accounts, sessions, passwords, terms, trail, log }),
  };
}

const right = { login: ' orlov ', password: 'correct horse', address: '192.0.2.1' };
const wrong = { ...right, password: 'wrong' };

describe('signing in', () => {
  it('checks, audits, and only then begins a session; the one before ends', async () => {
    const { desk, sessions, audit } = rig();
    const first = await desk.signIn(right, null);
    const second = await desk.signIn(right, first.token);
    expect(sessions.size).toBe(1);
    expect(second).toMatchObject({ account: { login: 'orlov' }, steps: [] });
    const row = { actor: 'account:orlov', action: 'session.sign-in', subject: 'account:orlov' };
    const detail = { role: 'supervisor', code: false, from: right.address };
    expect(audit.entries).toEqual([
      { ...row, detail },
      { ...row, detail },
    ]);
  });

  it('begins no session where it cannot be audited', async () => {
    const { desk, sessions, audit } = rig();
    audit.failWith(new Error('disk full'));
    await expect(desk.signIn(right, null)).rejects.toMatchObject({ slug: 'unavailable' });
    expect(sessions.size).toBe(0);
  });

  it('is limited before the password is checked', async () => {
    const { desk, passwords } = rig();
    for (let nth = 0; nth < 2; nth += 1) {
      await expect(desk.signIn(wrong, null)).rejects.toMatchObject({ slug: 'sign-in-refused' });
    }
    await expect(desk.signIn(right, null)).rejects.toMatchObject({
      slug: 'too-many-sign-ins',
      retryAfterSeconds: 60,
    });
    expect(passwords.held).toHaveLength(2);
  });

  it('does not wait for the audit log where it refuses: an unknown login has no row', async () => {
    const { desk, audit, log } = rig();
    audit.failWith(new Error('disk full'));
    for (const login of ['orlov', 'nobody']) {
      await expect(desk.signIn({ ...wrong, login }, null)).rejects.toMatchObject({ slug: 'sign-in-refused' });
    }
    const refused = log.lines.filter(({ message }) => message === 'sign-in refused');
    expect(refused.map(({ fields }) => fields.reason)).toEqual(['password', 'unknown']);
  });
});

describe('a new password', () => {
  const chosen = 'quite another horse';

  it('is audited before it counts', async () => {
    const { desk, audit, accounts } = rig();
    const signedIn = await desk.signIn(right, null);
    audit.failWith(new Error('disk full'));
    const change = { current: right.password, chosen, address: right.address };
    await expect(desk.changePassword(signedIn, change)).rejects.toMatchObject({ slug: 'unavailable' });
    expect(accounts.hasPassword(3, `hash of ${right.password}`)).toBe(true);
    audit.failWith(null);
    await desk.changePassword(signedIn, change);
    expect(accounts.hasPassword(3, `hash of ${chosen}`)).toBe(true);
  });

  it('is refused with all that is wrong, and nothing is audited', async () => {
    const { desk, audit } = rig();
    const signedIn = await desk.signIn(right, null);
    const change = { current: 'wrong', chosen: 'short', address: right.address };
    await expect(desk.changePassword(signedIn, change)).rejects.toMatchObject({
      slug: 'invalid-input',
      faults: [
        { field: 'current', code: 'wrong' },
        { field: 'new', code: 'too-short' },
      ],
    });
    expect(audit.entries).toHaveLength(1);
  });
});
