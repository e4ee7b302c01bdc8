import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { eventually } from '../lab/eventually';
import { NumberSearch } from '../lab/number-search';
import { orderThat, sampleShop, wellKnownOrders } from '../lab/sample-shop';
import { allQuiet, click, dialOrder } from './leak-calls';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * Everything that Star7 answers and keeps: REST, server-sent events, the commands, the database, the log at its most
 * verbose. Searched for every number and every e-mail address of the shop, also those that the request itself held.
 */

let at: TestLab;
const search = new LeakSearch();
const { orders } = sampleShop();
const order = orderThat('answers');
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(async () => {
  await allQuiet(at);
});
afterAll(async () => {
  await at.release();
});

/**
 * The positive control of answers: the same bytes, with a number and an address where a name stood, are found.
 * @param name what stands in them now
 */
function expectSearchable(text: string, name: string): void {
  expect(text).toContain(name);
  for (const planted of [
    order.phone,
    `8${order.phone.slice(2)}`,
    order.phone.slice(-7),
    encodeURIComponent(order.phone),
    Buffer.from(order.phone).toString('base64'),
    Buffer.from(order.phone).toString('hex'),
    order.email,
    encodeURIComponent(order.email),
    Buffer.from(order.email).toString('base64'),
    Buffer.from(order.email).toString('hex'),
  ]) {
    expect(search.found('control', text.replace(name, ` ${planted} `)).length).toBeGreaterThan(0);
  }
}

/** Status, every header and the body. */
async function wholeAnswer(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return [`${response.status} ${response.statusText}`, ...headers, '', await response.text()].join('\n');
}

/** A request that no client of HTTP would send. */
async function rawAnswer(text: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(at.lab.ports.http, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}

/** Reads the event stream until the test is over. */
async function eventStream(): Promise<{ text: () => string; stop: () => void }> {
  const abort = new AbortController();
  const response = await fetch(new URL('/api/events', at.lab.star7.httpUrl), {
    headers: { authorization: `Bearer ${at.lab.env['API_TOKEN'] ?? ''}` },
    signal: abort.signal,
  });
  let text = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('');
  const decoder = new TextDecoder();
  const reading = (async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
    }
  })();
  reading.catch(() => undefined);
  return { text: () => text, stop: () => abort.abort() };
}

/** A click-to-call that is answered and talked, and a `*7` that is busy. */
async function twoCalls(): Promise<void> {
  const phone = at.phone(101);
  const since = phone.events.length;
  await click(at, order.orderNumber);
  await phone.incoming({ since });
  await phone.answer();
  const call = await eventually(
    async () => {
      const [newest] = await at.calls(101);
      return newest?.phase === 'talking' ? newest : null;
    },
    { within: 6_000, every: 50, what: 'the two to talk' },
  );
  await at.request('DELETE', `/api/calls/${call.id}`);
  await at.lastRecord(101, { after: null });
  const after = await at.newest(101);
  const busy = await dialOrder(at, 'busy');
  await busy.phone.closed(busy.id);
  await at.lastRecord(101, { after });
}

/** Every column of every table of a database, as text and, where it is bytes, in hex too. */
async function dump(schema: string): Promise<{ text: string; tables: string[]; values: number }> {
  const { database } = at.lab;
  const listed = await database.administer(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?',
    [schema],
  );
  const tables = listed.map((row) => String(row['name']));
  const lines: string[] = [];
  for (const table of tables) {
    for (const row of await database.administer('SELECT * FROM ??.??', [schema, table])) {
      for (const [column, value] of Object.entries(row)) {
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
        lines.push(`${table}.${column}: ${bytes.toString('latin1')}`);
        if (Buffer.isBuffer(value)) lines.push(`${table}.${column}: ${bytes.toString('hex')}`);
      }
    }
  }
  return { text: lines.join('\n'), tables, values: lines.length };
}

