import type { AddressInfo } from 'node:net';
import type { Health } from '#health/health';
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
    expect(document.security).toEqual([{ bearer: [] }, { session: [] }]);
    const schemas = Object.keys(document.components.schemas);
    expect(schemas).toEqual(expect.arrayContaining(['Call', 'Order', 'Problem']));
    expect(schemas.filter((name) => !/^[A-Z]/.test(name))).toEqual([]);

    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
    );
    expect(routes.map(({ route }) => route)).toEqual(
      expect.arrayContaining([
        'delete /api/calls/{id}',
        'get /api/calls',
        'get /api/calls/{id}',
        'get /api/events',
        'get /api/orders',
        'get /api/orders/{number}',
        'get /healthz',
        'get /readyz',
        'post /api/orders/{number}/calls',
        'post /api/session',
      ]),
    );
    for (const { route, operation } of routes) {
      expect(operation.tags).toHaveLength(1);
      if (route === 'get /healthz' || route === 'get /readyz') continue;
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
    // Every reference has a target.
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
    expect(text).toContain('Idempotency-Key'.toLowerCase());
  });
});

const up: Health = { ready: true, stopping: false, parts: { database: 'up', ami: 'down' } };
const down: Health = { ready: false, stopping: false, parts: { pbx: 'down' } };
const stopping: Health = { ready: false, stopping: true, parts: { pbx: 'up' } };

describe.each([
  // A process that answers is alive: a restart would end calls and repair nothing.
  {
    path: '/healthz',
    answers: { up: [200, 'up'], down: [200, 'up'], stopping: [200, 'up'], unknown: [200, 'up'] },
  },
  {
    path: '/readyz',
    answers: {
      up: [200, 'ready'],
      down: [503, 'not-ready'],
      stopping: [503, 'stopping'],
      unknown: [503, 'not-ready'],
    },
  },
])('GET $path', ({ path, answers }) => {
  const ask = async (health: () => Promise<Health>) => {
    const rig = new HttpRig();
    rig.health = health;
    const reply = await rig.app.inject(path);
    return { code: reply.statusCode, ...reply.json<{ status: string; parts: unknown }>() };
  };

  it.each([
    ['up', up],
    ['down', down],
    ['stopping', stopping],
  ] as const)('where it is %s', async (name, health) => {
    const [code, status] = answers[name];
    expect(await ask(() => Promise.resolve(health))).toEqual({ code, status, parts: health.parts });
  });

  it('where the checks of the parts fail', async () => {
    const [code, status] = answers.unknown;
    expect(await ask(() => Promise.reject(new Error('no')))).toEqual({ code, status, parts: {} });
  });

  it('where the parts do not answer by the deadline', async () => {
    const rig = new HttpRig({ healthSeconds: 3 });
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    rig.health = () => {
      asked();
      return new Promise(() => undefined);
    };
    const reply = rig.app.inject(path);
    await isAsked;
    await rig.clock.pass(3000);
    expect((await reply).statusCode).toBe(answers.unknown[0]);
    expect(rig.clock.waiting).toBe(0);
  });

  it('is requested too often for the info log', async () => {
    const rig = new HttpRig();
    await rig.app.inject(path);
    expect(rig.saidOf('request')).toMatchObject([{ level: 'debug' }]);
  });
});

describe('closing', () => {
  it('completes a request in progress, and refuses a new one with problem details', async () => {
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
