import { dispositions } from '#calls/model/disposition';
import { phases } from '#calls/model/call-state';
import type { Call } from '../../../../src/web/api/types';
import { callWords, talkTime } from '../../../../src/web/components/call-words';
import common from '../../../../src/web/i18n/en/common.json';

const leg = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

function callOf(change: Partial<Call>): Call {
  return {
    ...{
      id: '0',
      phase: 'talking',
      revision: 1,
      direction: 'outbound',
      startKind: 'click',
      extension: '101',
    },
    ...{ did: null, ownerExtension: null, keyed: null, colleague: null, managers: [] },
    ...{ courierName: null, voicemail: false, untaken: false, quality: [] },
    ...{ orderNumber: '1001', customerName: 'Anna', slot: 'main', trunk: null },
    ...{ requestedAt: '2026-07-01T09:00:00.000000Z', manager: leg, customer: leg, endedAt: null },
    ...{ talkSeconds: 0, disposition: null, refusal: null, hangupCause: null, sipCode: null, hungUpBy: null },
    ...change,
  };
}

function said(key: string | null): string | null {
  if (key === null) return null;
  const found = key
    .split('.')
    .reduce<unknown>((words, part) => (words as Record<string, unknown> | undefined)?.[part], common);
  return typeof found === 'string' ? found : `no words for ${key}`;
}

describe('a call in words', () => {
  it.each(phases)('has words for the phase %s', (phase) => {
    expect(said(callWords(callOf({ phase })).headline)).not.toMatch(/^no words/);
  });

  it.each(dispositions)('has words for the disposition %s, and what to do', (disposition) => {
    for (const hungUpBy of ['manager', 'customer', 'network', 'request', 'system'] as const) {
      const { stage, headline, hint } = callWords(
        callOf({
          phase: 'ended',
          disposition,
          hungUpBy,
          refusal: disposition === 'refused' ? 'order' : null,
        }),
      );
      expect(stage).toBe('ended');
      expect(said(headline)).not.toMatch(/^no words/);
      expect(said(hint) ?? 'none').not.toMatch(/^(no words|none)/);
    }
  });

  it.each([
    ['answered', 'manager', 'You talked', 'You hung up'],
    ['answered', 'request', 'You talked', 'Ended by a supervisor or a program'],
    ['cancelled', 'manager', 'You hung up before they answered', 'You can call again at any time'],
    ['cancelled', 'request', 'Ended before the customer answered', 'Ended by a supervisor or a program'],
    ['cancelled', 'system', 'Ended before the customer answered', 'Ended by the system'],
  ] as const)('says of a call %s by %s who ended it', (disposition, hungUpBy, headline, hint) => {
    const talkSeconds = disposition === 'answered' ? 5 : 0;
    const words = callWords(callOf({ phase: 'ended', disposition, hungUpBy, talkSeconds }));
    expect([said(words.headline), said(words.hint)]).toEqual([headline, hint]);
  });

  it.each([
    ['queueing', 'Waiting on the line', null],
    ['calling-manager', 'A customer is calling', 'Pick up your phone'],
    ['connecting', 'Connecting you…', null],
  ] as const)('says of a caller in phase %s what the manager is to do', (phase, headline, hint) => {
    const words = callWords(callOf({ phase, direction: 'inbound', startKind: 'inbound' }));
    expect([words.stage, said(words.headline), said(words.hint)]).toEqual(['going', headline, hint]);
  });

  it('counts from the manager’s answer where the customer called: music answers before', () => {
    const customer = { ...leg, answeredAt: '2026-07-01T09:00:01.000000Z' };
    const manager = { ...leg, answeredAt: '2026-07-01T09:00:40.000000Z' };
    const call = callOf({ direction: 'inbound', manager, customer });
    expect(talkTime(call, Date.UTC(2026, 6, 1, 9, 0, 42))).toBe('0:02');
    expect(talkTime(callOf({ direction: 'inbound', customer }), Date.UTC(2026, 6, 1, 9, 0, 42))).toBe('0:00');
  });

  it('tells dialling from ringing', () => {
    const words = (ringingAt: string | null): string =>
      callWords(callOf({ phase: 'calling-customer', customer: { ...leg, ringingAt } })).headline;
    expect(words(null)).toBe('call.dialling');
    expect(words('2026-07-01T09:00:05.000000Z')).toBe('call.customerRings');
  });

  it('counts from the customer’s answer while they talk, and says the whole time after', () => {
    const answered = { ...leg, answeredAt: '2026-07-01T09:00:10.500000Z' };
    expect(talkTime(callOf({ customer: answered }), Date.UTC(2026, 6, 1, 9, 0, 52, 500))).toBe('0:42');
    expect(talkTime(callOf({ phase: 'ended', disposition: 'answered', talkSeconds: 725 }), 0)).toBe('12:05');
  });
});
