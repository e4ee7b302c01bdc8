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

let hungUp: string[];
let events: PbxEvent[];

function pbxOf(node: string): AriPbx {
  const client = {
    channels: {
      hangup: ({ channelId }: { channelId: string }) => Promise.resolve(hungUp.push(channelId)),
      getChannelVar: () => Promise.resolve({ value: '' }),
    },
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
      node,
      longestLegSeconds: 3600,
      beepHertz: 1000,
      endpoints: new EndpointDirectory(),
    },
    null,
    new PbxTime(new FakeClock()),
    new MemoryLog(),
  );
  pbx.onEvent((event) => events.push(event));
  return pbx;
}

beforeEach(() => {
  hungUp = [];
  events = [];
});

test('a leg that another phone took over is ended, with the one that took it', async () => {
  pbxOf('main').receive(takenOver);
  await new Promise(setImmediate);

  expect(hungUp).toEqual(['1795478263.2', '1795478262.0']);
  // The end of the replaced leg is told by its own StasisEnd.
  expect(events).toEqual([]);
});

const random = '0123456789abcdef0123456789abcdef';

test.each([
  ['main', `page-${random}`, false],
  ['main', `desk-${random}`, false],
  ['shop-2', `desk.shop-2-${random}`, false],
  // Another node's, where its name is a trunk's here, and trunks.
  ['main', `desk.shop-2-${random}`, true],
  ['main', 'desk-carrier', true],
  ['main', 'carrier', true],
])('%s: a channel of %s that comes in as a customer: let in is %s', async (node, endpoint, letIn) => {
  const pbx = pbxOf(node);
  const arrives = (id: string, args: string[]): void =>
    pbx.receive({
      ...{ type: 'StasisStart', timestamp: '2026-11-23T22:00:00.123+0300', args },
      channel: { id, name: `PJSIP/${endpoint}-00000002`, state: 'Ring' },
    });
  arrives('1795478263.2', ['inbound', '74950000000']);
  await new Promise(setImmediate);
  expect(hungUp).toEqual(letIn ? [] : ['1795478263.2']);
  expect(events.map(({ type }) => type)).toEqual(letIn ? ['arrived'] : []);
  // Its end says nothing of a call that there was not.
  pbx.receive({
    ...{ type: 'StasisEnd', timestamp: '2026-11-23T22:00:01.123+0300' },
    channel: { id: '1795478263.2', name: `PJSIP/${endpoint}-00000002`, state: 'Up' },
  });
  expect(events.map(({ type }) => type)).toEqual(letIn ? ['arrived', 'ended'] : []);
  // Control: what it dials as a short code arrives.
  arrives('1795478264.3', ['short-code', endpoint, '1001']);
  expect(events.at(-1)).toMatchObject({ type: 'arrived', entry: 'short-code' });
});
