import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, transpileModule } from 'typescript';
import { LogFile } from '#log/log-file';
import { createLogger } from '#log/logger';
import { eventually } from '../../lab/eventually';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'star7-log-'));
  file = join(directory, 'star7.log');
});
afterEach(() => rmSync(directory, { recursive: true }));

const messages = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { message: string }).message);

async function said(path: string, ...expected: string[]): Promise<void> {
  await eventually(() => messages(path).length >= expected.length, { within: 5_000, what: 'lines' });
  expect(messages(path)).toEqual(expected);
}

test('a renamed file is written until the reopening, and no line is lost', async () => {
  const log = createLogger({ level: 'info', file });
  log.info('one');
  await said(file, 'one');
  renameSync(file, `${file}.1`);
  log.info('two');
  await said(`${file}.1`, 'one', 'two');
  log.reopen();
  log.info('three');
  await eventually(() => existsSync(file), { within: 5_000, what: 'the new file' });
  await said(file, 'three');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(messages(`${file}.1`)).toEqual(['one', 'two']);
});

test('after a reopening among a thousand lines, all of them are in one of the two files, in order', async () => {
  const log = createLogger({ level: 'info', file });
  const all = Array.from({ length: 1000 }, (_each, index) => `line ${String(index)}`);
  for (const [index, line] of all.entries()) {
    log.info(line);
    if (index === 500) {
      renameSync(file, `${file}.1`);
      log.reopen();
    }
  }
  await eventually(() => messages(`${file}.1`).length + messages(file).length === all.length, {
    within: 10_000,
    what: 'every line',
  });
  expect([...messages(`${file}.1`), ...messages(file)]).toEqual(all);
});

test('lines that cannot be written are counted and reported later, and end nothing', () => {
  // Every write to /dev/full fails like on a full disk.
  const link = join(directory, 'full');
  symlinkSync('/dev/full', link);
  const log = new LogFile(link, (count) => `lost ${String(count)}\n`);
  const put = (line: string): void => {
    log.write(line);
    log.flush();
  };
  put('one\n');
  put('two\n');
  rmSync(link);
  log.reopen();
  put('three\n');
  put('four\n');
  expect(readFileSync(link, 'utf8')).toBe('lost 2\nthree\nfour\n');
});

test('lines of one moment are written together, a little later', async () => {
  const log = new LogFile(file, String);
  log.write('one\n');
  log.write('two\n');
  expect(readFileSync(file, 'utf8')).toBe('');
  await eventually(() => readFileSync(file, 'utf8') !== '', { within: 5_000, what: 'the lines' });
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
});

test('pending lines are written when the process ends', () => {
  const source = readFileSync(join(__dirname, '../../../src/log/log-file.ts'), 'utf8');
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
  const program = `${outputText}
    const log = new exports.LogFile(${JSON.stringify(file)}, String);
    log.write('last words\\n');
    process.exit(3);`;
  expect(spawnSync(process.execPath, ['-e', program]).status).toBe(3);
  expect(readFileSync(file, 'utf8')).toBe('last words\n');
});

test('a file that cannot be opened is reported with its setting', () => {
  expect(() => createLogger({ level: 'info', file: join(directory, 'none', 'star7.log') })).toThrow(
    /STAR7_LOG_FILE .*ENOENT/,
  );
});
