import { AuditTrail } from '#audit/audit-trail';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryAuditLog } from './memory-audit-log';

test('work that takes turns writes its entries in its turn; others do not wait for it', async () => {
  const log = new MemoryAuditLog();
  const trail = new AuditTrail(log, new FakeClock(), new MemoryLog());
  let open: () => void = () => undefined;
  const inTurn = trail.inTurn(() => new Promise((resolve) => (open = resolve)));
  const entry = { actor: 'manager:101', action: 'mail.write', subject: 'order:1' };
  const written = inTurn.before(entry);
  await trail.before({ ...entry, action: 'order.view' });
  expect(log.entries.map(({ action }) => action)).toEqual(['order.view']);
  open();
  await written;
  expect(log.entries.map(({ action }) => action)).toEqual(['order.view', 'mail.write']);
});
