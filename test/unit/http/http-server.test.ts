import type { AddressInfo } from 'node:net';
import type { Health } from '../../../src/http/http-parts';
import { HttpRig } from './http-rig';

interface Document {
  openapi: string;
  security: object[];
  components: { schemas: Record<string, object>; securitySchemes: object };
  paths: Record<string, Record<string, { tags?: string[]; responses: Record<string, object> }>>;
}

describe('GET /api/openapi.json', () => {
  it('describes every route with tags, errors and the bearer scheme', async () => {
    const document = (await new HttpRig().app.inject('/api/openapi.json')).json<Document>();
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(document.components.schemas).sort()).toEqual(['Call', 'Order', 'Problem']);

    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
    );
    expect(routes.map(({ route }) => route).sort()).toEqual([
      'delete /api/calls/{id}',
      'get /api/calls',
      'get /api/calls/{id}',
      'get /api/events',
      'get /api/orders',
      'get /api/orders/{number}',
      'get /healthz',
      'post /api/orders/{number}/calls',
    ]);
    for (const { route, operation } of routes) {
      expect(operation.tags).toHaveLength(1);
      if (route === 'get /healthz') continue;
      expect(operation.responses).toMatchObject({
        401: {
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      });
    }
    expect(Object.keys(document.paths['/api/orders/{number}/calls']!['post']!.responses)).toEqual(
      expect.arrayContaining([
        '200',
        '201',
        '400',
        '403',
        '404',
        '409',
        '413',
        '415',
        '422',
        '429',
        '500',
        '503',
      ]),
    );
    // Every reference leads somewhere.
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
    expect(text).toContain('Idempotency-Key'.toLowerCase());
  });
});

describe('GET /healthz', () => {
  const ask = async (health: () => Promise<Health>) => {
    const rig = new HttpRig();
    rig.health = health;
    const reply = await rig.app.inject('/healthz');
    return { status: reply.statusCode, body: reply.json<unknown>() };
  };

  it('says which part is up or down', async () => {
    expect(await ask(() => Promise.resolve({ ok: true, parts: { database: 'up', ami: 'down' } }))).toEqual({
      status: 200,
      body: { status: 'up', parts: { database: 'up', ami: 'down' } },
    });
    expect(await ask(() => Promise.resolve({ ok: false, parts: { pbx: 'down' } }))).toEqual({
      status: 503,
      body: { status: 'down', parts: { pbx: 'down' } },
    });
  });

  it('is down where the parts cannot say', async () => {
    expect(await ask(() => Promise.reject(new Error('no')))).toMatchObject({ status: 503 });
  });

  it('is down where the parts say nothing by the deadline', async () => {
    const rig = new HttpRig({ healthSeconds: 3 });
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    rig.health = () => {
      asked();
      return new Promise(() => undefined);
    };
    const reply = rig.app.inject('/healthz');
    await isAsked;
    await rig.clock.pass(3000);
    expect((await reply).statusCode).toBe(503);
    expect(rig.clock.waiting).toBe(0);
  });

  it('is asked too often to be logged as news', async () => {
    const rig = new HttpRig();
    await rig.app.inject('/healthz');
    expect(rig.saidOf('request')).toMatchObject([{ level: 'debug' }]);
  });
});

describe('closing', () => {
  it('lets a request under way end, and refuses a new one with problem details', async () => {
    const rig = new HttpRig();
    let release: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    rig.control.answer = () => {
      begun();
      return new Promise((resolve) => (release = () => resolve({ outcome: 'manager-busy' })));
    };
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const waiting = fetch(`http://127.0.0.1:${String(port)}/api/orders/1001/calls`, {
      method: 'POST',
      headers: { authorization: 'Bearer s7_manager-101' },
    });
    await isBegun;
    const closed = rig.app.close();
    release();
    expect((await waiting).status).toBe(409);
    await closed;
  });
});
