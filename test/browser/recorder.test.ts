import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { BrowserWatch } from './browser-watch';
import type { Place } from './browser-watch';

/**
 * The positive control of every other test here: a server that leaks in every way there is, each time another
 * customer's number or address, is found out in every place.
 */
const customers = sampleShop().orders.slice(0, 20);

/** Who leaks by what. */
const leaky = {
  document: customer(0),
  script: customer(1),
  style: customer(2),
  api: customer(3),
  apiInDeflate: customer(4),
  events: customer(5),
  laterEvent: customer(6),
  header: customer(7),
  cookie: customer(8),
  download: customer(9),
  attribute: customer(10),
  shortText: customer(11),
  field: customer(12),
  localStorage: customer(13),
  sessionStorage: customer(14),
  console: customer(15),
  picture: customer(16),
  text: customer(17),
  brotli: customer(18),
};

let server: Server;
let watch: BrowserWatch;
let leaks: string[];

beforeAll(async () => {
  server = createServer(({ url }, response) => answer(url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  watch = await BrowserWatch.begin(`http://127.0.0.1:${String(port)}`);
  const { page } = await watch.person();
  await page.goto('/');
  await page.getByText('done').waitFor();
  await eventually(async () => (await watch.received()).events.some((stream) => stream.includes('second')), {
    within: 5_000,
    what: 'the second event',
  });
  leaks = await watch.leaks();
});
afterAll(async () => {
  await watch.end();
  server.closeAllConnections();
  server.close();
});

test.each<[string, SampleOrder, Place, RegExp]>([
  ['a document', leaky.document, 'document', /^number .*e164/],
  ['a script, in gzip', leaky.script, 'script', /^e-mail .*base64/],
  ['a style sheet', leaky.style, 'style', /^number .*national/],
  ['an answer of the API', leaky.api, 'api', /^number .*last-seven/],
  ['an answer in deflate', leaky.apiInDeflate, 'api', /^number .*e164/],
  ['an answer in brotli', leaky.brotli, 'api', /^number .*e164/],
  ['an event', leaky.events, 'events', /^number .*e164/],
  ['a later event of a stream that goes on', leaky.laterEvent, 'events', /^e-mail .*literal/],
  ['a header', leaky.header, 'head', /^number .*url-escaped/],
  ['a cookie', leaky.cookie, 'head', /^number .*base64/],
  ['a download', leaky.download, 'download', /^number .*national/],
  ['a picture', leaky.picture, 'other', /^number .*hex/],
  ['an attribute', leaky.attribute, 'dom', /^number .*e164/],
  ['a text', leaky.text, 'dom', /^e-mail .*literal/],
  ['a text that was taken away at once', leaky.shortText, 'dom', /^number .*e164/],
  ['a field', leaky.field, 'dom', /^number .*e164/],
  ['local storage', leaky.localStorage, 'dom', /^number .*e164/],
  ['session storage', leaky.sessionStorage, 'dom', /^number .*e164/],
  ['the console', leaky.console, 'console', /^number .*e164/],
])('%s that leaks is found out', (_what, { orderNumber }, place, form) => {
  const found = leaks.filter((leak) => leak.includes(` of order ${orderNumber},`));
  expect(found).toContainEqual(expect.stringContaining(`, in ${place} at `));
  expect(found).toContainEqual(expect.stringMatching(form));
});

test('what is found is not told', () => {
  const told = leaks.join('\n');
  expect(customers.filter(({ phone, email }) => told.includes(phone) || told.includes(email))).toEqual([]);
});

test('a page that asks a third party is found out', async () => {
  const { page } = await watch.person();
  await page.goto('/foreign');
  await eventually(() => watch.faults.includes('http://127.0.0.2:9/picture.png'), { within: 5_000 });
});

test('a page that breaks its content security policy is found out', async () => {
  const { page } = await watch.person();
  await page.goto('/inline');
  await eventually(() => watch.faults.some((fault) => /Content Security Policy/i.test(fault)), {
    within: 5_000,
  });
});

function customer(index: number): SampleOrder {
  return customers[index]!;
}

function answer(target: string, response: ServerResponse): void {
  const send = (type: string, body: string | Buffer, headers: Record<string, string> = {}): void => {
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  };
  switch (target) {
    case '/':
      send(
        'text/html; charset=utf-8',
        `<!doctype html><title>x</title><link rel="stylesheet" href="/style.css">
        <!-- ${leaky.document.phone} --><input aria-label="field"><p></p><img src="/picture.png" alt="">
        <script src="/script.js"></script>`,
        {
          'x-customer': `tel:${escaped(leaky.header.phone)}`,
          'set-cookie': `x=${Buffer.from(leaky.cookie.phone).toString('base64')}; HttpOnly`,
        },
      );
      return;
    case '/style.css':
      send('text/css', `p::after { content: '8${leaky.style.phone.slice(2)}'; }`);
      return;
    case '/script.js':
      send('text/javascript', gzipSync(script), { 'content-encoding': 'gzip' });
      return;
    case '/api/plain':
      send('application/json', JSON.stringify({ tail: leaky.api.phone.slice(-7) }));
      return;
    case '/api/deflate':
      send('application/problem+json', deflateSync(JSON.stringify({ phone: leaky.apiInDeflate.phone })), {
        'content-encoding': 'deflate',
      });
      return;
    case '/api/brotli':
      send('application/json', brotliCompressSync(JSON.stringify({ phone: leaky.brotli.phone })), {
        'content-encoding': 'br',
      });
      return;
    case '/file.csv':
      send('text/csv', `8 (${leaky.download.phone.slice(2, 5)}) ${leaky.download.phone.slice(5)}\n`, {
        'content-disposition': 'attachment',
      });
      return;
    case '/picture.png':
      send('image/png', Buffer.from(leaky.picture.phone).toString('hex'));
      return;
    case '/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: first ${leaky.events.phone}\n\n`);
      setTimeout(() => response.write(`data: second ${leaky.laterEvent.email}\n\n`), 50);
      return;
    case '/foreign':
      send('text/html', '<img src="http://127.0.0.2:9/picture.png">');
      return;
    case '/inline':
      send('text/html', '<script>1</script>', { 'content-security-policy': "script-src 'self'" });
      return;
    default:
      response.writeHead(404).end();
  }
}

/** Says in the page what the network never brought in one piece: the page's own places are to be searched too. */
const script = `
// ${Buffer.from(leaky.script.email).toString('base64')}
const whole = (...parts) => parts.join('');
const p = document.querySelector('p');
p.title = ${parts(leaky.attribute.phone)};
p.textContent = ${parts(leaky.shortText.phone)};
Promise.resolve().then(async () => {
  await fetch('/api/plain').then((answer) => answer.text());
  p.textContent = ${parts(leaky.text.email)};
  await fetch('/api/deflate').then((answer) => answer.text());
  // By plain HTTP the browser cannot read it; the recorder can.
  await fetch('/api/brotli').then((answer) => answer.text()).catch(() => undefined);
  await fetch('/file.csv').then((answer) => answer.text());
  new EventSource('/events').onmessage = () => { p.textContent = 'done'; };
});
document.querySelector('input').value = ${parts(leaky.field.phone)};
localStorage.setItem('x', ${parts(leaky.localStorage.phone)});
sessionStorage.setItem('x', ${parts(leaky.sessionStorage.phone)});
console.log(${parts(leaky.console.phone)});
`;

/** An expression that puts a text together from letters. */
function parts(text: string): string {
  return `whole(${Array.from(text, (letter) => JSON.stringify(letter)).join(', ')})`;
}

function escaped(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
}
