import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import type { PbxEvent } from '#calls/engine/pbx';
import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';

/** As Asterisk 22.10.1 sent it when phone 102 took 101's call over by INVITE with Replaces, shortened. */
const takenOver = {
  type: 'StasisStart',
  timestamp: '2026-11-23T22:00:00.123+0300',
  args: [],
  channel: { id: '1795478263.2', name: 'PJSIP/102-00000002', state: 'Up' },
  replace_channel: { id: '1795478262.0', name: 'PJSIP/101-00000000', state: 'Up' },
};

test('a leg that another phone took over is ended, with the one that took it', async () => {
  const hungUp: string[] = [];
  const client = {
    channels: { hangup: ({ channelId }: { channelId: string }) => Promise.resolve(hungUp.push(channelId)) },
  } as unknown as AriClient;
  const ari = {
    call: (_name: string, operation: (client: AriClient) => Promise<unknown>) => operation(client),
  } as unknown as AriConnection;
  const pbx = new AriPbx(
    ari,
    {
      application: 'star7',
      trunks: [],
      autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
      callerHeader: 'From',
      node: 'main',
      longestLegSeconds: 3600,
      beepHertz: 1000,
      endpoints: new EndpointDirectory(),
    },
    null,
    new PbxTime(new FakeClock()),
    new MemoryLog(),
  );
  const events: PbxEvent[] = [];
  pbx.onEvent((event) => events.push(event));

  pbx.receive(takenOver);
  await new Promise(setImmediate);

  expect(hungUp).toEqual(['1795478263.2', '1795478262.0']);
  // The end of the replaced leg is told by its own StasisEnd.
  expect(events).toEqual([]);
});
