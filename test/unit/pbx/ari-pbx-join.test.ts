import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/** A PBX that refuses these operations. */
function pbxThatRefuses(...refused: string[]) {
  const asked: string[] = [];
  const ari = {
    up: true,
    together: <Result>(work: () => Result) => work(),
    call: async (name: string, operation: (client: AriClient) => Promise<unknown>) => {
      asked.push(name);
      if (refused.includes(name)) throw new AriError('refused', name);
      return await operation(client);
    },
  } as unknown as AriConnection;
  const answers = new Proxy({}, { get: () => () => Promise.resolve() });
  const client = new Proxy({}, { get: () => answers }) as AriClient;
  const options = {
    application: 'star7',
    trunks: [],
    autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
    callerHeader: 'From',
    node: 'main',
    longestLegSeconds: 3600,
    beepHertz: 1000,
    endpoints: new EndpointDirectory(),
  };
  return { pbx: new AriPbx(ari, options, null, new PbxTime(new FakeClock()), new MemoryLog()), asked };
}

const joining = {
  bridgeId: 'call-1-b',
  legs: [
    { channelId: 'phone', is: 'unanswered' },
    { channelId: 'call-1-c0', is: 'ready' },
  ],
} as const;

test('a bridge that is there already, made by a process that died, is used', async () => {
  const { pbx, asked } = pbxThatRefuses('bridges.createWithId');
  await pbx.join(joining);
  expect(asked).toEqual(['channels.answer', 'bridges.createWithId', 'bridges.addChannel']);
});

test('two who could not be put into it are not joined', async () => {
  await expect(pbxThatRefuses('bridges.addChannel').pbx.join(joining)).rejects.toMatchObject({
    slug: 'refused',
  });
});

test('what belongs to one moment is asked for before the moment is over, in its order', () => {
  const { pbx, asked } = pbxThatRefuses();
  const within: string[][] = [];
  const moment = (work: () => Promise<void>[]): void => {
    asked.length = 0;
    pbx.together(() => {
      for (const done of work()) void done;
      within.push([...asked]);
    });
  };
  moment(() => [pbx.join(joining)]);
  moment(() => [pbx.hangUp('call-2-c0', 16), pbx.part('call-2-b')]);
  expect(within).toEqual([
    ['channels.answer', 'bridges.createWithId', 'bridges.addChannel'],
    ['channels.hangup', 'bridges.destroy'],
  ]);
});

test('a bridge that is being made is not taken away before it is there', async () => {
  const { pbx, asked } = pbxThatRefuses();
  const asking = pbx.join(joining);
  const going = pbx.part(joining.bridgeId);
  expect(asked).not.toContain('bridges.destroy');
  await Promise.all([asking, going]);
  expect(asked.at(-1)).toBe('bridges.destroy');
});
