import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examine } from '#doctor/examine';
import type { Facts } from '#doctor/facts';
import { findingSlugs } from '#doctor/finding-slugs';
import { reaches } from '#doctor/finding';
import type { LiveCall, LiveLeak } from '#doctor/live/live-result';
import { brief, healthy } from './healthy-facts';

const live = (changes: Partial<NonNullable<Facts['live']>>): Facts => ({
  ...healthy,
  live: { ...healthy.live, ...changes },
});
const leak = (manner: LiveLeak['manner']): LiveLeak => ({ manner, where: 'From of INVITE', form: 'e164' });
const call = (changes: Partial<LiveCall>): LiveCall => ({ ...healthy.live.calls[0], ...changes });

test('a healthy system: no findings', () => {
  expect(examine(healthy)).toEqual([]);
});

test('nothing visible: only that finding', () => {
  const facts: Facts = {
    ...healthy,
    pbx: null,
    database: null,
    mail: null,
    live: null,
    unseen: [{ what: 'running PBX', why: 'it does not answer.', remedy: 'start it' }],
  };
  expect(brief(examine(facts))).toEqual(['medium not-looked-at']);
});

test.each<[what: string, facts: Facts, found: string[]]>([
  ['the number was sent', live({ leaks: [leak('as-star7')] }), ['high live-number-sent']],
  [
    'unprotected, it is sent',
    live({ leaks: [leak('unprotected')] }),
    ['high live-number-sent-without-star7'],
  ],
  ['a courier is sent it', live({ leaks: [leak('as-courier')] }), ['high live-number-sent-to-courier']],
  [
    'text passed on',
    live({ calls: [{ ...healthy.live.calls[0], textOf: ['carrier', 'phone'] }, healthy.live.calls[1]] }),
    ['medium live-text-passed'],
  ],
  ['the test call failed', live({ calls: [], fault: 'It broke off.' }), ['high live-inconclusive']],
  [
    'the control search found nothing',
    live({ calls: [call({ controlled: false })] }),
    ['high live-inconclusive'],
  ],
  [
    'the carrier’s changes were refused',
    live({ calls: [call({ complete: false })] }),
    ['high live-inconclusive'],
  ],
  ['no test call was requested', { ...healthy, live: null }, []],
])('%s', (_, facts, found) => {
  expect(brief(examine(facts))).toEqual(found);
});

test('the most severe findings come first and decide the exit status', () => {
  const facts: Facts = {
    ...healthy,
    host: { ...healthy.host, ntpSynchronised: null },
    database: { ...healthy.database, pendingMigrations: ['x'] },
    unseen: [{ what: 'a', why: 'b', remedy: 'c' }],
  };
  const findings = examine(facts);
  expect(findings.map(({ severity }) => severity)).toEqual(['high', 'medium', 'low']);
  expect(reaches(findings, 'high')).toBe(true);
  expect(reaches(findings.slice(1), 'high')).toBe(false);
  expect(reaches(findings.slice(1), 'medium')).toBe(true);
  expect(reaches([], 'low')).toBe(false);
});

test('docs/doctor.md lists exactly the existing findings', () => {
  const text = readFileSync(path.join(__dirname, '../../../docs/doctor.md'), 'utf8');
  const documented = [...text.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map(([, slug = '']) => slug);
  expect(documented.sort()).toEqual([...findingSlugs].sort());
});
