import { callerChecks } from '#doctor/checks/caller-checks';
import type { Dialplan, DialplanLine } from '#doctor/dialplan';
import type { Facts } from '#doctor/facts';
import {
  brief,
  extension,
  healthy,
  safeDialplan,
  withConsole,
  withDialplan,
  withPbx,
  withTrunk,
} from './healthy-facts';

const from = (exten: string, ...applications: string[]): DialplanLine[] =>
  extension('from-trunk', exten, ...applications);

const stasis = 'Stasis(star7,inbound,${URIENCODE(${EXTEN})})';

/** The trunk's context has these lines, and does not include star7-inbound. */
const instead = (lines: readonly DialplanLine[], changes: Partial<Dialplan> = {}): Facts =>
  withDialplan(lines, { includes: [{ context: 'from-phones', included: 'star7-short-codes' }], ...changes });

/** The same dialplan with another [star7-inbound]. */
const own = (...lines: DialplanLine[]): Facts =>
  withPbx({
    dialplan: {
      ...safeDialplan,
      lines: [...safeDialplan.lines.filter(({ context }) => context !== 'star7-inbound'), ...lines],
    },
  });

const unreached = 'low callers-not-reached';

test.each<[what: string, facts: Facts, found: string[]]>([
  ['the include', healthy, []],
  ['nothing', instead([]), [unreached]],
  ['a queue of the site’s own', instead(from('_X.', 'Set(CALLERID(all)=)', 'Queue(sales)')), [unreached]],
  ['a Goto for one number', instead(from('74950000000', 'Goto(star7-inbound,${EXTEN},1)')), []],
  ['a Goto for another number', instead(from('74950000001', 'Goto(star7-inbound,${EXTEN},1)')), [unreached]],
  ['the number with a plus', instead(from('_+7X.', 'Goto(star7-inbound,${EXTEN:1},1)')), []],
  ['the number without its country', instead(from('4950000000', 'Goto(star7-inbound,7${EXTEN},1)')), []],
  ['a trunk that registers', instead(from('s', 'Goto(star7-inbound,74950000000,1)')), []],
  ['another application', instead(from('_X.', 'Stasis(other,inbound,${EXTEN})')), [unreached]],
  ['short codes from a trunk', instead(from('_X.', 'Stasis(star7,short-code,x,${EXTEN})')), [unreached]],
  [
    'extensions from elsewhere',
    instead([], { switches: [{ context: 'from-trunk', target: 'Realtime/x' }] }),
    [],
  ],
])('calls from a trunk: %s', (_, facts, found) => {
  expect(brief(callerChecks(facts))).toEqual(found);
});

test('calls to the other company numbers have to reach Star7 too: couriers’ among them', () => {
  const dids = [
    { did: '74950000001', isForCouriers: false },
    { did: '74950000017', isForCouriers: true },
  ];
  const whats = (...patterns: string[]) =>
    callerChecks({
      ...instead(patterns.flatMap((pattern) => from(pattern, 'Goto(star7-inbound,${EXTEN},1)'))),
      database: { ...healthy.database, dids },
    }).map(({ what, why }) => [what, why]);
  expect(whats('_7495000000X', '_7495000001X')).toEqual([]);
  expect(whats('_7495000000X')).toEqual([
    [
      'A call to 74950000017 (for couriers) does not reach Stasis(star7,inbound,…) from there.',
      'Couriers who call are not put through, nor are customers who call a courier back.',
    ],
  ]);
  expect(whats('74950000017')).toMatchObject([
    [expect.stringMatching(/to STAR7_DEFAULT_DID, 74950000001 does/), expect.any(String)],
  ]);
});

test.each<[what: string, facts: Facts, found: string[]]>([
  [
    'an earlier release’s, which refused everybody',
    own(...extension('star7-inbound', '_[0-9+]!', 'Set(CALLERID(all)="" <>)', 'Hangup(21)')),
    [unreached, 'medium inbound-dialplan-old'],
  ],
  [
    'one without the mark for the watchdog',
    own(...extension('star7-inbound', '_[0-9+]!', stasis)),
    ['medium inbound-dialplan-old'],
  ],
  [
    'letters in the pattern',
    own(...extension('star7-inbound', '_[0-9a-zA-Z+*#]!', 'Set(STAR7_ROLE=caller)', stasis)),
    ['medium inbound-takes-hang-up'],
  ],
  [
    'a pattern for everything, in a context of the site’s own',
    withDialplan(from('_.', stasis)),
    ['medium inbound-takes-hang-up'],
  ],
  ['a pattern of digits, in a context of the site’s own', withDialplan(from('_X.', stasis)), []],
])('the context: %s', (_, facts, found) => {
  expect(brief(callerChecks(facts))).toEqual(found);
});

test.each([
  ['"customer" <anonymous>', []],
  ['<74950000000>', []],
  ['<unknown>', ['low trunk-takes-number']],
  ['', ['low trunk-takes-number']],
])('a trunk with callerid=%s', (callerid, found) => {
  expect(brief(callerChecks(withTrunk({ callerid })))).toEqual(found);
});

test('modules and sounds that are missing, each with what callers notice', () => {
  const found = callerChecks({
    ...withConsole({ missingModules: ['res_pjsip_header_funcs.so', 'res_musiconhold.so'] }),
    sounds: { folder: '/s/star7', missing: ['ru/wait', 'en/wait', 'en/a', 'en/b', 'en/c', 'en/d'] },
  });
  expect(brief(found)).toEqual([
    'medium caller-module-missing',
    'medium caller-module-missing',
    'medium sounds-missing',
  ]);
  expect(found[0]!.why).toContain('PJSIP_HEADER');
  expect(found[1]!.why).toContain('silence');
  expect(found[2]!.what).toContain('ru/wait, en/wait, en/a, en/b, en/c and 1 more');
});

test('what could not be inspected: no invented findings', () => {
  expect(callerChecks({ ...healthy, pbx: null, sounds: null })).toEqual([]);
  expect(callerChecks(withPbx({ dialplan: null, endpoints: null, console: null }))).toEqual([]);
});
