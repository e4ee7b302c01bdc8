import type { Facts } from '../facts';
import type { Finding } from '../finding';

/** A module of Asterisk that conversations need, and when. */
interface NeededModule {
  name: string;
  severity: Finding['severity'];
  why: string;
  isNeeded: (facts: Pick<Facts, 'settings' | 'database'>) => boolean;
}

const modules: readonly NeededModule[] = [
  ...['func_global.so', 'func_lock.so'].map((name): NeededModule => ({
    name,
    severity: 'medium',
    why: 'How a leg ended is not written while Star7 is down: its record lacks it.',
    isNeeded: () => true,
  })),
  {
    name: 'app_echo.so',
    severity: 'low',
    why: '“Hear yourself” in the page is not answered.',
    isNeeded: () => true,
  },
  {
    name: 'func_talkdetect.so',
    severity: 'low',
    why: 'STAR7_VOICEMAIL_MARK is on, and no voicemail is recognised.',
    isNeeded: ({ settings }) => settings.marksVoicemails,
  },
  {
    name: 'res_tonedetect.so',
    severity: 'low',
    why: 'STAR7_VOICEMAIL_BEEP_HERTZ is set, and beeps of voicemails are not heard.',
    isNeeded: ({ settings }) => settings.marksVoicemails && settings.beepHertz > 0,
  },
  {
    name: 'res_stasis_snoop.so',
    severity: 'medium',
    why: 'Supervisors may take part in conversations, and hear nothing.',
    isNeeded: ({ database }) => database !== null && ['announced', 'silent'].includes(listeningOf(database)),
  },
  {
    name: 'chan_bridge_media.so',
    severity: 'medium',
    why: 'Supervisors in conversations are to be announced. That cannot be, so they are hung up.',
    isNeeded: ({ database }) => database !== null && listeningOf(database) === 'announced',
  },
];

/** All of them, by the names that Asterisk has for them, without `.so`. */
export const talkModules: readonly string[] = modules.map(({ name }) => name.replace(/\.so$/, ''));

/** Checks what is needed for settings about conversations. */
export function talkChecks({ settings, database, pbx }: Facts): Finding[] {
  const missing = pbx?.console?.missingModules ?? [];
  return modules
    .filter(({ name, isNeeded }) => missing.includes(name) && isNeeded({ settings, database }))
    .map(({ name, severity, why }) => ({
      ...{ slug: 'talk-module-missing', severity, subject: `module ${name}` },
      ...{ what: 'The module is not loaded.', why },
      mend: { where: 'modules.conf, [modules]; then restart Asterisk', line: `load=${name}` },
    }));
}

function listeningOf({ supervisorListening }: NonNullable<Facts['database']>): string {
  return supervisorListening ?? 'off';
}
