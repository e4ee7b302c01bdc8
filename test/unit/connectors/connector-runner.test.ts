import { ConnectorRunner } from '#connectors/connector-runner';
import type { ConnectorEntry } from '#connectors/connector-store';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Clock } from '#kernel/clock';
import { ShopKeys } from '#vault/shop-vault';
import { MemoryLog } from '../log/memory-log';
import { MemoryShops } from './memory-shops';
import { JumpingClock, plainSettings } from './sync-rig';

/** A list that is older than the shops: an administrator has moved one since it was read. */
class MovedShops extends MemoryShops {
  override async list(): Promise<ConnectorEntry[]> {
    const entries = await super.list();
    const shop = this.one();
    shop.settings = { ...shop.settings, address: 'https://new.example.com' };
    shop.keys = new ShopKeys({ consumerKey: 'new', consumerSecret: 'new' });
    return entries;
  }
}

/** Waits for nobody, and lets other work of the process through. */
function hurried(jumping: JumpingClock): Clock {
  const { now, steps } = jumping;
  const after = (milliseconds: number, callback: () => void): (() => void) => {
    const waiting = setImmediate(() => {
      jumping.jump(milliseconds);
      callback();
    });
    return () => clearImmediate(waiting);
  };
  return { now, steps, after };
}

test('keys go to no other address than their own, though a shop is moved between the list and the lease', async () => {
  const clock = hurried(new JumpingClock());
  const shops = new MovedShops(clock.now);
  const old = { ...plainSettings, address: 'https://old.example.com' };
  await shops.add(old, new ShopKeys({ consumerKey: 'old', consumerSecret: 'old' }), 'hook', 0);
  const asked = await new Promise<string>((resolve) => {
    const addresses = new OutgoingAddresses('', (host, _options, done) => {
      resolve(host);
      done(new Error('there is no such host'));
    });
    const runner = new ConnectorRunner({
      ...{ store: shops, syncs: shops, node: 'node', log: new MemoryLog(), clock, addresses },
      orders: {
        take: () => Promise.reject(new Error('nothing was fetched')),
        timeZone: () => Promise.resolve('UTC'),
      },
      alerts: { raise: () => undefined },
      onWritten: () => undefined,
    });
    stop = () => runner.stop();
    runner.start();
  });
  expect(asked).toBe('new.example.com');
});

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());
