import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Linter } from 'eslint';

/*
 * docs/architecture.md says what may import what. eslint.config.js enforces it; here both are compared, with imports that
 * must be refused and their counterparts that must not.
 */
const project = path.join(__dirname, '../../..');
const map = readFileSync(path.join(project, 'docs/architecture.md'), 'utf8');

/** The capabilities in the order of the document's table. */
const order = [...map.matchAll(/^\| `src\/([a-z]+)`/gm)].map(([, name = '']) => name);
const inOrder = order.filter((name) => name !== 'web');

const config = jest.requireActual<Linter.Config[]>('../../../eslint.config.js');
const linter = new Linter({ configType: 'flat' });

function refused(filename: string, code: string): boolean {
  return refusedOf(filename, [code]).length > 0;
}

/** Those of some statements that a file must not hold: a line each, in one run, since most of its time is the configuration's. */
function refusedOf(filename: string, statements: readonly string[]): string[] {
  const messages = linter.verify(statements.join('\n'), config, { filename: path.join(project, filename) });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  const lines = new Set(messages.map(({ line }) => line));
  return statements.filter((_statement, index) => lines.has(index + 1));
}

const imports = (specifier: string): string => `import { x } from '${specifier}';`;

test('the table names the folders of src, each once', () => {
  const folders = readdirSync(path.join(project, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect([...order].sort()).toEqual(folders.sort());
});

describe.each(
  inOrder.map((name, position) => ({
    name,
    earlier: inOrder.slice(0, position),
    later: inOrder.slice(position + 1),
  })),
)('$name', ({ name, earlier, later }) => {
  test('imports nothing that stands after it', () => {
    const statements = later.map((other) => imports(`#${other}/probe`));
    expect(refusedOf(`src/${name}/probe.ts`, statements)).toEqual(statements);
  });

  test('may import what stands before it, but for the kernel, which imports nothing, and the PBX', () => {
    if (name === 'pbx') return;
    const statements = earlier.map((other) => imports(`#${other}/probe`));
    expect(refusedOf(`src/${name}/probe.ts`, statements)).toEqual([]);
  });

  test('leaves SQL, routes, commands and composition of others alone', () => {
    const files = [
      'sql-probe',
      'probe-routes',
      'probe-commands',
      'probe-command',
      'create-probe',
      'below/sql-probe',
    ];
    const statements = earlier.flatMap((other) => files.map((file) => imports(`#${other}/${file}`)));
    expect(refusedOf(`src/${name}/probe.ts`, statements)).toEqual(statements);
    expect(refused(`src/${name}/probe.ts`, imports('./sql-probe'))).toBe(false);
  });
});

test.each([
  ['src/calls/model/probe.ts', '../call-log', true],
  ['src/calls/model/probe.ts', '#database/database', true],
  ['src/calls/model/probe.ts', '#orders/model/outcome', true],
  ['src/calls/model/probe.ts', '#people/model/manager', false],
  ['src/calls/model/probe.ts', 'uuid', true],
  ['src/calls/model/below/probe.ts', '../call-state', false],
  ['src/calls/model/below/probe.ts', '../../call-log', true],
  ['src/kernel/probe.ts', 'node:fs', true],
  ['src/kernel/probe.ts', './micros', false],
  ['src/calls/sql-probe.ts', '#http/problem', true],
  ['src/calls/sql-probe.ts', '#database/database', false],
  ['src/pbx/asterisk/probe.ts', '#database/database', true],
  ['src/pbx/asterisk/probe.ts', '#calls/call-log', true],
  ['src/pbx/asterisk/probe.ts', '#calls/engine/pbx', false],
  ['src/web/probe.ts', '#http/problem', true],
  ['src/web/probe.ts', '#calls/engine/pbx', true],
  ['src/web/probe.ts', '#calls/model/disposition', false],
  ['src/web/probe.ts', '../kernel/micros', true],
  ['src/web/probe.tsx', 'node:fs', true],
  ['src/doctor/probe.ts', '../app', true],
])('%s importing %s is refused: %s', (file, specifier, is) => {
  expect(refused(file, imports(specifier))).toBe(is);
});

test('a number is revealed by the vault and the dial string alone', () => {
  const code = "import { reveal } from '#kernel/masked';";
  expect(refused('src/vault/probe.ts', code)).toBe(false);
  expect(refused('src/pbx/asterisk/dial-string.ts', code)).toBe(false);
  for (const name of inOrder.filter((each) => each !== 'vault')) {
    expect(refused(`src/${name}/probe.ts`, code)).toBe(true);
    expect(refused(`src/${name}/sql-probe.ts`, code)).toBe(true);
    expect(refused(`src/${name}/model/probe.ts`, code)).toBe(true);
  }
  expect(refused('src/calls/probe.ts', "import { Masked } from '#kernel/masked';")).toBe(false);
});

test('a number is carried between threads by what sends it alone', () => {
  for (const name of inOrder.filter((each) => each !== 'vault')) {
    const code = imports('#vault/carried-contact');
    for (const file of ['probe', 'sql-probe', 'model/probe']) {
      expect(refused(`src/${name}/${file}.ts`, code)).toBe(true);
    }
  }
  expect(refused('src/orders/intake/reading-thread/packed-piece.ts', imports('#vault/carried-contact'))).toBe(
    false,
  );
  expect(
    refused('src/orders/intake/reading-thread/packed-piece.ts', "import { reveal } from '#kernel/masked';"),
  ).toBe(true);
});

test.each(['Date.now();', 'Math.random();', 'setTimeout(() => 1, 1);', 'process.exit();'])(
  'a model does not %s',
  (code) => {
    expect(refused('src/people/model/probe.ts', code)).toBe(true);
    expect(refused('src/kernel/probe.ts', code)).toBe(true);
    expect(refused('src/people/probe.ts', code)).toBe(false);
  },
);

describe('a table', () => {
  const owners = [...map.matchAll(/^\| `src\/([a-z]+)` +\|[^|]*\|([^|]*)\|$/gm)].flatMap(
    ([, owner = '', tables = '']) =>
      [...tables.matchAll(/`([a-z_]+)`/g)].map(([, table = '']) => ({ owner, table })),
  );

  test('has one owner, and each that a migration makes has one', () => {
    const folder = path.join(project, 'migrations');
    const made = readdirSync(folder).flatMap((name) =>
      [...readFileSync(path.join(folder, name), 'utf8').matchAll(/CREATE TABLE (\w+)/g)].map(
        ([, table = '']) => table,
      ),
    );
    expect(owners.map(({ table }) => table).sort()).toEqual(made.sort());
  });

  test.each(owners)('$table is written by $owner alone', ({ owner, table }) => {
    const writes = [
      `const update = 'UPDATE ${table} SET x = 1';`,
      `const remove = \`DELETE FROM ${table} WHERE x = \${1}\`;`,
      `const insert = 'INSERT INTO ${table} (x) VALUES (?)';`,
      `database.insert('${table}', { x: 1 });`,
      `transaction.insertMany('${table}', []);`,
      `this.database.update('${table}', {}, {});`,
      `insertAll(transaction, '${table}', []);`,
    ];
    const read = `const read = 'SELECT x FROM ${table}';`;
    expect(refusedOf(`src/${owner}/sql-probe.ts`, [...writes, read])).toEqual([]);
    for (const other of inOrder.filter((each) => each !== owner)) {
      expect([other, refusedOf(`src/${other}/sql-probe.ts`, [...writes, read])]).toEqual([other, writes]);
    }
  });
});
