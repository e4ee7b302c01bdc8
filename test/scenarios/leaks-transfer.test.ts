import { eventually } from '../lab/eventually';
import { call, calls, refusesCall, subscribes } from '../lab/odd-phone-scenarios';
import { orderThat } from '../lab/sample-shop';
import type { SipMessage } from '../lab/sip-message';
import { headerOf } from '../lab/sip-message';
import type { CallUp } from './leak-calls';
import { allQuiet, click, dialOrder, talkOpenly, talkToCustomer } from './leak-calls';
import { LeakWatch } from './leak-watch';
import { OrdinaryScript } from './ordinary-script';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * A manager's phone tries to pass its call on, or another's phone to get at it: transfer, redirect, take-over,
 * pickup, busy-lamp subscription. Whoever succeeded would be shown the customer's leg.
 */

let at: TestLab;
let watch: LeakWatch;
/** Softphones whose extension an odd phone took over in this test. */
let displaced: string[];
beforeAll(() => {
  at = TestLab.attach();
});
beforeEach(async () => {
  displaced = [];
  watch = await LeakWatch.begin(at, 'leaks-transfer');
});
afterEach(async () => {
  await Promise.all(displaced.map((extension) => at.phone(extension).restart()));
  await allQuiet(at);
  await watch.end();
});
afterAll(async () => {
  await at.release();
});

function oddPhone(extension: string) {
  displaced.push(extension);
  return at.lab.oddPhone(extension);
}

/** An odd phone in that place, which the PBX calls from now on. */
async function registeredOddPhone(extension: string) {
  const phone = oddPhone(extension);
  await phone.register();
  return phone;
}

/** INVITEs, of calls and inside them, that reached this phone since the test began. */
async function invitesTo(extension: number): Promise<number> {
  const { packets } = await watch.sentTo(extension);
  return packets.filter(({ payload }) => payload.toString('latin1', 0, 7) === 'INVITE ').length;
}

async function nothingReached(extension: number): Promise<void> {
  expect((await watch.sentTo(extension)).leaks).toEqual([]);
  expect(await invitesTo(extension)).toBe(0);
}

describe('REFER', () => {
  async function answerToRefer(phone: CallUp['phone'], id: string): Promise<SipMessage> {
    return await eventually(
      () =>
        phone
          .messages()
          .find(
            (message) =>
              message.direction === 'received' &&
              message.callId === id &&
              message.status !== null &&
              (headerOf(message, 'CSeq') ?? '').endsWith('REFER'),
          ),
      { within: 5_000, every: 50, what: 'answer to REFER' },
    );
  }

  test('blind, to a colleague: refused, and the colleague is shown nothing', async () => {
    const after = await at.newest(101);
    const { phone, id } = await talkToCustomer(at, 'answers');
    await phone.transfer('102');
    expect((await answerToRefer(phone, id)).status).toBe(603);
    // Baresip hangs up where a transfer is refused.
    expect(await at.lastRecord(101, { after })).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'manager',
    });
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(6);
    await nothingReached(102);
  });

  test('control: unprotected, the colleague is shown the number', async () => {
    const { phone } = await talkOpenly(at, 'answers');
    await phone.transfer('202');
    expect(await watch.leakedTo(202, /(?:From|Identity|Party-ID) of INVITE/)).not.toEqual([]);
  });

  test('blind, to the trunk: refused, the carrier is asked for nothing', async () => {
    const target = orderThat('hangs-up').phone;
    const asked = () => at.lab.carrier.invites().filter(({ startLine }) => startLine.includes(target)).length;
    const before = asked();
    const after = await at.newest(101);
    const { phone, id } = await talkToCustomer(at, 'answers');
    await phone.transfer(`8${target.slice(2)}`);
    expect((await answerToRefer(phone, id)).status).toBe(603);
    await at.lastRecord(101, { after });
    expect(asked()).toBe(before);
    const open = await talkOpenly(at, 'answers');
    await open.phone.transfer(`8${target.slice(2)}`);
    await eventually(() => asked() === before + 1, {
      within: 5_000,
      what: 'the call to the trunk (control)',
    });
  });

  test.each([
    [
      'with Replaces, as in an attended transfer',
      '<sip:102@127.0.0.1?Replaces=abc%3Bto-tag%3Dx%3Bfrom-tag%3Dy>',
    ],
    ['to a context by its name', '<sip:102@from-leaky-phones>'],
    ['to *7 of another order', '<sip:*71001@127.0.0.1>'],
  ])('%s: refused', async (_, referTo) => {
    const order = orderThat('answers-at-once');
    const target = `*7${order.orderNumber}`;
    const { ok, errors } = await oddPhone('101').run(
      calls(target, [call.isAnswered(target), call.refers(target, referTo, 603), call.hangsUp(target)]),
    );
    expect([ok, errors.length]).toEqual([true, 0]);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(4);
    await nothingReached(102);
  });
});

