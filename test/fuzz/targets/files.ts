import { BackupError } from '#backup/backup-error';
import { EntryReader, parseHeader } from '#backup/backup-format';
import { ConfigError, loadConfig } from '#config/load-config';
import { parseCallingHours } from '#kernel/calling-hours';
import { JournalContents } from '#calls/engine/journal/journal-contents';
import { encodeLine } from '#calls/engine/journal/journal-line';
import { parseEnding } from '#pbx/asterisk/endings-file';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';
import { parseIsoTime } from '#kernel/iso-time';
import { normaliseEmail } from '#vault/email-address';
import { Keyring } from '#vault/keyring';
import { normalisePhone } from '#vault/phone-number';
import { VaultError } from '#vault/vault-error';
import { crc32 } from 'node:zlib';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedJson, mutatedText, nastyValue } from '../mutation';
import type { Random } from '#kernel/random';
import { SaidLog, textOf } from '../said-log';

/** The content of a file or a setting, and its reader. */
interface Content {
  reader: keyof typeof readers;
  text: string;
}

const note = {
  id: '01a20fe2-6242-7753-b7c8-1d754d1aa108',
  phase: 'talking',
  extension: '101',
  kind: 'outbound',
  legs: [{ id: 1, party: 'manager', state: 'answered' }],
};
/** As releases up to 0.2.0 wrote it. */
const twoRoleNote = {
  ...{ id: note.id, phase: note.phase, extension: note.extension },
  legs: { manager: { state: 'up' }, customer: { state: 'up' } },
};
const journalLines = [
  encodeLine({ kind: 'open', call: note as never }).toString(),
  encodeLine({ kind: 'open', call: twoRoleNote as never }).toString(),
  encodeLine({ kind: 'finished', record: { id: note.id } as never, story: [] }).toString(),
  encodeLine({ kind: 'stored', id: note.id }).toString(),
];
const keys = JSON.parse(Keyring.create(new Date(0)).serialise()) as object;
const header = {
  format: 'star7-backup-1',
  createdAt: '2026-01-01T00:00:00Z',
  star7: '0.2.0',
  migrations: ['0001-orders-and-calls'],
  seal: { keyVersion: 1, check: 'abc' },
};
const entries = [
  { name: 'orders', columns: ['id', 'sealed'], binary: ['sealed'] },
  ['1', 'AAAA'],
  { rows: 1 },
  { end: 1 },
];
const settings: Record<string, string> = {
  STAR7_ARI_URL: 'http://127.0.0.1:8088',
  STAR7_ARI_USERNAME: 'star7',
  STAR7_ARI_PASSWORD: canaryNumbers[1],
  STAR7_TRUNKS: 'carrier:e164 backup:national=7/8',
  STAR7_DEFAULT_DID: '74950000000',
  STAR7_SHORT_CODE: '*7',
  STAR7_AMI_HOST: '127.0.0.1',
  STAR7_AMI_USERNAME: 'star7',
  STAR7_AMI_PASSWORD: canaryNumbers[0],
};

/** Each returns the depth that it reached; it may throw only what its docstring lists. */
const readers = {
  journal(text: string): string {
    const { entries: found, damaged, open, finished } = new JournalContents(text);
    for (const call of open) must(typeof call.id === 'string', 'a call of the journal has no id');
    for (const { record } of finished)
      must(typeof record.id === 'string', 'a record of the journal has no id');
    return found.length > 0 ? 'journal-entries' : damaged > 0 ? 'journal-damaged' : 'journal-empty';
  },
  ending(text: string): string {
    const ending = parseEnding(text);
    must(ending === null || (Number.isFinite(ending.at) && ending.cause > 0), 'an ending is none');
    return ending === null ? 'no-ending' : 'ending';
  },
  keys(text: string): string {
    return Keyring.parse(text).versions.length > 0 ? 'keys' : 'no-keys';
  },
  backup(text: string): string {
    const [first = '', ...lines] = text.split('\n');
    parseHeader(first);
    const reader = new EntryReader();
    for (const line of lines) reader.read(line);
    return 'backup';
  },
  settings(text: string): string {
    loadConfig(JSON.parse(text) as Record<string, string>, ['ari', 'calls', 'ami']);
    return 'settings';
  },
  trunks(text: string): string {
    return parseTrunks(text).length > 0 ? 'trunks' : 'no-trunks';
  },
  hours(text: string): string {
    return parseCallingHours(text) === null ? 'no-hours' : 'hours';
  },
  time(text: string): string {
    const at = parseIsoTime(text);
    must(at === null || Number.isSafeInteger(at), 'a time is none');
    return at === null ? 'no-time' : 'time';
  },
  phone(text: string): string {
    return 'number' in normalisePhone(text, 'RU') ? 'phone' : 'no-phone';
  },
  address(text: string): string {
    return 'address' in normaliseEmail(text) ? 'address' : 'no-address';
  },
};
const names = Object.keys(readers) as (keyof typeof readers)[];

