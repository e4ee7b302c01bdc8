import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (name: string): string => readFileSync(path.join(__dirname, '../..', name), 'utf8');

interface Packages {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Packages;
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