describe('INVITE with Replaces: another phone takes the dialogue over', () => {
  /** Of the dialogue between this phone and the PBX; the tags are named from the PBX's side (RFC 3891, 3). */
  function replaces({ phone, id }: Pick<CallUp, 'phone' | 'id'>): string {
    const last = phone
      .messages()
      .findLast(
        (message) =>
          message.callId === id &&
          (message.status ?? 0) >= 180 &&
          message.status !== 401 &&
          (headerOf(message, 'CSeq') ?? '').endsWith('INVITE'),
      )!;
    const tag = (name: string) => /;tag=([^;\s]+)/.exec(headerOf(last, name) ?? '')?.[1] ?? '';
    // The PBX's own tag is in To where the phone called, in From where it was called.
    const [own, other] = last.direction === 'received' ? ['To', 'From'] : ['From', 'To'];
    return `Replaces: ${id};to-tag=${tag(own)};from-tag=${tag(other)}`;
  }

  function callsReplacing(target: string, header: string, then: readonly string[]): string {
    return calls(target, then).replaceAll(/^CSeq: \d INVITE$/gm, `$&\n${header}`);
  }

  // Asterisk grants it to every endpoint, `allow_transfer=no` or not: Star7 ends what was taken over.
  test.each([
    ['a protected phone', '102', '101'],
    ['an unprotected phone', '202', '201'],
  ])('%s: the call ends, and nothing was shown', async (_, thief, dialled) => {
    const after = await at.newest(101);
    const up = await talkToCustomer(at, 'answers');
    await watch.mediaTo(101);
    const { messages } = await oddPhone(thief).run(
      callsReplacing(dialled, replaces(up), [call.isAnswered(dialled), call.for(500)]),
      { within: 3_000 },
    );
    expect(messages.some(({ status }) => status === 200)).toBe(true);
    const record = await at.lastRecord(101, { after });
    expect(record.disposition).toBe('answered');
    // Until the other phone has called, which a busy machine delays.
    expect(record.talkSeconds).toBeLessThanOrEqual(3);
    await up.phone.closed(up.id);
    expect((await watch.sentTo(101)).leaks).toEqual([]);
    const { leaks, sip, rtp } = await watch.sentTo(thief);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(3);
    // Not a quarter of a second of the conversation.
    expect(rtp).toBeLessThan(15);
  });

  test('of a phone that still rings, or whose customer does: nobody gets anywhere', async () => {
    const ringing = at.phone(101);
    const since = ringing.events.length;
    const after = await at.newest(101);
    await click(at, orderThat('answers').orderNumber);
    const { id } = await ringing.incoming({ since });
    await oddPhone('102').run(
      callsReplacing('101', replaces({ phone: ringing, id: id! }), [call.isAnswered('101'), call.for(300)]),
      { within: 3_000 },
    );
    expect(await at.lastRecord(101, { after })).toMatchObject({
      disposition: 'manager-no-answer',
      talkSeconds: 0,
    });
    const dialled = await dialOrder(at, 'never-answers');
    await dialled.phone.event('CALL_RINGING', { id: dialled.id });
    const { messages: early } = await oddPhone('102').run(
      callsReplacing('101', replaces(dialled), ['<recv response="481"></recv>']),
      { within: 3_000 },
    );
    expect(early.some(({ status }) => status === 481)).toBe(true);
    const { leaks, rtp } = await watch.sentTo(102);
    expect(leaks).toEqual([]);
    expect(rtp).toBe(0);
  });

  test('control: unprotected, the other phone has the call, and is shown the number', async () => {
    const up = await talkOpenly(at, 'answers');
    const { messages } = await oddPhone('202').run(
      callsReplacing('201', replaces(up), [call.isAnswered('201'), call.for(500), call.hangsUp('201')]),
      { within: 4_000 },
    );
    expect(messages.some(({ status }) => status === 200)).toBe(true);
    expect(await watch.leakedTo(202, /(?:Identity|Party-ID) of/)).not.toEqual([]);
  });
});

