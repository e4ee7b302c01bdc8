import { hostChecks } from '#doctor/checks/host-checks';
import type { BackupFacts, ClockFacts, DiskFacts, Facts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const disk = (changes: Partial<DiskFacts>): Facts => ({
  ...healthy,
  host: { ...healthy.host, disks: [{ ...healthy.host.disks[0], ...changes }] },
});
const clock = (changes: Partial<ClockFacts>): Facts => ({
  ...healthy,
  host: { ...healthy.host, clocks: [{ whose: 'database', aheadMs: 0, uncertainMs: 0, ...changes }] },
});
const ntp = (ntpSynchronised: boolean | null): Facts => ({
  ...healthy,
  host: { ...healthy.host, ntpSynchronised },
});
const backup = (changes: Partial<BackupFacts>): Facts => ({
  ...healthy,
  backups: { ...healthy.backups, ...changes },
});
const hour = 3600;

test('a healthy host: no finding', () => {
  expect(hostChecks(healthy)).toEqual([]);
});

test.each<[what: string, facts: Facts, found: string[]]>([
  ['a filling disk', disk({ freeBytes: 9e9 }), ['medium disk-filling']],
  ['a disk that is nearly full', disk({ freeBytes: 2e9 }), ['high disk-full']],
  ['a small disk that is nearly full', disk({ freeBytes: 0.4e9, totalBytes: 2e9 }), ['high disk-full']],
  ['no inodes', disk({ freeInodes: 1000 }), ['high disk-full']],
  ['few inodes', disk({ freeInodes: 4e5 }), ['medium disk-filling']],
  ['a file system without inodes', disk({ freeInodes: 0, totalInodes: 0 }), []],
  ['no time server', ntp(false), ['medium ntp-not-synchronised']],
  ['unknown', ntp(null), ['low ntp-unknown']],
  ['a clock 3 s ahead', clock({ aheadMs: 3000 }), ['medium database-clock']],
  ['a clock 3 s behind', clock({ aheadMs: -3000 }), ['medium database-clock']],
  ['a clock 2 min behind', clock({ whose: 'PBX', aheadMs: -120_000 }), ['high pbx-clock']],
  ['1 s', clock({ aheadMs: 1000 }), []],
  ['an answer too slow for a verdict', clock({ aheadMs: 3000, uncertainMs: 2500 }), []],
  ['no backup folder set', backup({ directory: null, newestAgeSeconds: null }), ['low backups-unknown']],
  ['no backup made', backup({ newestAgeSeconds: null }), ['high backups-missing']],
  [
    'a folder that cannot be read',
    backup({ newestAgeSeconds: null, fault: 'EACCES' }),
    ['high backups-unreadable'],
  ],
  ['a backup of yesterday', backup({ newestAgeSeconds: 25 * hour }), []],
  ['a backup of the day before', backup({ newestAgeSeconds: 30 * hour }), ['medium backups-stale']],
  ['a backup of last week', backup({ newestAgeSeconds: 200 * hour }), ['high backups-old']],
])('%s', (_, facts, found) => {
  expect(brief(hostChecks(facts))).toEqual(found);
});
