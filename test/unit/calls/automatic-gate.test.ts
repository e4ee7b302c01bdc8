import { AutomaticGate } from '#calls/engine/automatic-calls';
import { reveal } from '#kernel/masked';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { noLimits } from './no-limits';
import { order } from './call-samples';

const restraints = { doNotCall: false, timeZone: null, destination: 'open' } as const;

function gate(isInvented: (number: string) => boolean, changes: Partial<typeof restraints> | object = {}) {
  return new AutomaticGate({
    orders: {
      authoriseAutomatic: () =>
        Promise.resolve({ manager: null, order, restraints: { ...restraints, ...changes } }),
    },
    asker: () => ({ keep: () => Promise.resolve(), isInvented: (number) => isInvented(reveal(number)) }),
    limits: () => Promise.resolve(noLimits),
    ...{ alerts: new MemoryAlerts(), clock: new FakeClock() },
  });
}

test('an invented customer who stands among the shop’s own is not called', async () => {
  const number = reveal(order.number);
  const refused = await gate((one) => one === number).authorise('interview:31');
  expect(refused).toEqual({ manager: null, order: null, refusal: 'order' });
  // The control: another line is invented.
  expect(await gate((one) => one !== number).authorise('interview:31')).toEqual({
    ...{ manager: null, order, refusal: null },
  });
});

test('the limits of all calls hold', async () => {
  const authorised = await gate(() => false, { doNotCall: true }).authorise('interview:31');
  expect(authorised).toMatchObject({ refusal: 'do-not-call' });
});
