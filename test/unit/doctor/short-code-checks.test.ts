import { shortCodeChecks } from '#doctor/checks/short-code-checks';
import type { Dialplan, DialplanLine } from '#doctor/dialplan';
import type { Facts } from '#doctor/facts';
import { brief, extension, healthy, withDialplan } from './healthy-facts';

const coded = (shortCode: string, facts: Facts = healthy, ariApplication = 'star7'): Facts => ({
  ...facts,
  settings: { ...facts.settings, shortCode, ariApplication },
});

/** A dialplan in which phones reach these lines and reach star7-short-codes only through a Goto in them. */
const instead = (lines: readonly DialplanLine[], changes: Partial<Dialplan> = {}): Facts =>
  withDialplan(lines, { includes: [], ...changes });

const from = (exten: string, ...applications: string[]): DialplanLine[] =>
  extension('from-phones', exten, ...applications);

const differs = ['medium short-code-differs'];

test.each<[what: string, facts: Facts, found: string[]]>([
  ['the include, and *7', coded('*7'), []],
  ['the include, and another code', coded('*07'), differs],
  ['the include, and a longer code with this prefix', coded('*70'), differs],
  ['no include', coded('*7', instead([])), differs],
  ['another application', coded('*7', healthy, 'other'), differs],
  [
    'another code by a Goto',
    coded('*07', instead(from('_*07.', 'Goto(star7-short-codes,*7${EXTEN:3},1)'))),
    [],
  ],
  [
    'another code by a Goto that encodes',
    coded('*07', instead(from('_*07.', 'Goto(star7-short-codes,*7${URIENCODE(${EXTEN:3})},1)'))),
    [],
  ],
  [
    'another code whose Goto removes too little',
    coded('*07', instead(from('_*07.', 'Goto(star7-short-codes,*7${EXTEN:2},1)'))),
    differs,
  ],
  [
    'only long order numbers',
    coded('*7', instead(from('_*7XXX.', 'Goto(star7-short-codes,${EXTEN},1)'))),
    [],
  ],
  [
    'order numbers of six digits that begin with 8 or 9',
    coded('*7', instead(from('_*7[89]XXXXX', 'Goto(star7-short-codes,${EXTEN},1)'))),
    [],
  ],
  [
    'directly into Stasis, at another offset',
    coded('*55', instead(from('_*55.', 'Stasis(star7,short-code,x,${EXTEN:3})'))),
    [],
  ],
  [
    'directly, truncated',
    coded('*55', instead(from('_*55.', 'Stasis(star7,short-code,x,${EXTEN:2})'))),
    differs,
  ],
  [
    'directly, with a length',
    coded('*5', instead(from('_*5XXXX', 'Stasis(star7,short-code,x,${EXTEN:2:4})'))),
    [],
  ],
  ['another word', coded('*55', instead(from('_*55.', 'Stasis(star7,inbound,x,${EXTEN:3})'))), differs],
  [
    'by a condition',
    coded('*55', instead(from('_*55.', 'GotoIf($[1 = 1]?star7-short-codes,*7${EXTEN:3},1:out,s,1)'))),
    [],
  ],
  [
    'by ExecIf',
    coded('*55', instead(from('_*55.', 'ExecIf($[1 = 1]?Stasis(star7,short-code,x,${EXTEN:3}))'))),
    [],
  ],
  [
    'by a variable: unknown',
    coded('*55', instead(from('_*55.', 'Stasis(star7,short-code,x,${NUMBER})'))),
    [],
  ],
  ['in a growing loop', coded('*7', instead(from('_*7.', 'Goto(from-phones,*7${EXTEN},1)'))), differs],
  [
    'possibly elsewhere',
    coded('*07', instead([], { switches: [{ context: 'from-phones', target: 'Realtime/x@y' }] })),
    [],
  ],
])('%s', (_, facts, found) => {
  expect(brief(shortCodeChecks(facts))).toEqual(found);
});

test('it reports what Star7 receives, and the line that repairs it', () => {
  const [finding] = shortCodeChecks(coded('*70'));
  expect(finding?.what).toContain('of *701 the dialplan hands Star7 01 as the order number');
  expect(finding?.mend.line).toBe('exten => _*70.,1,Goto(star7-short-codes,*7${URIENCODE(${EXTEN:3})},1)');
  expect(shortCodeChecks(coded('*7', instead([])))[0]?.mend.line).toBe('include => star7-short-codes');
});

test('without a visible dialplan: no finding', () => {
  expect(shortCodeChecks({ ...coded('*07'), pbx: null })).toEqual([]);
});
