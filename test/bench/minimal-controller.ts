/**
 * Variant (c): the simplest program with ari-client. It looks up the number, calls the customer, bridges the
 * two, and hangs up one side after the other. It has no records, no protection of the number and no error
 * handling.
 *
 *   BENCH_ARI_URL, BENCH_ARI_USERNAME, BENCH_ARI_PASSWORD, BENCH_DATABASE_URL, BENCH_APPLICATION, BENCH_DID
 */
import { connect } from 'ari-client';
import type { Channel, StasisStart } from 'ari-client';
import { createPool } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';

const setting = (name: string): string => process.env[`BENCH_${name}`] ?? '';
const application = setting('APPLICATION');

async function main(): Promise<void> {
  Object.assign(globalThis, { log: () => undefined });
  const pool = createPool({ uri: setting('DATABASE_URL'), connectionLimit: 10 });
  const client = await connect(setting('ARI_URL'), setting('ARI_USERNAME'), setting('ARI_PASSWORD'));
  /** The partner of each leg, and their bridge. */
  const others = new Map<string, string>();
  const bridges = new Map<string, string>();

  const onPhone = async (phone: Channel, extension: string, order: string): Promise<void> => {
    const [rows] = await pool.execute<RowDataPacket[]>(
      "SELECT phone FROM plain_orders WHERE manager_extension = ? AND status = 'open' AND order_number = ?",
      [extension, order],
    );
    const number = rows[0]?.['phone'] as string | undefined;
    if (number === undefined) {
      await phone.hangup();
      return;
    }
    const customerId = `${phone.id}-c`;
    others.set(phone.id, customerId);
    others.set(customerId, phone.id);
    await client.channels.originate({
      channelId: customerId,
      endpoint: `PJSIP/${number}@carrier`,
      callerId: `"" <${setting('DID')}>`,
      app: application,
      appArgs: 'customer',
      timeout: 20,
    });
  };

  const onCustomer = async (customer: Channel): Promise<void> => {
    const phone = others.get(customer.id) ?? '';
    await client.channels.answer({ channelId: phone });
    const bridge = await client.bridges.create({ type: 'mixing' });
    bridges.set(phone, bridge.id);
    await client.bridges.addChannel({ bridgeId: bridge.id, channel: [phone, customer.id] });
  };

  const onEnd = async (channelId: string): Promise<void> => {
    const other = others.get(channelId);
    if (other === undefined) return;
    const bridge = bridges.get(channelId) ?? bridges.get(other);
    for (const id of [channelId, other]) {
      others.delete(id);
      bridges.delete(id);
    }
    await client.channels.hangup({ channelId: other });
    if (bridge !== undefined) await client.bridges.destroy({ bridgeId: bridge });
  };

  client.on('StasisStart', (event: StasisStart, channel: Channel) => {
    const [first = '', order = ''] = event.args;
    void (first === 'customer' ? onCustomer(channel) : onPhone(channel, first, order)).catch(ignore);
  });
  client.on('StasisEnd', (_: unknown, channel: Channel) => void onEnd(channel.id).catch(ignore));
  client.on('ChannelDestroyed', (_: unknown, channel: Channel) => void onEnd(channel.id).catch(ignore));
  await client.start(application);
}

function ignore(): void {
  // Errors are ignored, as in typical scripts.
}

main().catch(() => (process.exitCode = 1));
