import { EventEmitter } from 'node:events';
import { logWhatNobodyCaught } from '#cli/last-resort';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

const rigOf = () => {
  const rig = { source: new EventEmitter(), log: new MemoryLog(), clock: new FakeClock(), exit: jest.fn() };
  logWhatNobodyCaught(rig.source, rig.log, rig.clock, rig.exit);
  return rig;
};

test('a promise that failed is logged, and Star7 goes on', () => {
  const { source, log, clock, exit } = rigOf();
  const error = new Error('x');
  source.emit('unhandledRejection', error);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { error } }]);
  expect(clock.waiting).toBe(0);
  expect(exit).not.toHaveBeenCalled();
});

test('after an exception Star7 ends with 1, once that is logged', async () => {
  const { source, log, clock, exit } = rigOf();
  const error = new Error('x');
  source.emit('uncaughtException', error);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { error } }]);
  expect(exit).not.toHaveBeenCalled();
  await clock.pass(1000);
  expect(exit).toHaveBeenCalledWith(1);
});
