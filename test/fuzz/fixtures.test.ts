import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FuzzRun } from './fuzz-run';
import { targets } from './targets';

/** A case that was found and fixed. Inputs contain canaries: unassigned numbers. */
interface Fixture {
  target: string;
  /** What the input caused. */
  what: string;
  input: unknown;
}

const folder = path.join(__dirname, 'fixtures');
const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, fixture: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture }));

test('fixtures exist, each for a known target', () => {
  expect(found.length).toBeGreaterThan(0);
  const names = targets.map(({ name }) => name);
  expect(found.filter(({ fixture }) => !names.includes(fixture.target))).toEqual([]);
});

describe.each(targets)('$name', ({ name, module }) => {
  const own = found.filter(({ fixture }) => fixture.target === name);
  const run = new FuzzRun({ module, name }, { seed: 0 });
  afterAll(() => run.close());

  test('faults that were found before do not return', async () => {
    const again: string[] = [];
    for (const { file, fixture } of own) {
      const faults = await run.replay(fixture.input);
      again.push(...faults.map(({ what }) => `${file}: ${what}`));
    }
    expect(again).toEqual([]);
  });
});
