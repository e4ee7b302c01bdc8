import type { Facts, LogChannel } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** Earlier versions have ARI deadlocks and two ARI vulnerabilities. */
const oldest = [22, 10, 1] as const;

/** Checks the PBX itself: its version, and where it records numbers. */
export function pbxChecks({ pbx }: Facts): Finding[] {
  if (pbx === null) return [];
  const { logChannels, cdrBackends, celEnabled, textModules } = pbx.console ?? {};
  return [
    ...(pbx.version === null ? [] : versionChecks(pbx.version)),
    ...(logChannels ?? []).flatMap(logChecks),
    ...(cdrBackends ?? []).map(cdrFinding),
    ...(textModules ?? []).map(textFinding),
    ...when(celEnabled ?? false, {
      slug: 'cel-enabled',
      severity: 'medium',
      subject: 'Asterisk’s channel event log (CEL)',
      what: 'Asterisk records channel events.',
      why: 'They contain dialled numbers and caller IDs in plain text.',
      mend: { where: 'cel.conf, [general]', line: 'enable=no' },
    }),
  ];
}

function textFinding(module: string): Finding {
  return {
    slug: 'text-in-calls',
    severity: 'medium',
    subject: `module ${module}`,
    what: 'Asterisk passes SIP MESSAGE in mid-call on from one leg to the other, both ways.',
    why: 'A customer’s side can send the number to the manager’s phone as text, and no option of an endpoint prevents it.',
    mend: { where: 'modules.conf, [modules]; then restart Asterisk', line: `noload=${module}` },
  };
}

function versionChecks(text: string): Finding[] {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  const mend = { where: 'the machine with Asterisk', line: `install Asterisk ${oldest.join('.')} or newer` };
  if (major === undefined) {
    return [
      {
        slug: 'asterisk-version-unknown',
        severity: 'low',
        subject: 'Asterisk',
        what: 'Its version cannot be read.',
        why: `Before ${oldest.join('.')} ARI has deadlocks and two security holes.`,
        mend,
      },
    ];
  }
  const version = [major, minor, patch].map(Number);
  const differing = oldest.findIndex((part, index) => part !== version[index]);
  if (differing === -1 || (version[differing] ?? 0) > (oldest[differing] ?? 0)) return [];
  return [
    {
      slug: 'asterisk-too-old',
      severity: 'high',
      subject: 'Asterisk',
      what: `It is version ${version.join('.')}.`,
      why: `Before ${oldest.join('.')} ARI has deadlocks and two security holes.`,
      mend,
    },
  ];
}

function logChecks({ name, type, enabled, levels }: LogChannel): Finding[] {
  if (!enabled || type === 'Console') return [];
  const telling = levels.filter((level) => /^(?:VERBOSE|DEBUG|TRACE|DTMF|\*)$/i.test(level));
  if (telling.length === 0) return [];
  const dials = telling.some((level) => !/^DTMF$/i.test(level));
  return [
    {
      slug: dials ? 'log-tells-numbers' : 'log-tells-keys',
      severity: dials ? 'high' : 'medium',
      subject: `log ${name}`,
      what: `Asterisk writes ${telling.join(', ').toLowerCase()} there.`,
      why: dials
        ? 'Verbose and debug lines contain dial strings and SIP messages: every dialled number.'
        : 'Digits keyed in by customers are recorded, including numbers.',
      mend: {
        where: 'logger.conf, [logfiles]',
        line: `${name.split('/').at(-1) ?? name} => notice,warning,error`,
      },
    },
  ];
}

function cdrFinding(backend: string): Finding {
  // The admin defines the template of a custom backend, which may well omit numbers.
  const isTemplate = /custom/i.test(backend);
  return {
    slug: 'cdr-enabled',
    severity: isTemplate ? 'low' : 'medium',
    subject: `Asterisk’s call records (${backend})`,
    what: 'Asterisk keeps its own call records.',
    why: isTemplate
      ? 'Its template decides what is written: it must leave out src, dst, clid, dstchannel and lastdata.'
      : 'They contain source and destination numbers in plain text.',
    mend: {
      where: isTemplate ? 'cdr_custom.conf' : 'cdr.conf, [general]',
      line: isTemplate ? 'remove numbers from the template' : 'enable=no',
    },
  };
}
