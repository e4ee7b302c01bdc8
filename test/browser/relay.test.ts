import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { foreignPeers } from '../../src/doctor/collect/collect-turn';
import { peerAddress, TurnClient, turnAttribute, turnMethod } from '../../src/doctor/collect/turn-client';
import { askTurn } from '../../src/doctor/collect/turn-probe';
import { systemClock } from '#kernel/system-clock';
import { relayCredentials } from '#phone/relay-credentials';
import { eventually } from '../lab/eventually';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';
import { TurnServer } from '../lab/turn-server';
import { browserLabOptions } from './browser-lab';
import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';
import { ensureMediaAddress, mediaAddress, PagePhone, writeBeeps } from './page-phone';

/*
 * A page that may use no way but the relay: a real Chromium, a real coturn set up by the sample and started by the command line of
 * the container, and a real Asterisk.
 */

const managerSays = 700;
const customerSays = 1150;
const within = 20_000;
const secret = 'a secret of tests alone';

const suite = BrowserSuite.declare({
  microphone: () => writeBeeps(path.join(browserLabOptions.directory, 'microphone.wav'), managerSays),
});
let carrier: SpeakingCarrier;
let turn: TurnServer;
let urls: string;

beforeAll(async () => {
  ensureMediaAddress();
  const { lab } = suite;
  turn = await TurnServer.start(lab.place, lab.ports, mediaAddress()!, secret);
  urls = `turn:${turn.at.host}:${String(turn.at.port)}?transport=udp`;
  await lab.star7.restartWith({
    STAR7_TURN_URLS: urls,
    STAR7_TURN_SECRET: secret,
    STAR7_TURN_ONLY: 'true',
  });
  await lab.carrier.stop();
  carrier = await SpeakingCarrier.start({ own: lab.ports.carrier, pbx: lab.ports.sip });
});
afterAll(async () => {
  await carrier.stop();
  await suite.lab.carrier.start();
  await suite.lab.star7.restartWith({});
  await turn.stop();
});

test('a call that may go through the relay alone does so, and each hears the other', async () => {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const number = order!.phone.slice(1);
  carrier.says(number, toneOf(customerSays, 30));
  const { page } = await suite.signedIn('105');
  const phone = await PagePhone.of(page);
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await phone.goOnDuty();
  await work.callButton.click();
  await work.talks();
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays) > 500, {
    within,
    what: 'the manager’s voice at the customer',
  });
  await eventually(async () => (await phone.hears(customerSays)) > 0.05, {
    within,
    what: 'the customer’s voice in the page',
  });
  expect(await phone.path()).toMatchObject({ own: 'relay' });
  expect(await phone.codecs()).toEqual({ sent: 'audio/opus', received: 'audio/opus', corrects: true });
  // The page tells the PBX no other address.
  const candidates = phone.frames.sent.join('\n').match(/^a=candidate:.*$/gm) ?? [];
  expect(candidates).not.toEqual([]);
  expect(candidates.filter((line) => !/ typ relay /.test(line))).toEqual([]);

  // Connected again, the page has new credentials, and finds its next path by them: the talk goes on past the hour of the first.
  const first = await phone.relayCredentials();
  suite.watch.proxy.cut();
  await phone.duty.getByText('Reconnecting…').waitFor();
  suite.watch.proxy.mend();
  await phone.ready();
  const renewed = await eventually(
    async () => {
      const now = await phone.relayCredentials();
      return now.username === first.username ? null : now;
    },
    { within, what: 'new credentials' },
  );
  suite.watch.proxy.cut();
  await phone.duty.getByText('Reconnecting…').waitFor();
  suite.watch.proxy.mend();
  await phone.ready();
  await eventually(() => readFileSync(turn.logFile, 'utf8').includes(renewed.username), {
    within,
    what: 'an allocation by the new credentials',
  });
  await phone.button('Mute').click();
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays, 1500) < 50, {
    within,
    what: 'silence at the customer',
  });
  await phone.button('Unmute').click();
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays) > 500, {
    within,
    what: 'the manager’s voice by the next path',
  });
  expect(await phone.path()).toMatchObject({ own: 'relay' });

  await work.hangUpButton.click();
  await eventually(() => !carrier.has(number), { within: 40_000, what: 'the customer’s line to be free' });
  const said = suite.lab.star7.logs();
  const given = suite.watch.proxy.exchanges
    .filter(({ target }) => target.startsWith('/api/phone'))
    .map(({ body }) => body.toString('utf8'))
    .join('\n');
  for (const { credential } of [first, renewed]) {
    expect(said).not.toContain(credential);
    // The control: it is what the page was given, in the writing that is looked for.
    expect(given).toContain(credential);
  }
  expect(said).not.toContain(secret);
  expect(said).toContain('/api/phone/relay');
});

