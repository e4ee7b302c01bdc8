import type { Order } from '../../../../src/web/api/types';
import { orderLine } from '../../../../src/web/pages/manager/order-line';
import type { LineWords } from '../../../../src/web/pages/manager/order-line';

const words = {
  t: ((key: string) => key) as unknown as LineWords['t'],
  labelOf: (outcome: string) => `label of ${outcome}`,
  now: Date.UTC(2026, 6, 1, 12),
};

const order: Order = {
  ...{ orderNumber: '1001', customerName: 'Kira Field', extension: '103', status: 'open' },
  ...{
    amount: '10.00',
    currency: null,
    placedAt: '2026-06-30T12:00:00.000Z',
    slots: ['main'],
    extensions: [],
  },
  ...{
    queue: 'to-call',
    missed: null,
    dueAt: '2026-07-01T12:00:00.000Z',
    lastOutcome: null,
    lastOutcomeAt: null,
  },
  doNotCall: false,
  unreadMails: 0,
};

describe('a row of the list', () => {
  it('says who, how much and how old', () => {
    expect(orderLine(order, 'to-call', words)).toEqual({
      ...{ orderNumber: '1001', name: 'Kira Field', amount: '10', when: 'row.age' },
      ...{ tag: 'row.never', tone: 'new', mails: '' },
    });
  });

  it('says how many mails nobody has read', () => {
    expect(orderLine({ ...order, unreadMails: 2 }, 'mail', words).mails).toBe('row.mails');
  });

  it('says when to call again where that was put off', () => {
    expect(orderLine(order, 'later', words).when).toBe('row.due');
  });

  it('calls nobody new whose order the shop has closed', () => {
    expect(orderLine(order, 'done', words)).toMatchObject({ tag: '', tone: 'plain' });
  });

  it('says of a missed call when it was, how often, and what became of it', () => {
    const missed = {
      ...{ since: '2026-07-01T10:00:00.000Z', lastAt: '2026-07-01T11:00:00.000Z' },
      ...{ calls: 2, disposition: 'call-back-wanted' as const },
    };
    expect(orderLine({ ...order, queue: 'missed', missed }, 'missed', words)).toEqual({
      ...{ orderNumber: '1001', name: 'Kira Field', amount: 'row.times', when: 'row.called' },
      ...{ tag: 'row.missed.call-back-wanted', tone: 'missed', mails: '' },
    });
    expect(orderLine({ ...order, missed: { ...missed, calls: 1 } }, 'missed', words).amount).toBe('');
  });

  it('says nothing of what is not known', () => {
    const bare = { ...order, amount: null, placedAt: null };
    expect(orderLine(bare, 'done', words)).toMatchObject({ amount: '', when: '' });
  });

  it('says what came of the last call, and before that that nobody may call', () => {
    const called = { ...order, lastOutcome: 'no-answer' };
    expect(orderLine(called, 'done', words)).toMatchObject({ tag: 'label of no-answer', tone: 'plain' });
    expect(orderLine({ ...called, doNotCall: true }, 'done', words)).toMatchObject({
      ...{ tag: 'row.doNotCall', tone: 'bad' },
    });
  });
});
