import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { connect } from 'ari-client';
import { FakeAri } from './pbx/fake-ari';

const root = path.join(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

interface Packages {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, unknown>;
}

const packages = JSON.parse(read('package.json')) as Packages;

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = packages;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  }
});

test('the lock file holds no address of a registry', () => {
  const lock = read('package-lock.json');
  // The control: it is the lock file.
  expect(lock).toContain('"node_modules/prom-client"');
  expect(lock).not.toContain('"resolved"');
});

describe('overrides', () => {
  afterEach(() => jest.restoreAllMocks());

  it('each have a reason in docs/decisions.md', () => {
    const decision = /^## 36\. [^]*?(?=^## |$(?![^]))/m.exec(read('docs/decisions.md'))?.[0] ?? '';
    const reasons = [...decision.matchAll(/^- \*\*`([^`]+)`\*\*/gm)].map(([, name]) => name);
    expect(reasons.sort()).toEqual(Object.keys(packages.overrides).sort());
  });

  it('give ari-client simple-get, which finds out whether the PBX is there', async () => {
    expect(packageOf('ari-client', 'request').name).toBe('simple-get');
    // swagger-client remarks on the version of Swagger.
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const ari = await FakeAri.listen();
    const client = await connect(ari.url, 'star7', 'hunter2');
    expect(client).toHaveProperty('channels.list');
    expect(ari.requests[0]).toBe('GET /ari/api-docs/resources.json');
    await ari.close();
  });

  it('let ari-client name a PBX that is not there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(connect(`http://127.0.0.1:${String(port)}`, 'star7', 'hunter2')).rejects.toMatchObject({
      name: 'HostIsNotReachable',
      code: 'ECONNREFUSED',
    });
  });

  it.each([
    ['ws', 8, 'ari-client'],
    ['uuid', 11, 'ari-client'],
    ['cookie', 1, 'light-my-request'],
  ])('leave one copy of %s, of major version %i', (name, major, user) => {
    const { packages: locked } = JSON.parse(read('package-lock.json')) as { packages: object };
    const copies = Object.keys(locked).filter((place) => place.endsWith(`node_modules/${name}`));
    expect(copies).toEqual([`node_modules/${name}`]);
    const { version } = packageOf(user, name);
    expect(version).toMatch(new RegExp(`^${String(major)}\\.`));
    expect(version).toBe(packageOf('.', name).version);
  });

  it('leave ari-client a uuid that it can load and call', () => {
    const uuid = requireOf('ari-client')('uuid') as { v4(): string };
    expect(uuid.v4()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
  });

  it('leave light-my-request a cookie that it can load on every Node we support', () => {
    const cookie = requireOf('light-my-request')('cookie') as { stringifySetCookie(one: object): string };
    expect(cookie.stringifySetCookie({ name: 'star7_session', value: '1' })).toBe('star7_session=1');
    // An ES module would need a newer Node than the oldest in `engines`, and jest cannot load it.
    expect(packageOf('light-my-request', 'cookie').type).not.toBe('module');
  });

  it('give openapi-typescript our TypeScript', () => {
    expect(requireOf('openapi-typescript').resolve('typescript')).toBe(requireOf('.').resolve('typescript'));
    expect(packageOf('openapi-typescript', 'typescript').version).toBe(
      packages.devDependencies['typescript'],
    );
  });
});

/** `require` as an installed package has it; `.` for Star7 itself. */
function requireOf(user: string): NodeJS.Require {
  const folder = user === '.' ? root : path.join(root, 'node_modules', user);
  return createRequire(path.join(folder, 'package.json'));
}

/** package.json of what a package gets when it requires `name`. */
function packageOf(user: string, name: string): { name: string; version: string; type?: string } {
  const file = (requireOf(user).resolve.paths(name) ?? [])
    .map((folder) => path.join(folder, name, 'package.json'))
    .find((candidate) => existsSync(candidate));
  return JSON.parse(readFileSync(file ?? '', 'utf8')) as { name: string; version: string; type?: string };
}
