import { dialplanChecks } from '#doctor/checks/dialplan-checks';
import type { DialplanLine } from '#doctor/dialplan';
import { brief, extension, healthy, withConsole, withDialplan, withPhone, withTrunk } from './healthy-facts';

const from = (exten: string, ...applications: string[]): DialplanLine[] =>
  extension('from-phones', exten, ...applications);

test('colleagues and short codes: no finding', () => {
  expect(dialplanChecks(healthy)).toEqual([]);
});

const reached = 'high phone-reaches-trunk';
const anyEndpoint = 'high phone-dials-any-endpoint';
const variable = 'medium phone-dials-variable';

test.each<[what: string, lines: DialplanLine[], found: string[]]>([
  ['a number at a trunk', from('_9X.', 'Dial(PJSIP/${EXTEN:1}@carrier,60)'), [reached]],
  ['a trunk that is not Star7’s', from('_9X.', 'Dial(PJSIP/${EXTEN:1}@other,60)'), [reached]],
  ['an address by way of an endpoint', from('5', 'Dial(PJSIP/101/sip:5@carrier.invalid)'), [reached]],
  ['the second of two', from('5', 'Dial(PJSIP/101&PJSIP/5@carrier,30)'), [reached]],
  ['a trunk by its name', from('5', 'Dial(PJSIP/carrier)'), [reached]],
  ['a trunk named by its extension', from('carrier', 'Dial(PJSIP/${EXTEN})'), [reached]],
  ['another technology', from('_9X.', 'Dial(DAHDI/g1/${EXTEN:1})'), [reached]],
  ['Originate', from('5', 'Originate(PJSIP/5@carrier,exten,here,s,1)'), [reached]],
  ['any text on an open pattern', from('_X.', 'Dial(PJSIP/${EXTEN})'), [anyEndpoint]],
  ['any text by its contacts', from('_X!', 'Dial(${PJSIP_DIAL_CONTACTS(${EXTEN})})'), [anyEndpoint]],
  ['digits alone of it', from('_X.', 'Dial(PJSIP/${FILTER(0-9,${EXTEN})})'), []],
  ['a phone’s contacts', from('5', 'Dial(${PJSIP_DIAL_CONTACTS(101)},30,tT)'), []],
  ['an open pattern with brackets that only look open', from('_1[0.]X', 'Dial(PJSIP/${EXTEN})'), []],
  ['a variable', from('5', 'Dial(${TRUNK}/5)'), [variable]],
  ['a phone in a variable', from('5', 'Dial(PJSIP/${ARG1})'), [variable]],
  ['ExecIf', from('5', 'ExecIf($["${A}" = "?"]?Dial(PJSIP/5@carrier):NoOp(x))'), [reached]],
  ['ExecIf, the other branch', from('5', 'ExecIf($[1 = 2]?NoOp():Dial(PJSIP/5@carrier))'), [reached]],
  ['TryExec', from('5', 'TryExec(Dial(PJSIP/5@carrier))'), [reached]],
  ['DISA', from('5', 'DISA(no-password,out)'), ['high phone-reaches-disa']],
  ['Pickup', from('*8', 'Pickup()'), ['high phone-picks-up']],
  ['ChanSpy', from('5', 'ChanSpy(PJSIP/101)'), ['medium phone-spies']],
  ['text that looks like it', from('5', 'NoOp(Dial(PJSIP/5@carrier))'), []],
])('%s', (_, lines, found) => {
  expect(brief(dialplanChecks(withDialplan(lines)))).toEqual(found);
});

const out = [
  ...extension('out', '_X.', 'Dial(PJSIP/${EXTEN}@carrier)'),
  ...extension('out', 's', 'Hangup()'),
  ...extension('macro-out', 's', 'Dial(PJSIP/${ARG1}@carrier)'),
];
test.each<[what: string, lines: DialplanLine[], found: string[]]>([
  ['Goto', from('5', 'Goto(out,5551234,1)'), [reached]],
  ['Goto to an extension without it', from('5', 'Goto(out,s,1)'), []],
  ['Goto within the extension', from('5', 'Goto(3)'), []],
  ['Goto by the dialled text', from('_X', 'Goto(out,${EXTEN},1)'), [reached]],
  ['GotoIf, its second branch', from('5', 'GotoIf($["${A}" = "b,c"]?here:out,55,1)'), [reached]],
  ['Gosub', from('5', 'Gosub(out,55,1(a,b))'), [reached]],
  ['GosubIf', from('5', 'GosubIf($[${X} > 1]?out,55,1(a))'), [reached]],
  ['GotoIfTime', from('5', 'GotoIfTime(9:00-18:00,mon-fri,*,*?out,55,1)'), [reached]],
  ['Macro', from('5', 'Macro(out,5551234)'), [reached]],
  ['a Local channel', from('5', 'Dial(Local/5551234@out/n)'), [reached]],
  ['a Local channel in a context that does not exist', from('5', 'Dial(Local/5@nowhere)'), []],
  ['a loop', [...from('5', 'Goto(from-phones,5,1)')], []],
])('through %s', (_, lines, found) => {
  expect(brief(dialplanChecks(withDialplan([...out, ...lines])))).toEqual(found);
});

