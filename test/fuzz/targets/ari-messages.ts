import { EventEmitter } from 'node:events';
import type { AriClient } from '#pbx/asterisk/ari/ari-client-guard';
import { AriClientGuard } from '#pbx/asterisk/ari/ari-client-guard';
import { ariEventTypes } from '#pbx/asterisk/ari-pbx';
import { settled } from '../../unit/kernel/fake-clock';
import { recordedCall } from '../../unit/calls/recorded-call';
import { canaryNumbers, showsCanary } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { mutatedJson, mutatedText, nastyValue } from '../mutation';
import type { Random } from '#kernel/random';
import { CallRig, callId, phone } from './call-rig';

/** The WebSocket messages. */
type Messages = string[];

const customer = `${callId}-c0`;

/** Messages of Asterisk 22.10.1, with all customer data that Asterisk puts into them. */
const channelOf = (id: string, state: string) => ({
  id,
  name: id === phone ? 'PJSIP/101-00000000' : 'PJSIP/first-00000001',
  state,
  protocol_id: '3b0e4b5c',
  caller: { name: '', number: id === phone ? '101' : canaryNumbers[0] },
  connected: { name: canaryNumbers[1], number: canaryNumbers[0] },
  accountcode: '',
  dialplan: {
    context: 'star7',
    exten: canaryNumbers[0],
    priority: 1,
    app_name: 'Stasis',
    app_data: 'star7,short-code',
  },
  creationtime: '2026-01-01T00:00:00.100+0000',
  language: 'ru',
});
let seconds = 0;
const event = (type: string, id: string, state: string, more: object = {}): object => ({
  type,
  timestamp: `2026-01-01T00:00:${String((seconds += 1)).padStart(2, '0')}.257+0000`,
  channel: channelOf(id, state),
  asterisk_id: '52:54:00:12:34:56',
  application: 'star7',
  ...more,
});
const call = recordedCall(event, { phone, customer });
const [begins] = call;
const refused: readonly object[] = [
  begins,
  event('ChannelStateChange', customer, 'Ringing'),
  event('ChannelDestroyed', customer, 'Ringing', { cause: 17, cause_txt: 'User busy', tech_cause: 486 }),
  {
    type: 'PlaybackFinished',
    timestamp: '2026-01-01T00:00:30.000+0000',
    playback: { id: `${callId}-p1`, state: 'done' },
  },
  event('StasisEnd', phone, 'Up'),
];
const others: readonly object[] = [
  event('StasisStart', phone, 'Up', { args: ['leg'], replace_channel: channelOf(customer, 'Up') }),
  event('StasisStart', 'stray', 'Up', { args: [] }),
  event('ChannelDestroyed', 'star7-watchdog', 'Up', { cause: 16 }),
  { type: 'ApplicationReplaced', application: 'somebody-else' },
  { type: 'ChannelVarset', variable: 'X', value: canaryNumbers[0], channel: channelOf(phone, 'Up') },
  { type: 'PlaybackFinished', playback: { id: canaryNumbers[0] } },
];

/** Members that Asterisk itself fills and that are logged unchanged: canaries go into all other members. */
const spared = ['id'];

function generate(random: Random): Messages {
  const recorded = random.chance(0.6) ? call : refused;
  const events: object[] = recorded.flatMap((one) => {
    if (random.chance(0.05)) return [];
    return random.chance(0.05) ? [one, random.pick(others), one] : [one];
  });
  if (random.chance(0.1))
    events.splice(random.int(events.length + 1), 0, events.splice(random.int(events.length), 1)[0] ?? begins);
  const mutations = random.chance(0.15) ? 0 : 1 + random.int(2);
  const messages = events.map((one) => JSON.stringify(one));
  for (let count = 0; count < mutations; count += 1) {
    const at = random.int(events.length);
    const one = events[at] ?? begins;
    messages[at] = random.chance(0.75)
      ? JSON.stringify(mutatedJson(random, one, random.chance(0.9) ? spared : []))
      : mutatedText(random, JSON.stringify(one), [
          '"type":',
          '"channel":',
          '[{',
          '\\u0000',
          '"id":null',
          ',',
        ]);
  }
  if (random.chance(0.1)) messages.splice(random.int(messages.length), 0, JSON.stringify(nastyValue(random)));
  return messages.map(withoutCanaryNames);
}

/** Asterisk chooses the ids and the site the endpoints: Star7 cannot hide a canary there. */
function withoutCanaryNames(message: string): string {
  return message
    .replaceAll(/"id":\s*"(?:[^"\\]|\\.)*"/g, (id) => (showsCanary(id) ? '"id":"1795556276.9"' : id))
    .replaceAll(/"name":\s*"PJSIP\/(?:[^"\\]|\\.)*"/g, (name) =>
      showsCanary(name) ? '"name":"PJSIP/101-00000009"' : name,
    );
}

/** The part of a `ws` socket that the guard uses. */
class FakeSocket extends EventEmitter {
  readonly readyState = 1;
  ping(): void {
    // There is no peer.
  }
  close(): void {
    this.emit('close');
  }
  terminate(): void {
    this.emit('close');
  }
}

const described = Object.fromEntries(
  [...ariEventTypes, 'ChannelVarset', 'BridgeDestroyed'].map((type) => [type, {}]),
);

async function run(rig: CallRig, messages: Messages): Promise<string[]> {
  const client = { _swagger: { apis: { events: { models: described } } } } as unknown as AriClient & {
    _ws: { on(event: string, listener: (message: unknown) => void): void };
  };
  const depths = new Set<string>();
  const guard = new AriClientGuard(
    client,
    rig.clock,
    (one) => {
      // Channels that the PBX reported as ended cannot be hung up.
      const id = (one['channel'] as { id?: unknown } | null | undefined)?.id;
      if ((one.type === 'ChannelDestroyed' || one.type === 'StasisEnd') && typeof id === 'string')
        rig.leaves(id);
      if (rig.receive(one)) depths.add('caught');
    },
    (type) => {
      depths.add('unreadable');
      rig.said.warn('an event of Asterisk could not be read', { event: type });
    },
  );
  const socket = new FakeSocket();
  Object.assign(client, { _ws: socket });
  client._ws.on('message', () => {
    throw new Error('read by the guard alone');
  });
  rig.arrives(phone);
  for (const message of messages) {
    socket.emit('message', Buffer.from(message));
    await settled();
    for (const { phase } of rig.switchboard.liveCalls()) depths.add(phase);
  }
  await rig.end();
  guard.release();
  rig.checkRecords();
  if (rig.store.records.some(({ disposition }) => disposition === 'answered')) depths.add('answered');
  if (rig.store.records.some(({ disposition }) => disposition === 'busy')) depths.add('busy');
  return [...depths];
}

export const ariMessages: FuzzTarget<Messages> = {
  name: 'ariMessages',
  generate,
  growing: {
    'many events': (size) => new Array<string>(Math.ceil(size / 20)).fill(JSON.stringify(call[5])),
    'deep nesting': (size) => ['['.repeat(size * 10) + ']'.repeat(size * 10)],
    'a long word': (size) => [
      JSON.stringify({ ...begins, args: ['short-code', '101', '9'.repeat(size * 10)] }),
    ],
    'many arguments': (size) => [
      JSON.stringify({ ...begins, args: ['short-code', ...new Array<string>(size).fill('1001')] }),
    ],
  },
  open: () => {
    let rig = new CallRig();
    return Promise.resolve({
      run: (input: Messages) => run((rig = new CallRig()), input),
      said: () => rig.said.take(),
      close: () => Promise.resolve(),
    });
  },
};