const samples: Readonly<
  Record<Exclude<keyof typeof readers, 'journal' | 'keys' | 'backup' | 'settings'>, readonly string[]>
> = {
  ending: ['2026-11-24T21:38:03.233660Z 1795556276.4 16 Up', '2026-99-24T21:38:03.233660Z a 0'],
  trunks: ['carrier:e164 backup:national=7/8 third:prefix=9810', 'a', 'a:plain'],
  hours: ['09:00-21:00', 'mon-fri 08:00-22:00, sat-sun 09:00-20:00', '00:00-24:00'],
  time: ['2026-07-01T09:30:00.000123Z', '2026-07-01T09:30:00+03:00'],
  phone: canaryWords,
  address: ['a.b@example.test', ...canaryWords],
};

function generate(random: Random): Content {
  const chosen = random.pick(names);
  // This reader compiles its schemas each time, which takes as long as a hundred of the others.
  const reader = chosen === 'settings' && random.chance(0.95) ? 'journal' : chosen;
  const isWhole = random.chance(0.2);
  switch (reader) {
    case 'journal': {
      const lines = random.list(1 + random.int(4), () => random.pick(journalLines)).join('');
      if (isWhole) return { reader, text: lines };
      if (random.chance(0.4)) return { reader, text: checkedLine(random) };
      return {
        reader,
        text: mutatedText(random, lines, ['\n', '00000000 \n', ' {', '"kind":', ...journalLines]),
      };
    }
    case 'keys':
      return { reader, text: jsonText(random, keys, isWhole) };
    case 'backup':
      return {
        reader,
        text: [header, ...entries]
          .map((entry) => jsonText(random, entry, isWhole || random.chance(0.7)))
          .join('\n'),
      };
    case 'settings': {
      const changed = { ...settings };
      if (!isWhole) {
        const name = random.pick(Object.keys(settings));
        changed[name] = mutatedText(random, changed[name] ?? '');
      }
      return { reader, text: JSON.stringify(changed) };
    }
    default: {
      const sample = random.pick(samples[reader]);
      return { reader, text: isWhole ? sample : mutatedText(random, sample) };
    }
  }
}

/** A journal line with a correct checksum and any content. */
function checkedLine(random: Random): string {
  const entry = JSON.parse(random.pick(journalLines).slice(9)) as unknown;
  const json = random.chance(0.1)
    ? ''
    : JSON.stringify(random.chance(0.2) ? nastyValue(random) : mutatedJson(random, entry));
  return `${crc32(json).toString(16).padStart(8, '0')} ${json.replaceAll('\n', ' ')}\n`;
}

function jsonText(random: Random, value: unknown, isWhole: boolean): string {
  if (isWhole) return JSON.stringify(value);
  return random.chance(0.6)
    ? JSON.stringify(mutatedJson(random, value))
    : mutatedText(random, JSON.stringify(value));
}

function run({ reader, text }: Content, said: SaidLog): string[] {
  try {
    return [readers[reader](text)];
  } catch (error) {
    // These errors have messages for people, which go to a terminal or a log.
    if (!(error instanceof VaultError || error instanceof BackupError || error instanceof ConfigError))
      throw error;
    // The name of a trunk comes from the admin and is shown only to the admin.
    if (reader !== 'trunks') said.also(`${error.message} ${textOf(error)}`);
    return [error.slug];
  }
}

export const files: FuzzTarget<Content> = {
  name: 'files',
  generate,
  growing: {
    'many lines of a journal': (size) => ({
      reader: 'journal',
      text: journalLines.join('').repeat(size / 10),
    }),
    'a long line of a journal': (size) => ({ reader: 'journal', text: 'x'.repeat(size * 20) }),
    'a long ending': (size) => ({
      reader: 'ending',
      text: `2026-11-24T21:38:03.233660Z ${'1'.repeat(size * 20)}`,
    }),
    'many trunks': (size) => ({
      reader: 'trunks',
      text: Array.from({ length: size / 4 }, (_, index) => `t${String(index)}`).join(' '),
    }),
    'many hours': (size) => ({ reader: 'hours', text: '09:00-21:00,'.repeat(size / 4) }),
    'a long address': (size) => ({ reader: 'address', text: `a@${'a.'.repeat(size)}@` }),
    'a long number': (size) => ({ reader: 'phone', text: '+7 '.repeat(size) }),
  },
  open: () => {
    const said = new SaidLog();
    return Promise.resolve({
      run: (content: Content) => Promise.resolve().then(() => run(content, said)),
      said: () => said.take(),
      close: () => Promise.resolve(),
    });
  },
};
