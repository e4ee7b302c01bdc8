import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/** A PBX that answers so, and remembers what it was asked. */
function pbxThat(answers: () => Promise<unknown>) {
  const asked: [string, object][] = [];
  const operations = new Proxy(
    {},
    {
      get: (_, operation: string) => (parameters: object) => {
        asked.push([operation, parameters]);
        return answers();
      },
    },
  );
  const client = new Proxy({}, { get: () => operations }) as AriClient;
  const ari = {
    up: true,
    together: <Result>(work: () => Result) => work(),
    call: (_name: string, operation: (client: AriClient) => Promise<unknown>) => operation(client),
  } as unknown as AriConnection;
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
  const log = new MemoryLog();
  return { pbx: new AriPbx(ari, options, null, new PbxTime(new FakeClock()), log), asked, log };
}

const two = 'PJSIP/101/sip:101@192.0.2.1&PJSIP/101/sip:101@192.0.2.2';

test('the devices of a phone are asked for at the watchdog’s channel', async () => {
  const { pbx, asked } = pbxThat(() => Promise.resolve({ value: two }));
  expect(await pbx.devices('101')).toEqual(two.split('&'));
  expect(asked).toEqual([
    ['getChannelVar', { channelId: 'star7-watchdog', variable: 'PJSIP_DIAL_CONTACTS(101)' }],
  ]);
});

test.each([
  ['no such channel', () => Promise.reject(new AriError('refused', 'channels.getChannelVar')), 1],
  ['something else', () => Promise.resolve([]), 0],
])('%s: none is known, and the phone is called by its name', async (_, answers, warnings) => {
  const { pbx, log } = pbxThat(answers);
  expect(await pbx.devices('101')).toEqual([]);
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(warnings);
});

test('an extension that is no name of an endpoint is not asked for', async () => {
  const { pbx, asked } = pbxThat(() => Promise.resolve({ value: two }));
  expect(await pbx.devices('101),SHELL(x')).toEqual([]);
  expect(asked).toEqual([]);
});

test.each([
  [null, 'PJSIP/101'],
  ['PJSIP/101/sip:101@192.0.2.2', 'PJSIP/101/sip:101@192.0.2.2'],
])('a leg to the device %j is made to %s', async (device, endpoint) => {
  const { pbx, asked } = pbxThat(() => Promise.resolve());
  await pbx.make(
    { channelId: 'call-1-m', display: { name: 'Ivan', number: '*71001' }, ringSeconds: 25 },
    { phone: '101', device, autoAnswer: false },
  );
  expect(asked).toEqual([['originate', expect.objectContaining({ endpoint, channelId: 'call-1-m' })]]);
});