describe('302 from the manager’s phone during click-to-call', () => {
  const toColleague = (extension: string) =>
    refusesCall(302, 'Moved Temporarily', [`Contact: <sip:${extension}@127.0.0.1>`]);

  test('goes nowhere: no other phone rings, the customer is not called', async () => {
    const order = orderThat('answers');
    const invites = at.lab.carrier.invites().length;
    const { end } = await (await registeredOddPhone('101')).await(toColleague('102'));
    const after = await at.newest(101);
    // The PBX asked whether the phone is there before it was listening.
    await at.lab.asterisk.cli('pjsip qualify 101');
    await eventually(() => click(at, order.orderNumber), {
      within: 5_000,
      every: 200,
      what: 'click-to-call',
    });
    await end;
    const record = await at.lastRecord(101, { after });
    expect(record.talkSeconds).toBe(0);
    expect(record.disposition).not.toBe('answered');
    expect(at.lab.carrier.invites().length).toBe(invites);
    expect((await watch.sentTo(101)).leaks).toEqual([]);
    await nothingReached(102);
  });

  test('control: unprotected, the colleague’s phone rings and is shown the number', async () => {
    const { end } = await (await registeredOddPhone('201')).await(toColleague('202'));
    const script = new OrdinaryScript(at.lab);
    await script.start();
    try {
      await script.ring('201', orderThat('answers').phone);
      await end;
      expect(await watch.leakedTo(202, /(?:From|Identity|Party-ID) of INVITE/)).not.toEqual([]);
    } finally {
      await script.stop();
    }
  });
});

describe('a colleague’s phone watches (BLF)', () => {
  test.each(['dialog', 'presence'] as const)('%s: refused, before and during a call', async (event) => {
    const watcher = oddPhone('102');
    const before = await watcher.run(subscribes('101', event, 603));
    await talkToCustomer(at, 'answers');
    const during = await watcher.run(subscribes('101', event, 603));
    expect([before.errors.length, during.errors.length]).toEqual([0, 0]);
    expect([before.ok, during.ok]).toEqual([true, true]);
    const { leaks, sip } = await watch.sentTo(102);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(4);
  });

  test('control: unprotected, dialog-info tells the number of whoever is calling', async () => {
    const script = new OrdinaryScript(at.lab);
    await script.start();
    try {
      await script.ring('201', orderThat('answers').phone);
      await at.phone(201).incoming();
      const { ok } = await oddPhone('202').run(subscribes('201', 'dialog', 200, 1));
      expect(ok).toBe(true);
      expect(await watch.leakedTo(202, /of NOTIFY/)).not.toEqual([]);
    } finally {
      await script.stop();
    }
  });
});

describe('call pickup while a phone rings', () => {
  test.each(['*8', '*8101'])('%s: picks nothing up', async (code) => {
    const phone = at.phone(101);
    const since = phone.events.length;
    await click(at, orderThat('answers').orderNumber);
    await phone.incoming({ since });
    const thief = at.phone(102);
    const why = await thief.closed(await thief.dial(code));
    expect(why).toMatch(/^[45]\d\d /);
    const { leaks, sip } = await watch.sentTo(102);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(2);
    await phone.hangUp();
  });

  test('control: with pickup groups, the thief is shown the number', async () => {
    await at.lab.asterisk.override({ '201': { call_group: '1' }, '202': { pickup_group: '1' } });
    const script = new OrdinaryScript(at.lab);
    await script.start();
    try {
      const since = at.phone(201).events.length;
      await script.ring('201', orderThat('answers').phone);
      await at.phone(201).incoming({ since });
      await at.phone(202).dial('*8');
      expect(await watch.leakedTo(202, /(?:Identity|Party-ID) of/)).not.toEqual([]);
    } finally {
      await script.stop();
      await at.lab.asterisk.override();
    }
  });
});

test('nothing of all this was written down', async () => {
  const files = await writtenFiles(at.lab);
  expect(files.flatMap(({ name, bytes }) => watch.search.found(name, bytes))).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['star7.log', 'log/messages.log']));
});
