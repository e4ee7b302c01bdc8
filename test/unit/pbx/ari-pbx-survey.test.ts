import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import * as callState from '#calls/model/call-state';
import * as listening from '#calls/model/listening';
import { plan } from '../calls/call-samples';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { callOf, isCustomer } from '../../faults/line-watch';

const { bridgeId, customerChannelId, managerChannelId } = callState;

const mine = '01a20fe2-6242-7753-b7c8-1d754d1aa108';
const theirs = '01a20fe2-6242-7753-b7c8-1d754d1aa109';
const node = (name: string) => ({ ...plan, node: name });

/** A ringing leg does not show to which Stasis application it will belong: Asterisk calls it so. */
const ringing = { app_name: 'AppDial2', app_data: '(Outgoing Line)' };
const inStasis = (data: string) => ({ app_name: 'Stasis', app_data: data });

const channels = [
  { id: managerChannelId(mine, 'main'), state: 'Up', dialplan: inStasis('star7,leg') },
  { id: customerChannelId(mine, 'main', 1), state: 'Ringing', dialplan: ringing },
  { id: managerChannelId(theirs, 'b'), state: 'Up', dialplan: inStasis('star7-b,leg') },
  { id: customerChannelId(theirs, 'b', 0), state: 'Ringing', dialplan: ringing },
  { id: '1.1', state: 'Ring', dialplan: inStasis('star7,short-code,101,1001') },
  { id: '1.2', state: 'Up', dialplan: inStasis('star7-b,short-code,102,1002') },
  { id: '1.3', state: 'Up', dialplan: inStasis('other,something') },
];
const bridges = [
  { id: bridgeId({ id: mine, plan: node('main') }), channels: ['1.1'] },
  { id: bridgeId({ id: theirs, plan: node('b') }), channels: ['1.2'] },
  { id: 'of-another-program', channels: ['1.3'] },
];

function pbxOf(name: string, application: string, there: readonly object[]): AriPbx {
  const client = {
    channels: { list: () => Promise.resolve(there) },
    bridges: { list: () => Promise.resolve(bridges) },
  } as unknown as AriClient;
  const ari = {
    up: true,
    call: (_name: string, operation: (client: AriClient) => Promise<unknown>) => operation(client),
  } as unknown as AriConnection;
  return new AriPbx(
    ari,
    {
      ...{
        application,
        node: name,
        trunks: [],
        longestLegSeconds: 3600,
        beepHertz: 1000,
        endpoints: new EndpointDirectory(),
      },
      autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
      callerHeader: 'From',
    },
    null,
    new PbxTime(new FakeClock()),
    new MemoryLog(),
  );
}

test.each([
  ['main', 'star7', [0, 1, 4], 0],
  ['b', 'star7-b', [2, 3, 5], 1],
] as const)(
  'the node %s takes for its own what it has made and what was given to it',
  async (...expected) => {
    const [name, application, own, bridge] = expected;
    const survey = await pbxOf(name, application, channels).survey();
    expect([...survey.own]).toEqual(own.map((index) => channels[index]!.id));
    expect([...survey.bridges.keys()]).toEqual([bridges[bridge]!.id]);
    expect(survey.channels.size).toBe(channels.length);
  },
);

/** All functions that name a channel: a new one is among them by its name. */
const namers = Object.entries({ ...callState, ...listening }).flatMap(([name, namer]) =>
  name.endsWith('ChannelId') && typeof namer === 'function'
    ? [[name, namer as (id: string, node: string, nth: number) => string] as const]
    : [],
);

test.each(['main', 'b', 'node-2'])(
  'every leg that Star7 on %s makes is its own, however it rings',
  async (name) => {
    expect(namers.map(([namer]) => namer).sort()).toEqual([
      ...['courierChannelId', 'customerChannelId', 'listenerChannelId', 'managerChannelId', 'snoopChannelId'],
    ]);
    const ids = [0, 1, 12].flatMap((nth) => namers.map(([, namer]) => namer(mine, name, nth)));
    const foreign = namers.map(([, namer]) => namer(theirs, 'another', 1));
    const there = [...ids, ...foreign, `${mine}-z1`].map((id) => ({
      id,
      state: 'Ringing',
      dialplan: ringing,
    }));
    const { own } = await pbxOf(name, 'star7', there).survey();
    expect([...own].sort()).toEqual([...new Set(ids)].sort());
    // The judge of the fault tests reads them too.
    expect(new Set([...ids, bridgeId({ id: mine, plan: node(name) })].map(callOf))).toEqual(new Set([mine]));
    expect(ids.filter(isCustomer)).toEqual([0, 1, 12].map((nth) => customerChannelId(mine, name, nth)));
  },
);
