import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { runOrderScript } from '#pbx/asterisk/agi/order-script';
import { everythingSaid } from '../log/everything-said';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from '../calls/memory-order-book';

const number = '79161234567';

test.each([
  ['101', 'manager:101'],
  [number, 'agi'],
])(
  'while everybody is locked out, extension %# is written down only where it is a manager’s',
  async (extension, actor) => {
    const orders = new MemoryOrderBook();
    orders.addManager('101');
    const audit = new MemoryAuditLog();
    const log = new MemoryLog();
    const variables = await runOrderScript(
      { networkScript: `order?number=1001&extension=${extension}`, channel: 'Local/s@queue-00000001;1' },
      {
        orders,
        guard: { look: () => Promise.resolve({ lockedForSeconds: 5 }) },
        audit,
        endpoints: new EndpointDirectory(),
        clock: new FakeClock(),
        log,
      },
      { trustExtensionArgument: true, lookUpSeconds: 5 },
    );
    expect(variables[0]).toEqual(['STAR7_STATUS', 'locked-out']);
    expect(audit.entries.map((entry) => entry.actor === actor)).toEqual([true]);
    expect(JSON.stringify(audit.entries) + everythingSaid(log)).not.toContain(number);
  },
);
