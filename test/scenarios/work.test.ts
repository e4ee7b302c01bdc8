import path from 'node:path';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { LeakSearch } from './leak-search';
import { TestLab, testLabOptions } from './test-lab';

interface Order {
  orderNumber: string;
  queue: string;
  lastOutcome: string | null;
  slots: string[];
}

interface Entry {
  id: string;
  kind: string;
  text: string | null;
  hidden: number;
  restorable: boolean;
  call: ApiCall | null;
}

const extension = '104';
let at: TestLab;
const tokens: Record<'manager' | 'supervisor', string> = { manager: '', supervisor: '' };
/** Everything that manager and supervisor were sent. */
const received: string[] = [];

beforeAll(async () => {
  at = TestLab.attach();
  for (const role of ['manager', 'supervisor'] as const) {
    const whose = role === 'manager' ? ['--extension', extension] : [];
    const created = await at.lab.star7.mustRun([
      ...['token', 'create', '--role', role, '--label', 'work', '--json', ...whose],
    ]);
    tokens[role] = (JSON.parse(created.stdout) as { token: string }).token;
  }
});
afterAll(async () => {
  await at.release();
});

const shop = sampleShop();
const own = shop.orders.filter(
  ({ managerExtension, status }) => managerExtension === extension && status === 'open',
);
const other = shop.orders.find(({ managerExtension }) => managerExtension !== extension)!;
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test's word for what it asks for
async function ask<Answer>(
  role: keyof typeof tokens,
  method: string,
  target: string,
  body?: object,
): Promise<{ status: number; answer: Answer; text: string }> {
  const response = await at.request(method, target, body, { authorization: `Bearer ${tokens[role]}` });
  const text = await response.text();
  received.push(text);
  return { status: response.status, answer: JSON.parse(text) as Answer, text };
}

test('a manager corrects a number, calls it, writes down what came of it and goes on; a supervisor takes the number back', async () => {
  const { answer: page } = await ask<{ items: Order[] }>('manager', 'GET', '/api/queue?limit=200');
  const numbers = page.items.map((item) => item.orderNumber);
  // One that an earlier run did not do.
  const { orderNumber, phone: stated } = own.find((each) => numbers.includes(each.orderNumber))!;
  // Of the sample shop's orders none but their own; other tests may have imported some besides.
  const others = shop.orders.filter((each) => !own.includes(each)).map((each) => each.orderNumber);
  expect(numbers.filter((number) => others.includes(number))).toEqual([]);

  // Whoever answers: that phone is what the manager types in.
  const answering = shop.orders.find((each) => each.behaviour === 'answers' && each.phone !== stated)!;
  const national = `8 (${answering.phone.slice(2, 5)}) ${answering.phone.slice(5)}`;
  const changed = await ask<Order>('manager', 'PUT', `/api/orders/${orderNumber}/contacts/main`, {
    number: national,
  });
  expect(changed).toMatchObject({ status: 200, answer: { orderNumber } });
  // The shop still states the number from before.
  await at.lab.star7.mustRun(['import', path.join(testLabOptions.directory, 'shop.csv')]);

  const phone = at.phone(extension);
  // Its events are told from the first command on.
  await phone.command('reginfo');
  const newest = await at.newest(extension);
  const since = phone.events.length;
  const { status, answer: call } = await ask<ApiCall>(
    'manager',
    'POST',
    `/api/orders/${orderNumber}/calls`,
    {},
  );
  expect(status).toBe(201);
  await phone.incoming({ since });
  await phone.answer();
  await eventually(async () => (await at.get<ApiCall>(`/api/calls/${call.id}`)).phase === 'talking', {
    within: 15_000,
    what: 'the talk',
  });
  await phone.hangUp();
  expect(await at.lastRecord(extension, { after: newest })).toMatchObject({ disposition: 'answered' });

  const firstOfTheOthers = async (): Promise<string | null> => {
    // Customers who called in vain come first; another test's caller may be one.
    for (const part of ['missed', 'to-call']) {
      const target = `/api/queue?part=${part}&limit=200`;
      const { answer } = await ask<{ items: Order[] }>('manager', 'GET', target);
      const first = answer.items.find((item) => item.orderNumber !== orderNumber);
      if (first !== undefined) return first.orderNumber;
    }
    return null;
  };
  const nextBefore = await firstOfTheOthers();
  const wrapped = await ask<{ order: Order; entry: Entry; next: string | null }>(
    'manager',
    'POST',
    `/api/orders/${orderNumber}/wrap-up`,
    { outcome: 'confirmed', note: `Жена: ${national}\nпосле 18:00`, callId: call.id },
  );
  expect(wrapped.answer).toMatchObject({
    order: { queue: 'done', lastOutcome: 'confirmed' },
    entry: { text: 'Жена: ███\nпосле 18:00', hidden: 1 },
  });
  // An order that was put off, or a customer's missed call, may have come first at this moment.
  expect([nextBefore, await firstOfTheOthers()]).toContain(wrapped.answer.next);
  // A call's record is stored a moment after its end.
  const line = await eventually(
    async () => {
      const { answer } = await ask<{ items: Entry[] }>(
        'supervisor',
        'GET',
        `/api/orders/${orderNumber}/timeline`,
      );
      return answer.items[1]?.call?.id === call.id ? answer : null;
    },
    { within: 5_000, every: 50, what: 'the call in the time line' },
  );
  expect(line.items.map((entry) => entry.kind).slice(0, 3)).toEqual(['outcome', 'call', 'contact-changed']);
  expect(line.items[1]?.call).toMatchObject({ id: call.id, talkSeconds: expect.any(Number) as number });

  const restored = await ask<Order>(
    'supervisor',
    'POST',
    `/api/orders/${orderNumber}/contacts/main/restore`,
    {
      entry: line.items[2]!.id,
    },
  );
  expect(restored.status).toBe(200);
});

test('somebody else’s order is answered like one that is not there', async () => {
  for (const [method, action, body] of [
    ['GET', 'timeline', undefined],
    ['POST', 'notes', { text: 'x' }],
    ['POST', 'wrap-up', { outcome: 'confirmed' }],
    ['PUT', 'contacts/main', { number: '89000000000' }],
  ] as const) {
    const theirs = await ask('manager', method, `/api/orders/${other.orderNumber}/${action}`, body);
    const none = await ask('manager', method, `/api/orders/no-such-order/${action}`, body);
    expect(theirs.status).toBe(404);
    expect(theirs.text).toBe(none.text);
  }
});

test('and no number was in what they were sent', () => {
  const search = new LeakSearch(shop);
  const all = received.join('\n');
  expect(search.found('what was received', all)).toEqual([]);
  // The control: the same search finds one that is.
  expect(search.found('the control', `${all}\n${shop.numbers[0]!}`)).not.toEqual([]);
});