test('the sample lets pages reach the PBX, and nobody else; a foreign secret gets nowhere', async () => {
  const settings = { urls: [urls], secret, only: false };
  const own = relayCredentials(settings, 'test', systemClock.now());
  // The control is the PBX's own address.
  expect(await askTurn(turn.at, own, [...foreignPeers, turn.at.host])).toEqual({
    ...{ answers: true, letsIn: true },
    permitted: [turn.at.host],
  });
  const foreign = relayCredentials({ ...settings, secret: 'another secret' }, 'test', systemClock.now());
  const old = relayCredentials(settings, 'test', systemClock.now() - 2 * 3600 * 1_000_000);
  for (const refused of [foreign, old])
    expect(await askTurn(turn.at, refused, [])).toMatchObject({ answers: true, letsIn: false });
  expect(readFileSync(turn.logFile, 'utf8')).not.toContain(secret);
});

test('an allocation outlives the credentials that it was made by; another one is not made by them', async () => {
  const settings = { urls: [urls], secret, only: false };
  // They have two seconds left of their hour.
  const soonOver = relayCredentials(settings, 'test', systemClock.now() - 3598 * 1_000_000);
  const socket = createSocket('udp4');
  try {
    const client = new TurnClient(socket, turn.at, soonOver, 3000);
    expect(await client.allocate()).toMatchObject({ code: null });
    await eventually(async () => !(await askTurn(turn.at, soonOver, [])).letsIn, {
      within,
      what: 'the end of the credentials',
    });
    const longer = Buffer.from([0, 0, 2, 88]);
    expect(await client.ask(turnMethod.refresh, [[turnAttribute.lifetime, longer]])).toMatchObject({
      code: null,
    });
    const toPbx = [turnAttribute.peer, peerAddress(turn.at.host)] as const;
    expect(await client.ask(turnMethod.permit, [toPbx])).toMatchObject({ code: null });
    await client.ask(turnMethod.refresh, [[turnAttribute.lifetime, Buffer.alloc(4)]]);
  } finally {
    socket.close();
  }
});

test('the doctor sees a server that lets in and relays to nobody else, and one that does not answer', async () => {
  const turnFindings = async (changes: Readonly<Record<string, string>>): Promise<string[]> => {
    const env = { STAR7_TURN_URLS: urls, STAR7_TURN_SECRET: secret, ...changes };
    const { stdout } = await suite.lab.star7.run(['doctor', '--json'], { env, within: 120_000 });
    const { findings } = JSON.parse(stdout) as { findings: { slug: string }[] };
    return findings.map(({ slug }) => slug).filter((slug) => slug.startsWith('turn-'));
  };
  expect(await turnFindings({})).toEqual([]);
  expect(await turnFindings({ STAR7_TURN_SECRET: 'another secret of tests' })).toEqual(['turn-refuses']);
  expect(await turnFindings({ STAR7_TURN_URLS: `turn:${turn.at.host}:9` })).toEqual(['turn-down']);
});
