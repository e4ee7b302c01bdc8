import { LoggedAlerts } from '#log/alerts';
import { CallAuditor } from '#calls/engine/call-auditor';
import { CallFeed } from '#calls/engine/call-feed';
import { FakeClock, settled } from '../kernel/fake-clock';
import { callView, endedCallView } from './memory-call-log';
import { MemoryLog } from '../log/memory-log';

function rig() {
  const clock = new FakeClock();
  const log = new MemoryLog();
  const alerts = new LoggedAlerts(log);
  const feed = new CallFeed();
  const audit = {
    waiting: 0,
    written: 0,
    fails: false,
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
    async carry(): Promise<number> {
      if (audit.fails) throw new Error('down');
      const count = Math.min(audit.waiting, 500);
      audit.waiting -= count;
      audit.written += count;
      return count;
    },
  };
  const auditor = new CallAuditor(audit, clock, alerts, log);
  return { clock, log, alerts, feed, audit, auditor };
}

test('what an earlier run left is written at the start', async () => {
  const { audit, auditor, feed, clock } = rig();
  audit.waiting = 1200;
  auditor.start(feed);
  await clock.pass(0);
  expect(audit.written).toBe(1200);
});

test('calls that end are written together, a second later', async () => {
  const { audit, auditor, feed, clock } = rig();
  auditor.start(feed);
  await clock.pass(10);
  audit.waiting = 2;
  feed.publish(callView(1));
  feed.publish(endedCallView(1));
  feed.publish(endedCallView(2));
  await clock.pass(999);
  expect(audit.written).toBe(0);
  await clock.pass(1);
  expect(audit.written).toBe(2);
});

test('a record that came late is found by the sweep', async () => {
  const { audit, auditor, feed, clock } = rig();
  auditor.start(feed);
  await clock.pass(10);
  audit.waiting = 1;
  await clock.pass(30_000);
  expect(audit.written).toBe(1);
});

test('what cannot be written is tried again, with one alert; the log has its slug', async () => {
  const { audit, auditor, feed, clock, alerts, log } = rig();
  audit.waiting = 1;
  audit.fails = true;
  auditor.start(feed);
  await clock.pass(95_000);
  expect(alerts.counts().get('audit-behind')).toBe(1);
  expect(log.lines.find(({ fields }) => fields['event'] === 'audit-behind')).toMatchObject({
    level: 'warn',
  });
  audit.fails = false;
  await clock.pass(30_000);
  expect(audit.written).toBe(1);
});

test('stopping writes what is there, and leaves no timer', async () => {
  const { audit, auditor, feed, clock } = rig();
  auditor.start(feed);
  await clock.pass(10);
  audit.waiting = 3;
  await auditor.stop();
  feed.publish(endedCallView(1));
  await settled();
  expect(audit.written).toBe(3);
  expect(clock.waiting).toBe(0);
});
