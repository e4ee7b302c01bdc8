import type { Facts, FileFacts, FileRole, KeyFileFacts } from '../facts';
import type { Finding, Severity } from '../finding';
import type { FindingSlug } from '../finding-slugs';

interface Exposure {
  slug: FindingSlug;
  severity: Severity;
  what: string;
  why: string;
}

const exposures: Readonly<Record<FileRole, Exposure>> = {
  key: {
    slug: 'key-file-exposed',
    severity: 'high',
    what: 'Other users of this machine can read the keys.',
    why: 'The keys and a copy of the database reveal every customer’s number.',
  },
  setting: {
    slug: 'setting-file-exposed',
    severity: 'high',
    what: 'Other users of this machine can read a file with one of Star7’s passwords.',
    why: 'It gives them access to the database or the PBX.',
  },
  'asterisk-configuration': {
    slug: 'asterisk-configuration-exposed',
    severity: 'high',
    what: 'Other users of this machine can read Asterisk’s passwords.',
    why: 'Those of phones, AMI and ARI: with one of them, somebody can act as that manager or control the PBX.',
  },
  log: {
    slug: 'log-exposed',
    severity: 'medium',
    what: 'Other users of this machine can read the log.',
    why: 'It says who called when; and if something else leaks, a number shows up first in a log.',
  },
  recordings: {
    slug: 'recordings-exposed',
    severity: 'high',
    what: 'Other users of this machine can listen to recorded calls.',
    why: 'Customers say numbers and addresses aloud.',
  },
  backup: {
    slug: 'backup-exposed',
    severity: 'high',
    what: 'Other users of this machine can read backups.',
    why: 'They contain customers’ names and orders, and, if the keys are stored beside them, all numbers.',
  },
};

/** Bits of a mode: read for others; passing for others; writing for others without the sticky bit. */
const readable = 0o004;
const passable = 0o001;

/** Checks which protected files other users of this machine can read. */
export function fileChecks({ files, keyFile }: Facts): Finding[] {
  return [...keyFileChecks(keyFile), ...files.filter(isExposed).map(exposed)];
}

function keyFileChecks({ path, fault }: KeyFileFacts): Finding[] {
  // Exposure of the file is one of the reasons why Star7 refuses a key file.
  if (fault === null) return [];
  return [
    {
      slug: fault.slug,
      severity: 'high',
      subject: `key file ${path}`,
      what: fault.text,
      why:
        fault.slug === 'key-file-exposed'
          ? exposures.key.why
          : 'Without its keys Star7 cannot read numbers or place calls.',
      mend: {
        where: 'a root shell',
        line:
          fault.slug === 'key-file-exposed'
            ? `chmod 600 ${path}`
            : 'star7 keys status, then restore it from its backup',
      },
    },
  ];
}

/** A file in a folder that others cannot enter is protected, whatever its own mode. */
function isExposed({ role, mode, parents, holdsSecret }: FileFacts): boolean {
  if (role === 'asterisk-configuration' && !holdsSecret) return false;
  return (mode & readable) !== 0 && parents.every((parent) => (parent & passable) !== 0);
}

function exposed({ role, path, mode }: FileFacts): Finding {
  const { slug, severity, what, why } = exposures[role];
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  return {
    slug,
    severity,
    subject: path,
    what: `${what} Mode ${octal}.`,
    why,
    mend: {
      where: 'a root shell',
      line: `chmod ${role === 'recordings' || role === 'backup' ? '-R ' : ''}o-rwx ${path}`,
    },
  };
}
