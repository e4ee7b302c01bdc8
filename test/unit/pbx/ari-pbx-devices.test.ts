import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { noReach } from '#people/model/reach';
import type { AskingDevice, Reach } from '#people/model/reach';
import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/** A PBX that answers so, and remembers what it was asked. */
function pbxThat(answers: (parameters: object) => Promise<unknown>, endpoints = new EndpointDirectory()) {
  const asked: [string, object][] = [];
  const operations = new Proxy(
    {},
    {
      get: (_, operation: string) => (parameters: object) => {
        asked.push([operation, parameters]);
        return answers(parameters);
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
    endpoints,
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
])('%s: the phone is called by its name', async (_, answers, warnings) => {
  const { pbx, log } = pbxThat(answers);
  expect(await pbx.devices('101')).toEqual(['PJSIP/101']);
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

describe('a manager who is reached at several devices', () => {
  const page = 'page-0123456789abcdef0123456789abcdef';
  const directory = (reach: Reach): EndpointDirectory => {
    const endpoints = new EndpointDirectory((extension) => ({
      ...noReach,
      ...(extension === '101' && { reach }),
    }));
    endpoints.add(page, '101');
    endpoints.reachable(page);
    return endpoints;
  };
  const contacts: Record<string, string> = {
    [`PJSIP_DIAL_CONTACTS(${page})`]: `PJSIP/${page}/sip:x@127.0.0.1`,
    'PJSIP_DIAL_CONTACTS(101)': two,
  };
  const rung = async (reach: Reach, known = contacts, asking?: AskingDevice) => {
    const { pbx } = pbxThat(
      (parameters) => Promise.resolve({ value: known[(parameters as { variable: string }).variable] ?? '' }),
      directory(reach),
    );
    return pbx.devices('101', asking);
  };

  test('has them all rung, each of a desk phone’s own devices too', async () => {
    expect(await rung(['page', 'desk'])).toEqual([`PJSIP/${page}`, ...two.split('&')]);
    expect(await rung(null)).toEqual([`PJSIP/${page}`]);
    expect(await rung(['desk'])).toEqual(two.split('&'));
  });

  test('has none rung that is not registered, unless it is the only one', async () => {
    const withoutDesk = { ...contacts, 'PJSIP_DIAL_CONTACTS(101)': '' };
    expect(await rung(['page', 'desk'], withoutDesk)).toEqual([`PJSIP/${page}`]);
    expect(await rung(['desk'], withoutDesk)).toEqual(['PJSIP/101']);
  });

  test('has the page alone rung after a click in it, and the phone that dialled called back', async () => {
    const click = { kind: 'page', evenIfNotChosen: false } as const;
    expect(await rung(['page', 'desk'], contacts, click)).toEqual([`PJSIP/${page}`]);
    expect(await rung(['desk'], contacts, click)).toEqual(two.split('&'));
    expect(await rung(['page'], contacts, { kind: 'desk', evenIfNotChosen: true })).toEqual(two.split('&'));
  });
});

describe('a manager on duty in a page', () => {
  const endpoint = 'page-0123456789abcdef0123456789abcdef';
  const call = '6f0c9c1e-0d55-4b8f-9f6e-2d1c0a9b8c7d';
  const onDuty = (): EndpointDirectory => {
    const directory = new EndpointDirectory();
    directory.add(endpoint, '101');
    directory.reachable(endpoint);
    return directory;
  };

  test('is rung there, with the id of the call and no header for desk phones', async () => {
    const { pbx, asked } = pbxThat(
      () => Promise.resolve({ value: `PJSIP/${endpoint}/sip:x@127.0.0.1` }),
      onDuty(),
    );
    expect(await pbx.devices('101')).toEqual([`PJSIP/${endpoint}`]);
    await pbx.make(
      { channelId: `${call}-m`, display: { name: 'Ivan', number: '*71001' }, ringSeconds: 25 },
      { phone: '101', device: null, autoAnswer: true },
    );
    const [, [operation, parameters]] = asked as [unknown, [string, { endpoint: string; variables: object }]];
    expect([operation, parameters.endpoint]).toEqual(['originate', `PJSIP/${endpoint}`]);
    expect(parameters.variables).toMatchObject({ 'PJSIP_HEADER(add,X-Star7-Call)': call });
    expect(parameters.variables).not.toHaveProperty(['PJSIP_HEADER(add,Alert-Info)']);
  });

  test('calls as that extension; an endpoint that nobody has is nobody’s', () => {
    const { pbx } = pbxThat(() => Promise.resolve(), onDuty());
    const arrived: unknown[] = [];
    pbx.onEvent((event) => arrived.push('endpoint' in event ? event.endpoint : event));
    for (const name of [endpoint, 'page-ffffffffffffffffffffffffffffffff', '102'])
      pbx.receive({
        type: 'StasisStart',
        timestamp: '2026-11-25T12:00:00.000+0000',
        args: ['short-code', name, '1001'],
        channel: { id: `c-${name}`, name: `PJSIP/${name}-0000002a`, state: 'Ring' },
      });
    expect(arrived).toEqual(['101', 'page-ffffffffffffffffffffffffffffffff', '102']);
  });
});
