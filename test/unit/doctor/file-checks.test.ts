import { fileChecks } from '#doctor/checks/file-checks';
import type { FileFacts, FileRole } from '#doctor/facts';
import { keyFileFaults } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const closed = [0o755, 0o755, 0o750];
const open = [0o755, 0o755, 0o755];
const file = (role: FileRole, changes: Partial<FileFacts> = {}): FileFacts => ({
  role,
  path: '/x/y',
  mode: 0o644,
  parents: open,
  holdsSecret: true,
  ...changes,
});
const findings = (...files: FileFacts[]): string[] => brief(fileChecks({ ...healthy, files }));

test('protected files: no finding', () => {
  expect(fileChecks(healthy)).toEqual([]);
});

test.each<[FileFacts, string[]]>([
  [file('setting'), ['high setting-file-exposed']],
  [file('asterisk-configuration'), ['high asterisk-configuration-exposed']],
  [file('log'), ['medium log-exposed']],
  [file('recordings'), ['high recordings-exposed']],
  [file('backup'), ['high backup-exposed']],
  // Without a password in it.
  [file('asterisk-configuration', { holdsSecret: false }), []],
  [file('setting', { mode: 0o640 }), []],
  [file('setting', { mode: 0o600 }), []],
  // Others can write it but not read it: not a finding of this check.
  [file('log', { mode: 0o622 }), []],
  // A protected folder protects its files.
  [file('recordings', { parents: closed }), []],
  [file('recordings', { parents: [0o711, 0o711] }), ['high recordings-exposed']],
])('%#', (facts, found) => {
  expect(findings(facts)).toEqual(found);
});

test.each(keyFileFaults)('%s', (slug) => {
  const keyFile = { path: '/etc/star7/keys.json', fault: { slug, text: 'It is so.' } };
  expect(brief(fileChecks({ ...healthy, keyFile }))).toEqual([`high ${slug}`]);
});
