import { callStates, FaultLab } from './fault-lab';

/*
 * Star7 itself dies. matrix.test.ts tests crashes, stops and freezes in every state; here are the effects
 * that only one state can show.
 */

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up();
});
afterEach(async () => {
  await faults.at.lab.star7.start();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
});

describe('killed', () => {
  test('during the talk: the talk continues, and the next start takes over the call', async () => {
    const { id, phone } = await faults.callIn('talking');
    await faults.at.lab.star7.kill();
    await faults.at.lab.star7.start();
    await faults.becomes(id, 'talking');
    expect(await faults.legs()).toHaveLength(2);
    // One active call per manager, whichever process began it.
    const second = await phone.dial(`*7${faults.order('hangs-up').orderNumber}`);
    expect(await phone.closed(second, { within: 20_000 })).toMatch(/^486 /);
    await phone.hangUpAll();
    expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
    await faults.invariants();
    await faults.worksAgain();
  });

  test('and still down when the manager hangs up: the dialplan hangs up the customer, and the record is correct', async () => {
    const { id, phone } = await faults.callIn('talking');
    await faults.at.lab.star7.kill();
    await phone.hangUpAll();
    // It normally takes three or four seconds.
    await faults.noLegLeft({ within: 15_000 });
    await faults.at.lab.star7.start();
    const record = await faults.record(id);
    expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'manager', hangupCause: 16 });
    expect(record.manager.endedAt! < record.customer.endedAt!).toBe(true);
    await faults.invariants();
    await faults.worksAgain();
  });

  test('and still down when the customer hangs up: the manager is hung up, and the record is correct', async () => {
    const { id } = await faults.callIn('talking');
    await faults.at.lab.star7.kill();
    const customer = (await faults.legs()).find((name) => name.startsWith('PJSIP/carrier'))!;
    await faults.at.lab.asterisk.cli(`channel request hangup ${customer}`);
    await faults.noLegLeft({ within: 15_000 });
    await faults.at.lab.star7.start();
    expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
    await faults.invariants();
  });

  test.each(callStates)('while a call is %s, and not started again: no leg is left', async (state) => {
    const { id, phone } = await faults.callIn(state);
    await faults.at.lab.star7.kill();
    if (state === 'talking') await phone.hangUpAll();
    // Calls that wait for Star7 hear "try later" and are hung up; a phone that rings for click-to-call
    // stops ringing.
    await faults.noLegLeft({ within: 30_000 });
    await faults.at.lab.star7.start();
    expect((await faults.record(id)).hungUpBy).not.toBeNull();
    await faults.invariants();
    await faults.worksAgain();
  });
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
