import { talkChecks } from '#doctor/checks/talk-checks';
import type { Facts } from '#doctor/facts';
import { healthy } from './healthy-facts';

const missingModules = [
  ...['func_global.so', 'func_lock.so', 'func_talkdetect.so', 'res_tonedetect.so', 'res_stasis_snoop.so'],
  ...['chan_bridge_media.so', 'res_musiconhold.so'],
];

function found(
  settings: Partial<Facts['settings']>,
  supervisorListening: string | null,
  missing: readonly string[] = missingModules,
): string[] {
  return talkChecks({
    ...healthy,
    settings: { ...healthy.settings, ...settings },
    database: { ...healthy.database, supervisorListening },
    pbx: { ...healthy.pbx, console: { ...healthy.pbx.console, missingModules: missing } },
  }).map(({ severity, subject }) => `${severity} ${subject}`);
}

const always = ['medium module func_global.so', 'medium module func_lock.so'];
const talk = 'low module func_talkdetect.so';
const beep = 'low module res_tonedetect.so';
const snoop = 'medium module res_stasis_snoop.so';
const words = 'medium module chan_bridge_media.so';

test.each([
  [{}, 'announced', [...always, talk, beep, snoop, words]],
  [{}, 'silent', [...always, talk, beep, snoop]],
  [{}, 'off', [...always, talk, beep]],
  [{}, null, [...always, talk, beep]],
  [{ beepHertz: 0 }, null, [...always, talk]],
  [{ marksVoicemails: false }, null, always],
])('modules that are not loaded, with %j and listening %s', (settings, listening, expected) => {
  expect(found(settings, listening)).toEqual(expected);
});

test('what is loaded, or could not be inspected: no findings', () => {
  expect(found({}, 'announced', [])).toEqual([]);
  expect(talkChecks({ ...healthy, pbx: { ...healthy.pbx, console: null } })).toEqual([]);
  expect(talkChecks({ ...healthy, pbx: null, database: null })).toEqual([]);
});
