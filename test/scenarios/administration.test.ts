import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';

interface Import {
  id: number;
  state: string;
  rowsRead: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  findings: { repeated: number } | null;
}

/** A manager of this suite's own, whose orders are nobody else's business. */
const extension = '199';
const megabyte = 1_000_000;

let at: TestLab;
let admin: ApiSession;
beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  await admin.request('POST', `/api/managers/${extension}/disable`);
  await admin.must('POST', '/api/managers', { extension, name: 'Ivan Importov' });
});
afterAll(async () => {
  await admin.request('PATCH', '/api/settings', { callsPerHour: null });
  await admin.request('POST', `/api/managers/${extension}/disable`);
  await at.release();
});

/** A shop's export, with a wide column that Star7 has no use for; the same two thousand orders again and again. */
function* exported(bytes: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('order_number,customer_name,phone,manager_extension,status,remarks\n');
  const remarks = 'x'.repeat(400);
  let sent = 0;
  for (let n = 0; sent < bytes;) {
    let text = '';
    for (let row = 0; row < 100; row += 1, n += 1) {
      const order = n % 2000;
      text += `zz-${order},Customer ${order},+7900555${1000 + order},${extension},closed,${remarks}\n`;
    }
    sent += text.length;
    yield encoder.encode(text);
  }
}

/** Bytes, as Star7 says it of itself. */
async function residentMemory(): Promise<number> {
  const text = await (await fetch(new URL('/metrics', at.lab.star7.httpUrl))).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** Sends so much, and looks meanwhile. @returns the answer, and the most memory that was seen */
async function send(bytes: number): Promise<{ done: Import; mostMemory: number; seen: Import[] }> {
  let mostMemory = 0;
  const seen: Import[] = [];
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      mostMemory = Math.max(mostMemory, await residentMemory());
      const [newest] = (await admin.must<{ items: Import[] }>('GET', '/api/imports')).items;
      if (newest !== undefined) seen.push(newest);
    }
  })();
  const answer = await admin.upload('/api/imports', exported(bytes));
  over.abort();
  await looking;
  expect(answer.status).toBe(202);
  return { done: (await answer.json()) as Import, mostMemory, seen };
}

test('a hundred megabytes are imported in about the memory of one', async () => {
  await send(megabyte);
  const small = await send(megabyte);
  expect(small.done).toMatchObject({ state: 'done', added: 0, rejected: 0 });
  const large = await send(100 * megabyte);
  expect(large.done).toMatchObject({ state: 'done', added: 0, rejected: 0 });
  // The same orders again and again: each is counted once, and its other rows as its.
  expect(large.done.unchanged).toBe(2000);
  expect(large.done.unchanged + (large.done.findings?.repeated ?? 0)).toBe(large.done.rowsRead);
  // How far it is was told while it went on.
  const running = large.seen.filter(({ id, state }) => id === large.done.id && state === 'running');
  expect(new Set(running.map(({ rowsRead }) => rowsRead)).size).toBeGreaterThan(2);
  expect(large.mostMemory / small.mostMemory).toBeLessThan(1.5);
});

test('a cap that is set counts at the next call, and for the next no more when it is taken back', async () => {
  const order = sampleShop().orders.find(
    ({ managerExtension, status }) => managerExtension === '102' && status === 'open',
  );
  const call = async () => {
    const answer = await at.request('POST', `/api/orders/${order?.orderNumber ?? ''}/calls`, {});
    const { id, slug } = (await answer.json()) as { id?: string; slug?: string };
    if (id === undefined) return slug;
    await at.request('DELETE', `/api/calls/${id}`);
    await at.nothingLeft(id);
    return null;
  };
  expect(await call()).toBeNull();
  await admin.must('PATCH', '/api/settings', { callsPerHour: 1 });
  expect(await call()).toBe('hourly-cap');
  await admin.must('PATCH', '/api/settings', { callsPerHour: null });
  expect(await call()).toBeNull();
});

test('trunks, phones and the doctor’s findings are shown, and no number of the shop in any of it', async () => {
  const pbx = await (await admin.request('GET', '/api/pbx')).text();
  expect(JSON.parse(pbx)).toMatchObject({ connected: true });
  const { trunks, phones } = JSON.parse(pbx) as { trunks: object[]; phones: object[] };
  expect(trunks).toContainEqual(expect.objectContaining({ name: 'carrier', state: 'online' }));
  expect(phones).toContainEqual(expect.objectContaining({ extension: '101', registered: true }));
  await admin.must('POST', '/api/doctor');
  const doctor = await eventually(
    async () => {
      const text = await (await admin.request('GET', '/api/doctor')).text();
      return (JSON.parse(text) as { running: boolean }).running ? null : text;
    },
    { within: 120_000, every: 200, what: 'the doctor’s end' },
  );
  expect(JSON.parse(doctor)).toMatchObject({ failed: false, ranAt: expect.any(String) as unknown });
  const others = await Promise.all(
    ['/api/managers', '/api/accounts', '/api/settings', '/api/imports'].map(async (target) =>
      (await admin.request('GET', target)).text(),
    ),
  );
  const search = new LeakSearch();
  expect(search.found('answers', [pbx, doctor, ...others].join('\n'))).toEqual([]);
  expect(search.found('a control', `${pbx}${sampleShop().numbers[0] ?? ''}`)).toHaveLength(1);
});
