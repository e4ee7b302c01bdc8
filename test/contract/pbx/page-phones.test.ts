import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriPhones, deskPhoneKind, protections } from '#pbx/asterisk/ari-phones';
import { AriStaticPhones, staticPhoneSections } from '#pbx/asterisk/ari-static-phones';
import { systemClock } from '#kernel/system-clock';
import { AuditTrail } from '#audit/audit-trail';
import { DeskPhones } from '#phone/desk/desk-phones';
import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { PagePhone } from '#phone/pbx-phones';
import { MemoryAuditLog } from '../../unit/audit/memory-audit-log';
import { FakeClock } from '../../unit/kernel/fake-clock';
import { MemoryDeskPhoneStore } from '../../unit/phone/desk/memory-desk-phone-store';
import { everythingSaid } from '../../unit/log/everything-said';
import { MemoryLog } from '../../unit/log/memory-log';
import { ariUsername } from '../../lab/asterisk';
import { eventually } from '../../lab/eventually';
import type { Lab } from '../../lab/lab';
import { contractPbx } from '../contract-labs';

/* Endpoints of phones in pages, in a real Asterisk with the configuration that dialplan/ ships. */

const within = 30_000;

let lab: Lab;
let log: MemoryLog;
let ari: AriConnection;
let phones: AriPhones;
let ups: number;

const anna: PagePhone = {
  endpoint: 'page-0123456789abcdef0123456789abcdef',
  password: 'fedcba9876543210fedcba9876543210',
  name: 'Анна "A" <Petrova>',
  extension: '101',
  language: 'ru',
};

beforeAll(async () => {
  lab = await contractPbx();
  log = new MemoryLog();
  ups = 0;
  ari = new AriConnection(
    {
      url: lab.asterisk.ariUrl,
      username: ariUsername,
      password: lab.secrets.ari,
      application: 'star7-phones',
    },
    ['StasisStart'],
    () => undefined,
    (up) => phones.connectionChanged(up),
    systemClock,
    log,
  );
  phones = new AriPhones(ari, { node: 'main', ariUrl: lab.asterisk.ariUrl });
  phones.onUp(() => (ups += 1));
  await ari.start();
});

afterAll(async () => {
  ari.stop();
  await lab.down();
});

afterEach(() => {
  // Bodies of these requests hold passwords.
  expect(everythingSaid(log)).not.toContain(anna.password);
});

