import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpRig, tokens } from '../http/http-rig';

const header = 'order_number,customer_name,phone,manager_extension\n';
const number = '79161234567';
const row = (n: number, manager = '101'): string => `${n},Customer ${n},+${number},${manager}\n`;

const send = (rig: HttpRig, payload: string, type = 'text/csv') =>
  rig.as('administrator', {
    method: 'POST',
    url: '/api/imports',
    headers: { 'content-type': type },
    payload,
  });

/** The server on a real socket, and an upload that is only begun. */
async function begin(rig: HttpRig, text: string, headers: Record<string, string> = {}) {
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  const upload = request({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/api/imports' },
    headers: { authorization: `Bearer ${tokens.administrator}`, 'content-type': 'text/csv', ...headers },
  });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    upload.on('error', reject).on('response', (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
  upload.write(text);
  return { upload, answer };
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('never');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an import', () => {
  it('takes the body, answers with its end, and is written down; its rejects hold nothing of the rows', async () => {
    const rig = new HttpRig();
    const reply = await send(rig, header + row(1) + row(2, '999') + `3,,${number}0,101\n`);
    expect(reply.statusCode).toBe(202);
    expect(reply.headers['location']).toBe('/api/imports/1');
    expect(reply.json()).toMatchObject({
      ...{ id: 1, state: 'done', rowsRead: 3, added: 2, rejected: 1, fault: null, by: 'admin' },
    });
    expect((await rig.get('administrator', '/api/imports/1')).json()).toEqual(reply.json());
    expect((await rig.get('administrator', '/api/imports')).json()).toEqual({
      items: [reply.json()],
      next: null,
    });
    const rejects = await rig.get('administrator', '/api/imports/1/rejects.csv');
    expect(rejects.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="import-1-rejects.csv"',
      'cache-control': 'no-store',
    });
    expect(rejects.body.split('\n')).toEqual([
      'line,result,reason,column,cell,explanation',
      expect.stringMatching(/^3,noticed,manager-unknown,manager_extension,999,/),
      expect.stringMatching(/^4,rejected,phone-invalid-for-region,,,/),
      '',
    ]);
    // What was sent did hold one.
    expect(rig.administration.intake.orders).toHaveLength(2);
    expect(rejects.body + reply.body + rig.said() + JSON.stringify(rig.audit.entries)).not.toContain(number);
    expect(rig.audit.entries).toEqual([
      { actor: 'account:admin', action: 'orders.import-begin', subject: 'import:1' },
      {
        ...{ actor: 'account:admin', action: 'orders.import', subject: 'import:1' },
        detail: { state: 'done', rows: 3, added: 2, changed: 0, unchanged: 0, rejected: 1, dryRun: false },
      },
    ]);
  });

  it('of a broken file fails, and says of what', async () => {
    const rig = new HttpRig();
    const reply = await send(rig, `${number};x\n`, 'application/octet-stream');
    expect(reply.statusCode).toBe(202);
    expect(reply.json()).toMatchObject({ state: 'failed', fault: 'header-incomplete' });
    expect(reply.body).not.toContain(number);
  });

  it('shows how far it is; another is refused meanwhile', async () => {
    const rig = new HttpRig();
    const { upload, answer } = await begin(rig, header + row(1));
    await until(() => rig.administration.ledger.entries.length === 1);
    expect((await rig.get('administrator', '/api/imports/1')).json()).toMatchObject({ state: 'running' });
    const refused = await send(rig, header);
    expect(refused.json()).toMatchObject({ slug: 'import-running', status: 409 });
    expect(refused.headers['connection']).toBe('close');
    upload.end(row(2));
    expect(await answer).toMatchObject({
      status: 202,
      body: expect.stringContaining('"added":2') as unknown,
    });
    await rig.app.close();
  });

  it('whose sender goes away is interrupted', async () => {
    const rig = new HttpRig();
    const { upload, answer } = await begin(rig, header + row(1));
    const { ledger } = rig.administration;
    await until(() => ledger.entries.length === 1);
    upload.destroy(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    await until(() => ledger.entries[0]?.state !== 'running');
    expect(ledger.entries[0]).toMatchObject({ state: 'interrupted', fault: 'upload-broken-off' });
    await rig.app.close();
    expect(rig.audit.entries).toMatchObject([
      { action: 'orders.import-begin', subject: 'import:1' },
      { action: 'orders.import', subject: 'import:1', detail: { state: 'interrupted', rows: 1 } },
    ]);
  });

  it('ends soon after its sender’s access does, and is written down', async () => {
    const rig = new HttpRig();
    const { answer } = await begin(rig, header + row(1));
    const { ledger } = rig.administration;
    await until(() => ledger.entries.length === 1);
    // The control: it goes on for as long as the access does.
    for (let n = 0; n < 2; n++) await rig.clock.pass(15_000);
    expect(ledger.entries[0]).toMatchObject({ state: 'running' });
    rig.tokens.revoke(tokens.administrator);
    await rig.clock.pass(15_000);
    const { status, body } = await answer;
    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({ slug: 'unauthenticated' });
    expect(ledger.entries[0]).toMatchObject({ state: 'interrupted', fault: 'access-ended', rowsRead: 1 });
    expect(rig.audit.entries[1]).toMatchObject({
      ...{ action: 'orders.import', subject: 'import:1', detail: { state: 'interrupted', rows: 1 } },
    });
    expect(rig.saidOf('an upload was ended')).toMatchObject([{ fields: { reason: 'token-revoked' } }]);
    expect(rig.clock.waiting).toBe(0);
    await rig.app.close();
  });

  it('that cannot be written down is not read', async () => {
    const rig = new HttpRig();
    rig.audit.failWith(new Error('no database'));
    expect((await send(rig, header + row(1))).json()).toMatchObject({ slug: 'unavailable' });
    expect(rig.administration.intake.orders).toEqual([]);
    expect(rig.administration.ledger.entries[0]).toMatchObject({ state: 'failed', fault: 'unavailable' });
  });

  it('ends with Star7, which waits for no sender', async () => {
    const rig = new HttpRig();
    const { answer } = await begin(rig, header + row(1));
    await until(() => rig.administration.ledger.entries.length === 1);
    await rig.app.close();
    expect(JSON.parse((await answer).body)).toMatchObject({ state: 'interrupted', fault: 'stopping' });
  });

  it('that says that it is too large is refused before anything is read', async () => {
    const rig = new HttpRig();
    const { upload, answer } = await begin(rig, '', { 'content-length': '1000001' });
    upload.flushHeaders();
    expect(JSON.parse((await answer).body)).toMatchObject({ slug: 'body-too-large', status: 413 });
    upload.destroy();
    expect(rig.administration.ledger.entries).toEqual([]);
    await rig.app.close();
  });

  it.each([
    ['application/json', '{}'],
    ['text/html', 'x'],
    ['multipart/form-data; boundary=x', 'x'],
  ])('of %s is none', async (type, payload) => {
    const rig = new HttpRig();
    expect((await send(rig, payload, type)).json()).toMatchObject({ slug: 'unsupported-media-type' });
    expect(rig.administration.ledger.entries).toEqual([]);
  });

  it('that nobody sent is not found, whatever was asked for', async () => {
    const rig = new HttpRig();
    for (const id of ['1', '0', '99999999999999999999', 'x', '-1', number]) {
      for (const rest of ['', '/rejects.csv']) {
        const reply = await rig.get('administrator', `/api/imports/${id}${rest}`);
        expect(reply.json()).toMatchObject({ slug: 'import-not-found', status: 404 });
      }
    }
  });

  it('is nobody’s business but administrators’; a file is then not even read', async () => {
    const rig = new HttpRig();
    for (const who of ['101', 'service', 'supervisor'] as const) {
      for (const [method, url] of [
        ['POST', '/api/imports'],
        ['GET', '/api/imports'],
        ['GET', '/api/imports/1'],
        ['GET', '/api/imports/1/rejects.csv'],
      ] as const) {
        expect((await rig.as(who, { method, url })).json()).toMatchObject({ slug: 'role-forbidden' });
      }
    }
    expect(rig.administration.ledger.entries).toEqual([]);
  });

  it('is not begun while the database is down', async () => {
    const rig = new HttpRig();
    rig.administration.ledger.failWith(new Error('down'));
    expect((await send(rig, header)).json()).toMatchObject({ slug: 'unavailable', status: 503 });
  });
});

it('elsewhere a file is refused as ever', async () => {
  const rig = new HttpRig();
  const reply = await rig.as('administrator', {
    method: 'POST',
    url: '/api/managers',
    headers: { 'content-type': 'text/csv' },
    payload: header,
  });
  expect(reply.json()).toMatchObject({ slug: 'unsupported-media-type', status: 415 });
});
