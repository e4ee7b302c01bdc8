import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collectFiles, collectKeyFile, collectSounds, seesAsterisk } from '#doctor/collect/collect-files';
import { collectBackups, collectDisks } from '#doctor/collect/collect-host';
import { KeyFile } from '#vault/key-file';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'star7-doctor-files-'));
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string, mode: number): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

const asterisk = {
  ...{ data: '/usr/share/asterisk', configuration: '/etc/asterisk' },
  ...{ log: '/var/log/asterisk', spool: '/var/spool/asterisk' },
};
const settings = (changes: Partial<Parameters<typeof collectFiles>[0]> = {}) => ({
  keyFile: null,
  environment: {},
  logFile: null,
  backupDirectory: null,
  asterisk,
  asteriskRoot: root,
  ...changes,
});

test('Asterisk’s files, seen from outside its root', () => {
  write('etc/asterisk/manager.conf', '[star7]\nsecret = x\n', 0o640);
  write('etc/asterisk/extensions.conf', '; password of the shop\n[a]\n', 0o644);
  write('etc/asterisk/sub/pjsip.conf', 'password=x\n', 0o600);
  write('etc/asterisk/notes.txt', 'secret=x', 0o644);
  write('var/log/asterisk/messages', 'x', 0o640);
  write('var/spool/asterisk/monitor/2026/out-84951234567.wav', 'x', 0o644);
  const files = collectFiles(settings());
  expect(files.map(({ role, path: at, mode, holdsSecret }) => [role, at, mode, holdsSecret])).toEqual([
    ['asterisk-configuration', '/etc/asterisk/extensions.conf', 0o644, false],
    ['asterisk-configuration', '/etc/asterisk/manager.conf', 0o640, true],
    ['asterisk-configuration', '/etc/asterisk/sub/pjsip.conf', 0o600, true],
    ['log', '/var/log/asterisk', 0o640, false],
    // The folder's name, not the file's.
    ['recordings', '/var/spool/asterisk/monitor', 0o644, false],
  ]);
  expect(files[0]?.parents).toEqual([0o755, 0o755, 0o755]);
  expect(seesAsterisk(settings())).toBe(true);
});

test('recordings in a folder that others cannot enter are protected', () => {
  const file = write('var/spool/asterisk/monitor/2026/a.wav', 'x', 0o644);
  chmodSync(path.dirname(file), 0o750);
  expect(collectFiles(settings()).map(({ mode }) => mode)).toEqual([0]);
});

test('without files: no facts, and Asterisk is not visible', () => {
  expect(collectFiles(settings())).toEqual([]);
  expect(seesAsterisk(settings())).toBe(false);
  expect(seesAsterisk(settings({ asterisk: null }))).toBe(false);
});

test('Star7’s own files: those that variables name, its log', () => {
  const secret = write('secret', 'x', 0o604);
  const log = write('star7.log', 'x', 0o600);
  const environment = { STAR7_ARI_PASSWORD_FILE: secret, STAR7_KEY_FILE: '/x', OTHER_FILE: log };
  const files = collectFiles(settings({ asterisk: null, environment, logFile: log }));
  expect(files.map(({ role, path: at, mode }) => [role, at, mode])).toEqual([
    ['setting', secret, 0o604],
    ['log', log, 0o600],
  ]);
});

test('the key file, as `star7 serve` would find it', () => {
  const file = path.join(root, 'keys');
  const fault = (keyFile: string | null): string | undefined =>
    collectKeyFile({ keyFile, environment: {} }).fault?.slug;
  expect(fault(null)).toBe('key-file-unset');
  expect(fault(file)).toBe('key-file-missing');
  new KeyFile(file).create(new Date());
  expect(fault(file)).toBeUndefined();
  chmodSync(file, 0o640);
  expect(fault(file)).toBe('key-file-exposed');
  writeFileSync(file, 'x');
  chmodSync(file, 0o600);
  expect(fault(file)).toBe('key-file-damaged');
});

test('backups: the newest that is not empty', () => {
  const now = Date.now();
  const dated = (name: string, text: string, hoursAgo: number): void => {
    const at = now / 1000 - hoursAgo * 3600;
    utimesSync(write(`backups/${name}`, text, 0o600), at, at);
  };
  const newest = (): number | null => collectBackups(path.join(root, 'backups'), now).newestAgeSeconds;
  expect(collectBackups(path.join(root, 'backups'), now).fault).toBe('ENOENT');
  expect(collectBackups(null, now)).toEqual({ directory: null, newestAgeSeconds: null, fault: null });
  dated('empty.sql', '', 1);
  expect(newest()).toBeNull();
  dated('old.sql', 'x', 48);
  dated('daily/new.sql', 'x', 24);
  expect(newest()).toBe(24 * 3600);
});

test('disks: each existing one once', async () => {
  const disks = await collectDisks([
    { what: 'a', path: root },
    { what: 'b', path: root },
    { what: 'c', path: path.join(root, 'nowhere') },
  ]);
  expect(disks.map(({ what }) => what)).toEqual(['a']);
  expect(disks[0]?.totalBytes).toBeGreaterThan(0);
});

test('Star7’s sounds on the PBX, in any format', () => {
  expect(collectSounds(settings())).toBeNull();
  write('usr/share/asterisk/sounds/en/digits/1.gsm', 'x', 0o644);
  const none = collectSounds(settings());
  expect(none?.folder).toBe('/usr/share/asterisk/sounds/star7');
  expect(none?.missing).toEqual(expect.arrayContaining(['ru/wait', 'en/wait', 'ru/key-order-number']));
  write('usr/share/asterisk/sounds/star7/ru/wait.wav', 'x', 0o644);
  const all = none!.missing.length;
  expect(collectSounds(settings())?.missing).toHaveLength(all - 1);
  // Those of the project are all that is needed.
  cpSync(
    path.join(__dirname, '../../../dialplan/sounds'),
    path.join(root, 'usr/share/asterisk/sounds/star7'),
    {
      recursive: true,
    },
  );
  expect(collectSounds(settings())?.missing).toEqual([]);
});
