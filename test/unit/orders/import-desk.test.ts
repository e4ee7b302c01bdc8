import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';
import { ImportDesk, importFile } from '#orders/intake/import-desk';
import { readOrders } from '#orders/intake/order-reader';
import { UploadedImports } from '#orders/intake/uploaded-imports';
import { OutcomeDesk } from '#orders/outcome-desk';
import type { NamedOutcome } from '#orders/model/outcome';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryImportLedger } from './memory-import-ledger';
import { MemoryOrderRules } from './memory-order-rules';
import { RecordingIntake } from './recording-intake';

const administrator: Principal = {
  role: 'administrator',
  by: { account: 1, login: 'admin', mayExport: false },
};
const csv = 'order_number,customer_name,phone,manager_extension\n1001,Анна,8 900 555-00-01,101\n';

function rig() {
  const [clock, log, intake, ledger, audit] = [
    new FakeClock(),
    new MemoryLog(),
    new RecordingIntake(),
    new MemoryImportLedger(),
    new MemoryAuditLog(),
  ];
  const trail = new AuditTrail(audit, clock, log);
  const imports = new UploadedImports({
    read: readOrders,
    intake,
    ledger,
    rules: new MemoryOrderRules(),
    region: 'RU',
    clock,
    log,
  });
  return { intake, ledger, audit, log, trail, desk: new ImportDesk(imports, trail) };
}

async function* file(text = csv): AsyncGenerator<Buffer> {
  await Promise.resolve();
  yield Buffer.from(text);
}

const arriving = () => ({ chunks: file(), dryRun: false, mayGoOn: new AbortController().signal });

describe('a file from the browser', () => {
  it('is audited before it is read, and with how it ended', async () => {
    const { desk, audit, intake } = rig();
    expect(await desk.take(administrator, arriving())).toMatchObject({ state: 'done', added: 1 });
    expect(intake.orders).toHaveLength(1);
    const row = { actor: 'account:admin', subject: 'import:1' };
    expect(audit.entries).toEqual([
      { ...row, action: 'orders.import-begin' },
      {
        ...row,
        action: 'orders.import',
        detail: { state: 'done', rows: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, dryRun: false },
      },
    ]);
  });

  it('is not read where that cannot be audited', async () => {
    const { desk, audit, intake, ledger } = rig();
    audit.failWith(new Error('disk full'));
    await expect(desk.take(administrator, arriving())).rejects.toMatchObject({ slug: 'unavailable' });
    expect(intake.batches).toEqual([]);
    expect(ledger.entries).toMatchObject([{ state: 'failed', fault: 'unavailable' }]);
  });

  it('is one at a time, and of an account', async () => {
    const { desk } = rig();
    const first = desk.take(administrator, arriving());
    expect(() => desk.refuseWhileRunning()).toThrow('import-running');
    await expect(desk.take(administrator, arriving())).rejects.toMatchObject({ slug: 'import-running' });
    await first;
    expect(() => desk.refuseWhileRunning()).not.toThrow();
    const token: Principal = { role: 'administrator', by: { token: 1 } };
    await expect(desk.take(token, arriving())).rejects.toMatchObject({ slug: 'role-forbidden' });
    for (const id of ['9', '0', 'x']) {
      await expect(desk.find(id)).rejects.toMatchObject({ slug: 'import-unknown' });
    }
    expect(await desk.find('1')).toMatchObject({ state: 'done' });
  });
});

test('a file of this machine is audited once it is imported', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'star7-import-'));
  try {
    const path = join(directory, 'orders.csv');
    writeFileSync(path, csv);
    const { intake, trail, audit } = rig();
    const root = { role: 'operator', user: 'root' } as const;
    await importFile(root, { path, region: 'RU' }, { intake, trail, read: readOrders });
    await expect(
      importFile(root, { path: `${path}.none`, region: 'RU' }, { intake, trail, read: readOrders }),
    ).rejects.toMatchObject({ slug: 'file-missing' });
    expect(audit.entries).toEqual([
      {
        actor: 'cli:root',
        action: 'orders.import',
        subject: null,
        detail: { rows: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, dryRun: false },
      },
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a list of outcomes that is wrong is not put in place, nor audited', async () => {
  const { trail, audit } = rig();
  let stored: readonly NamedOutcome[] = [];
  const desk = new OutcomeDesk(
    {
      list: () => Promise.resolve([...stored]),
      replace: (outcomes) => {
        stored = outcomes;
        return Promise.resolve();
      },
    },
    trail,
  );
  const confirmed: NamedOutcome = {
    slug: 'confirmed',
    label: { ru: ' Да ', en: 'Yes' },
    movesTo: 'done',
    asksTime: false,
    delayMinutes: null,
    doNotCall: false,
  };
  await expect(desk.replace(administrator, [confirmed, confirmed])).rejects.toMatchObject({
    slug: 'invalid-input',
    faults: [{ field: 'items/1/slug', code: 'slug-repeated' }],
  });
  expect([stored, audit.entries]).toEqual([[], []]);
  expect(await desk.replace(administrator, [confirmed])).toMatchObject([{ label: { ru: 'Да' } }]);
  expect(audit.entries).toMatchObject([{ action: 'outcomes.change', detail: { outcomes: 'confirmed' } }]);
});
