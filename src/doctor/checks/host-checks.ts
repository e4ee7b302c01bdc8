import type { BackupFacts, ClockFacts, DiskFacts, Facts } from '../facts';
import type { Finding } from '../finding';

const gigabyte = 1_000_000_000;
/** Free part of a disk below which the doctor warns. */
const scarce = 0.1;
const almostNone = 0.03;
const almostNoneBytes = 0.5 * gigabyte;
/**
 * A larger skew makes times in records and ringing limits wrong; a still larger one breaks log-ins and
 * certificates.
 */
const skewMs = 2_000;
const largeSkewMs = 60_000;
/** A daily backup, plus the time to make it. */
const staleSeconds = 26 * 3600;
const oldSeconds = 7 * 24 * 3600;

/** Checks disks, clocks and backups. */
export function hostChecks({ host, backups }: Facts): Finding[] {
  return [
    ...host.disks.flatMap(diskChecks),
    ...ntpChecks(host.ntpSynchronised),
    ...host.clocks.flatMap(clockChecks),
    ...backupChecks(backups),
  ];
}

function diskChecks(disk: DiskFacts): Finding[] {
  const { what, path, freeBytes, totalBytes, freeInodes, totalInodes } = disk;
  const freePart = totalBytes > 0 ? freeBytes / totalBytes : 1;
  // Some file systems report no inodes.
  const freeInodePart = totalInodes > 0 ? freeInodes / totalInodes : 1;
  const grave = freePart < almostNone || freeBytes < almostNoneBytes || freeInodePart < almostNone;
  if (!grave && freePart >= scarce && freeInodePart >= scarce) return [];
  const inodes = freeInodePart < freePart;
  return [
    {
      slug: grave ? 'disk-full' : 'disk-filling',
      severity: grave ? 'high' : 'medium',
      subject: `disk of ${what} (${path})`,
      what: inodes
        ? `${percent(freeInodePart)} of its files (inodes) are left.`
        : `${(freeBytes / gigabyte).toFixed(1)} GB are left, ${percent(freePart)}.`,
      why: 'A full disk loses records, audit entries and recordings, and stops the database.',
      mend: { where: path, line: 'delete files that are not needed, or enlarge the disk' },
    },
  ];
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

function ntpChecks(synchronised: boolean | null): Finding[] {
  if (synchronised === true) return [];
  const isKnown = synchronised === false;
  return [
    {
      slug: isKnown ? 'ntp-not-synchronised' : 'ntp-unknown',
      severity: isKnown ? 'medium' : 'low',
      subject: 'clock of this host',
      what: isKnown
        ? 'It is not synchronised with a time server.'
        : 'Whether it is synchronised is unknown (no answer from timedatectl or chronyc).',
      why: 'Records and the audit log are only as reliable as their times.',
      mend: { where: 'a root shell', line: 'timedatectl set-ntp true   (or: apt-get install chrony)' },
    },
  ];
}

function clockChecks({ whose, aheadMs, uncertainMs }: ClockFacts): Finding[] {
  const least = Math.abs(aheadMs) - uncertainMs;
  if (least < skewMs) return [];
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return [
    {
      slug: whose === 'database' ? 'database-clock' : 'pbx-clock',
      severity: least >= largeSkewMs ? 'high' : 'medium',
      subject: `clock of the ${whose}`,
      what: `It is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this host’s.`,
      why: 'Times of one call disagree, tokens expire early or late, and records cannot be compared.',
      mend: {
        where: `the machine with the ${whose}`,
        line: 'timedatectl set-ntp true   (or: apt-get install chrony)',
      },
    },
  ];
}

function backupChecks({ directory, newestAgeSeconds, fault }: BackupFacts): Finding[] {
  const why =
    'Without a backup, a broken disk loses orders and records; without a backup of the keys, every number.';
  if (directory === null) {
    return [
      {
        slug: 'backups-unknown',
        severity: 'low',
        subject: 'backups',
        what: 'The folder of backups is not set, so it is not checked.',
        why,
        mend: { where: 'Star7’s settings', line: 'STAR7_BACKUP_FOLDER=/var/backups/star7' },
      },
    ];
  }
  const subject = `backups in ${directory}`;
  const mend = { where: 'the backup job', line: 'find out why it did not run' };
  if (fault !== null) {
    return [
      {
        slug: 'backups-unreadable',
        severity: 'high',
        subject,
        what: `The folder cannot be read (${fault}).`,
        why,
        mend,
      },
    ];
  }
  if (newestAgeSeconds === null) {
    return [{ slug: 'backups-missing', severity: 'high', subject, what: 'There is no backup.', why, mend }];
  }
  if (newestAgeSeconds <= staleSeconds) return [];
  const isOld = newestAgeSeconds > oldSeconds;
  return [
    {
      slug: isOld ? 'backups-old' : 'backups-stale',
      severity: isOld ? 'high' : 'medium',
      subject,
      what: `The newest backup is ${Math.floor(newestAgeSeconds / 3600)} hours old.`,
      why,
      mend,
    },
  ];
}