describe('REST', () => {
  test('orders, calls, one of each, events as they happen, the OpenAPI document: nothing', async () => {
    const stream = await eventStream();
    try {
      await twoCalls();
      const [call] = await at.calls(101);
      const answers: string[] = [];
      for (const target of [
        ...orders
          .filter((_, index) => index % 6 === 0)
          .map(({ orderNumber }) => `/api/orders/${orderNumber}`),
        '/api/orders?limit=100',
        '/api/orders?extension=101&limit=100',
        '/api/calls?limit=100',
        `/api/calls?orderNumber=${order.orderNumber}`,
        `/api/calls/${call!.id}`,
        '/api/openapi.json',
        '/healthz',
      ]) {
        const response = await at.request('GET', target);
        expect([target, response.status]).toEqual([target, 200]);
        answers.push(await wholeAnswer(response));
      }
      // All pages of all orders.
      for (let next: string | null = ''; next !== null;) {
        const page: { next: string | null } = await at.get(
          `/api/orders?limit=50${next === '' ? '' : `&after=${encodeURIComponent(next)}`}`,
        );
        answers.push(JSON.stringify(page));
        next = page.next;
      }
      const text = answers.join('\n');
      expect(search.found('REST', text)).toEqual([]);
      for (const { orderNumber } of orders) expect(text).toContain(`"${orderNumber}"`);
      expectSearchable(text, order.customerName);

      expect(search.found('events', stream.text())).toEqual([]);
      expect(stream.text()).toContain('"phase":"talking"');
      expect(stream.text()).toContain('"disposition":"busy"');
      expectSearchable(stream.text(), order.customerName);
    } finally {
      stream.stop();
    }
  });

  test('a request that holds a number or an address gets none of it back', async () => {
    const { phone, email } = order;
    const json = { 'content-type': 'application/json' };
    const answers: string[] = [];
    for (const secret of [phone, phone.slice(1), `8${phone.slice(2)}`, phone.slice(-7), email]) {
      const encoded = encodeURIComponent(secret);
      const asked: [string, string, { headers?: Record<string, string>; body?: string }][] = [
        ['GET', `/api/orders/${encoded}`, {}],
        ['GET', `/api/orders/${secret}`, {}],
        ['GET', `/api/calls/${encoded}`, {}],
        ['DELETE', `/api/calls/${encoded}`, {}],
        ['GET', `/api/${encoded}`, {}],
        ['GET', `/${encoded}`, {}],
        ['PATCH', `/api/orders/${encoded}`, {}],
        ['GET', `/api/orders?after=${encoded}`, {}],
        ['GET', `/api/orders?status=${encoded}`, {}],
        ['GET', `/api/orders?${encoded}=1`, {}],
        ['GET', `/api/orders?limit=${encoded}`, {}],
        ['GET', `/api/calls?orderNumber=${encoded}`, {}],
        ['GET', `/api/calls?disposition=${encoded}`, {}],
        ['POST', `/api/orders/${encoded}/calls`, {}],
        ['POST', '/api/orders/1001/calls', { headers: json, body: JSON.stringify({ slot: secret }) }],
        ['POST', '/api/orders/1001/calls', { headers: json, body: JSON.stringify({ [secret]: 1 }) }],
        ['POST', '/api/orders/1001/calls', { headers: json, body: JSON.stringify(secret) }],
        ['POST', '/api/orders/1001/calls', { headers: json, body: `{"slot": ${secret}` }],
        ['POST', '/api/orders/1001/calls', { headers: { 'content-type': `text/${encoded}` }, body: secret }],
        ['POST', '/api/orders/9999/calls', { headers: { 'idempotency-key': secret } }],
        ['GET', '/api/orders', { headers: { authorization: `Bearer ${secret}` } }],
        ['GET', '/api/orders', { headers: { authorization: secret } }],
        ['GET', '/api/events', { headers: { authorization: `Bearer ${secret}` } }],
        [
          'GET',
          '/api/nothing',
          { headers: { 'x-request-id': secret, origin: `https://${encoded}.invalid` } },
        ],
      ];
      for (const [method, target, init] of asked) {
        const headers = { authorization: `Bearer ${at.lab.env['API_TOKEN'] ?? ''}`, ...init.headers };
        const response = await fetch(new URL(target, at.lab.star7.httpUrl), { ...init, method, headers });
        const answer = await wholeAnswer(response);
        // An empty list is an answer too; nothing was started by any of these.
        expect(response.status).not.toBe(201);
        answers.push(answer);
      }
      answers.push(
        await rawAnswer(`GET /${secret} HTTP/9.${secret}\r\n\r\n`),
        await rawAnswer(`${secret} / HTTP/1.1\r\nHost: ${secret}\r\n\r\n`),
        await rawAnswer(`GET / HTTP/1.1\r\nHost: x\r\n${secret} ${secret}\r\n\r\n`),
        await rawAnswer(`GET /%zz${secret} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
    }
    const text = answers.join('\n');
    expect(search.found('errors of REST', text)).toEqual([]);
    expect(answers.length).toBe(5 * 28);
    expectSearchable(text, 'No such order, or not yours');
  });

  // A number of nobody in the shop: every other test searches the lab's log and database for the shop's.
  describe('a number in the place of an extension is not kept', () => {
    // Another one each time: what an earlier run left must not be found.
    const nobodys = `+7999${String(randomInt(1_000_000, 9_999_999))}`;
    const asExtensions = [nobodys.slice(1), `8${nobodys.slice(2)}`, nobodys.slice(-7)];

    async function expectNotKept(): Promise<void> {
      // Lines of the log are written together, a moment later: with this one all those before it are there.
      const looks = (): number => at.lab.star7.logs().split('"/healthz"').length;
      const before = looks();
      await at.request('GET', '/healthz');
      await eventually(() => looks() > before, { within: 5_000, what: 'the last line of the log' });
      const kept = [at.lab.star7.logs(), (await dump('star7')).text];
      const found = kept.map((text) => new NumberSearch([nobodys]).in(Buffer.from(text)).length);
      expect(found).toEqual([0, 0]);
    }

    // REST (click-to-call by a service) and the audit log of lists keep what they were asked for.
    test('of a list', async () => {
      for (const extension of asExtensions) await at.request('GET', `/api/orders?extension=${extension}`);
      await expectNotKept();
    });

    test('of a call', async () => {
      for (const extension of asExtensions) {
        await at.request('POST', `/api/orders/${order.orderNumber}/calls`, { extension });
      }
      await expectNotKept();
    });
  });

  test('a manager’s own token sees no more', async () => {
    const made = await at.lab.star7.mustRun([
      ...['token', 'create', '--role', 'manager', '--extension', '101', '--label', 'leaks', '--json'],
    ]);
    const { token } = JSON.parse(made.stdout) as { token: string };
    const answers: string[] = [];
    for (const target of [
      '/api/orders?limit=100',
      `/api/orders/${order.orderNumber}`,
      `/api/orders/${wellKnownOrders.someoneElses}`,
      `/api/orders/${wellKnownOrders.closed}`,
      '/api/calls?limit=100',
    ]) {
      const response = await at.request('GET', target, undefined, { authorization: `Bearer ${token}` });
      answers.push(await wholeAnswer(response));
    }
    const text = answers.join('\n');
    expect(search.found('REST as a manager', text)).toEqual([]);
    expectSearchable(text, order.customerName);
  });
});

describe('the command star7', () => {
  test('order show, calls, manager list, call; as text and as JSON; also asked with a number: nothing', async () => {
    const phone = at.phone(101);
    const said: string[] = [];
    const run = async (parameters: readonly string[], codes: readonly number[]): Promise<void> => {
      const { code, stdout, stderr } = await at.lab.star7.run(parameters);
      expect([parameters[0], codes.includes(code ?? -1)]).toEqual([parameters[0], true]);
      said.push(stdout, stderr);
    };
    const { phone: number, email } = order;
    const plain: [readonly string[], readonly number[]][] = [
      [['order', 'show', order.orderNumber], [0]],
      [['calls', '--limit', '50'], [0]],
      [['calls', '--order', order.orderNumber], [0]],
      [['manager', 'list'], [0]],
      [['token', 'list'], [0]],
      [['order', 'show', number], [4]],
      [['order', 'show', email], [4]],
      [
        ['calls', '--order', number],
        [0, 2, 4],
      ],
      [
        ['calls', '--after', number],
        [1, 2, 4],
      ],
      [
        ['call', number],
        [1, 2, 4],
      ],
      [
        ['call', order.orderNumber, '--as', number],
        [1, 2, 4],
      ],
      [
        ['hang-up', number],
        [1, 2, 4],
      ],
    ];
    await Promise.all(plain.map(([parameters, codes]) => run(parameters, codes)));
    await Promise.all(plain.map(([parameters, codes]) => run(['--json', ...parameters], codes)));
    for (const json of [[], ['--json']]) {
      const since = phone.events.length;
      const after = await at.newest(101);
      const calling = run([...json, 'call', orderThat('hangs-up').orderNumber, '--as', '101'], [0]);
      await phone.incoming({ since, within: 10_000 });
      await phone.answer();
      await calling;
      await at.lastRecord(101, { after });
    }
    const text = said.join('\n');
    expect(search.found('output of star7', text)).toEqual([]);
    expectSearchable(text, order.customerName);
    // Two dozen processes, of which each takes a second of a processor.
  });
});

describe('what is kept', () => {
  test('the database: nothing in any column of any table', async () => {
    const { text, tables, values } = await dump('star7');
    expect(search.found('the database', Buffer.from(text, 'latin1'))).toEqual([]);
    expect(tables).toEqual(
      expect.arrayContaining(['orders', 'contact_points', 'calls', 'call_events', 'audit_log', 'managers']),
    );
    // 240 orders with two contact points and more.
    expect(values).toBeGreaterThan(240 * 10);
  });

  test('control: a table that holds numbers and addresses, in every form', async () => {
    const { database } = at.lab;
    const schema = 'star7_leak_control';
    const secrets = [order.phone, order.email];
    await database.administer(`CREATE DATABASE IF NOT EXISTS ${schema}`);
    try {
      await database.administer(`CREATE TABLE ${schema}.planted (words TEXT, bytes BLOB, document JSON)`);
      for (const secret of secrets) {
        await database.administer(`INSERT INTO ${schema}.planted VALUES (?, NULL, NULL)`, [secret]);
        await database.administer(`INSERT INTO ${schema}.planted VALUES (NULL, ?, NULL)`, [
          Buffer.from(secret),
        ]);
        await database.administer(`INSERT INTO ${schema}.planted VALUES (NULL, NULL, ?)`, [
          JSON.stringify({ note: Buffer.from(secret).toString('base64') }),
        ]);
      }
      const { text } = await dump(schema);
      for (const line of ['words', 'bytes', 'document']) {
        const column = text
          .split('\n')
          .filter((value) => value.startsWith(`planted.${line}:`))
          .join('\n');
        const found = search.in(Buffer.from(column, 'latin1')).map(({ what }) => what);
        expect(found).toEqual(expect.arrayContaining(['number', 'e-mail']));
      }
    } finally {
      await database.administer(`DROP DATABASE ${schema}`);
    }
  });

  test('Star7’s log at its most verbose, and all else that was written: nothing', async () => {
    const files = await writtenFiles(at.lab);
    expect(files.flatMap(({ name, bytes }) => search.found(name, bytes))).toEqual([]);
    const log = files.find(({ name }) => name === 'star7.log')!.bytes.toString();
    expect(at.lab.star7.env['STAR7_LOG_LEVEL']).toBe('debug');
    expect(log).toContain('"message":"call ends"');
    expect(log.split('\n').length).toBeGreaterThan(100);
    expectSearchable(log, 'call ends');
  });
});