test('through includes only', () => {
  const includes = (...pairs: [string, string][]) =>
    pairs.map(([context, included]) => ({ context, included }));
  expect(
    brief(dialplanChecks(withDialplan(out, { includes: includes(['from-phones', 'a'], ['a', 'out']) }))),
  ).toEqual([reached]);
  expect(dialplanChecks(withDialplan(out, { includes: includes(['a', 'out']) }))).toEqual([]);
});

test('extensions from elsewhere', () => {
  const facts = withDialplan([], { switches: [{ context: 'from-phones', target: 'Realtime/x@y' }] });
  expect(brief(dialplanChecks(facts))).toEqual(['medium dialplan-elsewhere']);
});

test('anonymous callers are checked like phones', () => {
  const facts = withConsole({ anonymousContext: 'out' });
  const { pbx } = withDialplan(out);
  expect(brief(dialplanChecks({ ...facts, pbx: { ...pbx!, console: facts.pbx!.console } }))).toEqual([
    reached,
  ]);
});

test('one finding per context and ability, which names the places', () => {
  const lines = ['1', '2', '3', '4', '5', '6', '7'].flatMap((digit) => from(digit, 'Dial(PJSIP/5@carrier)'));
  const [finding, ...rest] = dialplanChecks(withDialplan(lines));
  expect(rest).toEqual([]);
  expect(finding?.what).toContain('Dial() at 1 in [from-phones]');
  expect(finding?.what).toContain('and 2 more');
});

test('a speed dial is not quoted: it may be a private number', () => {
  const [finding] = dialplanChecks(withDialplan(from('84951234567', 'Dial(PJSIP/84951234567@carrier)')));
  expect(JSON.stringify(finding)).not.toMatch(/\d{7}/);
});

describe('incoming calls', () => {
  const inbound = (...applications: string[]) => extension('from-trunk', '7495', ...applications);
  const finding = 'high inbound-caller-id';
  test.each<[what: string, lines: DialplanLine[], found: string[]]>([
    ['ring a phone', inbound('Dial(PJSIP/101)'), [finding]],
    ['ring a queue', inbound('Queue(sales)'), [finding]],
    [
      'ring a phone after the caller ID was wiped',
      inbound('Set(CALLERID(all)="" <>)', 'Dial(PJSIP/101)'),
      [],
    ],
    ['ring a phone after it was replaced', inbound('Set(CALLERID(num)=100)', 'Dial(PJSIP/101)'), []],
    ['ring a phone before it is wiped', inbound('Dial(PJSIP/101)', 'Set(CALLERID(all)="" <>)'), [finding]],
    ['wipe it conditionally', inbound('ExecIf($[1 = 1]?Set(CALLERID(all)=))', 'Dial(PJSIP/101)'), [finding]],
    ['wipe only the name', inbound('Set(CALLERID(name)=x)', 'Dial(PJSIP/101)'), [finding]],
    [
      'wipe it and jump',
      [...inbound('Set(CALLERID(all)=)', 'Goto(ring,s,1)'), ...extension('ring', 's', 'Dial(PJSIP/101)')],
      [],
    ],
    [
      'jump by two ways, one of which wipes it',
      [
        ...inbound('GotoIf($[1 = 1]?ring,s,1)', 'Set(CALLERID(all)=)', 'Goto(ring,s,1)'),
        ...extension('ring', 's', 'Dial(PJSIP/101)'),
      ],
      [finding],
    ],
    ['go to Star7', inbound('Stasis(star7,inbound)'), []],
  ])('%s', (_, lines, found) => {
    expect(brief(dialplanChecks(withDialplan(lines)))).toEqual(found);
  });
});

describe('contexts that refuse', () => {
  test.each([
    [withPhone({ FORWARD_CONTEXT: '' }), ['high forward-context']],
    [withPhone({ FORWARD_CONTEXT: 'from-phones' }), ['high forward-context']],
    [withPhone({ TRANSFER_CONTEXT: '' }), ['medium transfer-context']],
    [withPhone({ message_context: '' }), ['medium message-context']],
    [withPhone({ message_context: 'from-phones' }), ['medium message-context']],
    [withTrunk({ FORWARD_CONTEXT: '' }), ['high forward-context']],
    [withTrunk({ message_context: '' }), ['medium message-context']],
    // Any context that leads nowhere is accepted.
    [withPhone({ FORWARD_CONTEXT: 'from-trunk' }), []],
  ])('%#', (facts, found) => {
    expect(brief(dialplanChecks(facts))).toEqual(found);
  });
});

describe('hints', () => {
  test.each([
    ['101', 'PJSIP/101', ['medium phone-hint']],
    ['101', 'Custom:x&PJSIP/101', ['medium phone-hint']],
    ['_1XX', 'PJSIP/${EXTEN}', ['medium phone-hint']],
    ['_2XX', 'PJSIP/${EXTEN}', []],
    ['201', 'PJSIP/201', []],
    ['1010', 'PJSIP/1010', []],
  ])('%s watches %s', (exten, devices, found) => {
    const facts = withDialplan([], { hints: [{ context: 'blf', extension: exten, devices }] });
    expect(brief(dialplanChecks(facts))).toEqual(found);
  });
});