/** The options of an endpoint as Asterisk shows them. */
async function shown(endpoint: string): Promise<Map<string, string>> {
  const text = await lab.asterisk.cli(`pjsip show endpoint ${endpoint}`);
  return new Map(
    [...text.matchAll(/^ *([a-z_0-9]+) *: (.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

test('a phone is put, listed, protected as managers’ phones are, and removed; others stay', async () => {
  const before = await lab.asterisk.ari('GET', 'endpoints/PJSIP');
  expect(await phones.list()).toEqual(new Set());
  await phones.put(anna);
  expect(await phones.list()).toEqual(new Set([anna.endpoint]));

  const options = await shown(anna.endpoint);
  const desk = await shown('101');
  const compared = protections.map(([name]) => name).filter((name) => options.has(name));
  expect(compared.length).toBeGreaterThan(12);
  for (const name of compared) expect([name, options.get(name)]).toEqual([name, desk.get(name)]);
  expect(Object.fromEntries(options)).toMatchObject({
    context: 'star7-short-codes',
    webrtc: 'yes',
    media_encryption: 'dtls',
    ice_support: 'true',
    rtcp_mux: 'true',
    rtp_timeout: '15',
    rtp_timeout_hold: '15',
    language: 'ru',
    allow: '(opus|alaw|ulaw)',
  });
  const text = await lab.asterisk.cli(`pjsip show endpoint ${anna.endpoint}`);
  expect(text).toMatch(/^ *FORWARD_CONTEXT *: star7-refuse/m);
  expect(text).toMatch(/^ *TRANSFER_CONTEXT *: star7-refuse/m);

  await phones.remove(anna.endpoint);
  await phones.remove(anna.endpoint);
  expect(await phones.list()).toEqual(new Set());
  expect((await lab.asterisk.ari('GET', 'endpoints/PJSIP')).body).toHaveLength(
    (before.body as unknown[]).length,
  );
});

test('a desk phone is TLS and SRTP alone, and apart from those in pages', async () => {
  const own = { node: 'main', ariUrl: lab.asterisk.ariUrl };
  const desks = new AriPhones(ari, own, deskPhoneKind('transport-tls'));
  const desk = { ...anna, endpoint: `${desks.prefix}0123456789abcdef0123456789abcdef` };
  await desks.put(desk);
  expect(await desks.list()).toEqual(new Set([desk.endpoint]));
  expect(await phones.list()).toEqual(new Set());
  const options = await shown(desk.endpoint);
  const byHand = await shown('101');
  for (const [name] of protections)
    if (options.has(name)) expect([name, options.get(name)]).toEqual([name, byHand.get(name)]);
  expect(Object.fromEntries(options)).toMatchObject({
    context: 'star7-desk-phones',
    transport: 'transport-tls',
    media_encryption: 'sdes',
    media_encryption_optimistic: 'false',
    webrtc: 'no',
    rtp_timeout: byHand.get('rtp_timeout'),
    rtp_timeout_hold: byHand.get('rtp_timeout_hold'),
    language: 'ru',
    allow: '(opus|g722|alaw|ulaw)',
  });
  expect(await desks.codecs()).toEqual(['opus', 'g722', 'alaw', 'ulaw']);
  await desks.remove(desk.endpoint);
  expect(await desks.list()).toEqual(new Set());
});

test('a desk phone that an earlier release has put gets what this one puts', async () => {
  const own = { node: 'main', ariUrl: lab.asterisk.ariUrl };
  const kind = deskPhoneKind('transport-tls');
  const former = new AriPhones(ari, own, {
    ...kind,
    endpoint: (phone) =>
      kind
        .endpoint(phone)
        .map(([name, value]) =>
          name === 'context' ? [name, 'former'] : name === 'allow_transfer' ? [name, 'yes'] : [name, value],
        ),
  });
  const clock = new FakeClock();
  const store = new MemoryDeskPhoneStore(clock);
  await store.addLink({
    extension: '101',
    make: 'yealink',
    mac: '805ec0123456',
    token: 'x',
    expiresAt: Infinity,
  });
  const endpoint = `${former.prefix}0123456789abcdef0123456789abcdef`;
  await former.put((await store.take('x', endpoint))!);
  // The control: it has the options of then.
  expect(Object.fromEntries(await shown(endpoint))).toMatchObject({
    context: 'former',
    allow_transfer: 'true',
  });

  const pbx = new AriPhones(ari, own, kind);
  const desks = new DeskPhones({
    ...{ store, pbx, clock, log, site: null, directory: new EndpointDirectory() },
    trail: new AuditTrail(new MemoryAuditLog(), clock, log),
    timeZone: () => Promise.resolve('Europe/Moscow'),
  });
  await desks.start();
  desks.stop();
  expect(Object.fromEntries(await shown(endpoint))).toMatchObject({
    ...{ context: 'star7-desk-phones', allow_transfer: 'false' },
  });
  await pbx.remove(endpoint);
  expect(await pbx.list()).toEqual(new Set());
});

test('another node’s phones are not listed', async () => {
  const other = new AriPhones(ari, { node: 'north', ariUrl: lab.asterisk.ariUrl });
  const theirs = { ...anna, endpoint: `${other.prefix}0123456789abcdef0123456789abcdef` };
  await other.put(theirs);
  expect(await phones.list()).toEqual(new Set());
  expect(await other.list()).toEqual(new Set([theirs.endpoint]));
  await other.remove(theirs.endpoint);
});

test('a restart of Asterisk forgets them, and is reported', async () => {
  await phones.put(anna);
  const before = ups;
  await lab.asterisk.stop();
  await eventually(() => !phones.up, { within, what: 'ARI down' });
  await lab.asterisk.start();
  await eventually(() => ups > before && phones.up, { within, what: 'ARI up' });
  expect(await phones.list()).toEqual(new Set());
});

test('endpoints of pjsip.conf are as those that are put, are found before they are lent, and outlast a restart', async () => {
  const { ariUrl } = lab.asterisk;
  const pair = ['static-a-01', 'static-a-02'].map((endpoint) => ({ endpoint, password: anna.password }));
  const [first, second] = pair;
  const statics = new AriStaticPhones(ari, pair);
  const put = (endpoint: string) => statics.put({ endpoint });
  await expect(put('static-a-01')).rejects.toMatchObject({ reason: 'missing' });
  await lab.asterisk.amend({
    'pjsip.conf': staticPhoneSections([first!], { ariUrl, language: 'ru', hasOpus: true }),
  });
  await eventually(async () => (await statics.list()).has(first!.endpoint), { within, what: 'the endpoint' });
  await put(first!.endpoint);
  await expect(put(second!.endpoint)).rejects.toMatchObject({ reason: 'missing' });

  await phones.put(anna);
  const [lent, made] = [await shown(first!.endpoint), await shown(anna.endpoint)];
  // Their own names, and what Asterisk makes of them.
  const own = /^(?:Endpoint|InAuth|Aor|Contact|auth|aors|callerid|dtls_.*)$/;
  const options = [...made].filter(([name]) => !own.test(name));
  expect(options.length).toBeGreaterThan(80);
  for (const [name, value] of options) expect([name, lent.get(name)]).toEqual([name, value]);
  expect(lent.get('acl')).toBe(made.get('acl'));

  const before = ups;
  await lab.asterisk.stop();
  await eventually(() => !phones.up, { within, what: 'ARI down' });
  await lab.asterisk.start();
  await eventually(() => ups > before && phones.up, { within, what: 'ARI up' });
  // The very first answer: what is not in it ends duty.
  expect(await statics.list()).toEqual(new Set([first!.endpoint]));
});
