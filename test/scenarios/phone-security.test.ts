import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { ApiSession } from '../lab/api-session';
import { grandstreamAccount, yealinkAccount } from '../lab/desk-phone-file';
import { eventually } from '../lab/eventually';
import { loudness } from '../lab/loudness';
import type { Packet } from '../lab/pcap';
import type { Phone } from '../lab/phone';
import { projectFolder } from '../lab/project-folder';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { fillTemplateFile } from '../lab/template';
import { lookWithDoctor } from './doctor-run';
import { allQuiet } from './leak-calls';
import { TestLab } from './test-lab';

/*
 * Somebody reads what a phone sends, or has its password: what that is good for, and what TLS, SRTP and a list of addresses
 * take away from it.
 */

let at: TestLab;
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(async () => {
  await allQuiet(at);
});
afterAll(async () => {
  await at.release();
});

const extension = '104';
const did = '74950000000';
const withoutList = { [extension]: { deny: null, permit: null } };
const [order, other] = sampleShop().orders.filter(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === extension && status === 'open' && behaviour === 'answers',
) as [SampleOrder, SampleOrder | undefined];
const another = other ?? order;

/** Sends a request and the one after its answer, from an address of this machine. @returns the last final or early status */
async function asks(
  from: string,
  first: (port: number) => string,
  second: (challenge: string, port: number) => string | null = () => null,
): Promise<number> {
  const socket = createSocket('udp4');
  const received: string[] = [];
  socket.on('message', (bytes) => received.push(bytes.toString('latin1')));
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  const { port } = socket.address();
  const answer = async (): Promise<string> =>
    await eventually(() => received.find((text) => !text.startsWith('SIP/2.0 100')), {
      within: 4_000,
      every: 20,
      what: 'an answer of the PBX',
    });
  try {
    socket.send(Buffer.from(first(port), 'latin1'), at.lab.ports.sip, '127.0.0.1');
    const challenge = await answer();
    const then = second(challenge, port);
    if (then === null) return statusOf(challenge);
    socket.send(Buffer.from(then, 'latin1'), at.lab.ports.sip, '127.0.0.1');
    return await eventually(
      () =>
        received
          .filter((text) => /^CSeq: 2 /m.test(text))
          .map(statusOf)
          .find((status) => status !== 100),
      { within: 4_000, every: 20, what: 'an answer of the PBX' },
    );
  } finally {
    socket.close();
  }
}

const statusOf = (text: string): number => Number(/^SIP\/2\.0 (\d+)/.exec(text)?.[1]);

/** An INVITE of the phone as it was on the wire, for another order and from somewhere else: the answer stays as it was. */
function replayed(sniffed: string, from: string, port: number): string {
  const authorization = /^Authorization: .*$/m.exec(sniffed)![0];
  return sniffed
    .replace(/\r?\n/g, '\r\n')
    .replaceAll(`*7${order.orderNumber}`, `*7${another.orderNumber}`)
    .replace(/^Call-ID: .*$/m, `Call-ID: replayed-${String(port)}\r`)
    .replace(
      /^Via: .*$/m,
      `Via: SIP/2.0/UDP ${from}:${String(port)};branch=z9hG4bK-again-${String(port)};rport\r`,
    )
    .replace(/^Contact: .*$/m, `Contact: <sip:${extension}@${from}:${String(port)}>\r`)
    .replace(/^Authorization: .*$/m, `${authorization.trim()}\r`)
    .replace(/\r\r/g, '\r');
}

/** An INVITE over UDP of somebody who knows the phone's password. */
async function dialsWithPassword(
  from: string,
  { user, password } = { user: extension, password: at.lab.secrets.phones[extension] ?? '' },
  dialled = `*7${order.orderNumber}`,
): Promise<number> {
  const uri = `sip:${dialled}@127.0.0.1`;
  const invite = (port: number, sequence: number, headers: readonly string[]): string =>
    [
      `INVITE ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${from}:${String(port)};branch=z9hG4bK-${String(port)}-${String(sequence)};rport`,
      `From: <sip:${user}@127.0.0.1>;tag=${String(port)}`,
      `To: <${uri}>`,
      `Call-ID: ${String(port)}@thief`,
      `CSeq: ${String(sequence)} INVITE`,
      `Contact: <sip:${user}@${from}:${String(port)}>`,
      'Max-Forwards: 70',
      ...headers,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  return await asks(
    from,
    (port) => invite(port, 1, []),
    (challenge, port) => {
      if (statusOf(challenge) !== 401) return null;
      const [realm, nonce] = ['realm', 'nonce'].map(
        (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '',
      ) as [string, string];
      const secret = md5(`${user}:${realm}:${password}`);
      const response = md5(`${secret}:${nonce}:00000001:thief:auth:${md5(`INVITE:${uri}`)}`);
      return invite(port, 2, [
        `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
          `response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="thief"`,
      ]);
    },
  );
}

test('in the clear: an answer that was read is good for another order, from the phone’s address and for seconds', async () => {
  const phone = at.phone(extension);
  const id = await phone.dial(`*7${order.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  const sniffed = phone
    .messages()
    .findLast(
      ({ direction, method, callId, text }) =>
        direction === 'sent' && method === 'INVITE' && callId === id && text.includes('Authorization:'),
    )!.text;
  await phone.hangUp();
  await allQuiet(at);
  expect(await asks('127.0.0.1', (port) => replayed(sniffed, '127.0.0.1', port))).toBeLessThan(300);
  await allQuiet(at);
  expect(await asks('127.0.0.9', (port) => replayed(sniffed, '127.0.0.9', port))).toBeGreaterThanOrEqual(400);
  expect(await at.lab.asterisk.cli(`pjsip show auth ${extension}`)).toMatch(/nonce_lifetime +: 5\b/);
});

describe('the password, from an address that is not in the phone’s list', () => {
  test('is of no use', async () => {
    expect(await dialsWithPassword('127.0.0.9')).toBeGreaterThanOrEqual(400);
    // Control: from the phone's own address it is.
    expect(await dialsWithPassword('127.0.0.1')).toBeLessThan(300);
  });

  test('control: without a list, it is, and the doctor says so', async () => {
    await at.lab.asterisk.override(withoutList);
    try {
      expect(await dialsWithPassword('127.0.0.9')).toBeLessThan(300);
      expect(await unencrypted()).toEqual([`endpoint ${extension}`]);
    } finally {
      await at.lab.asterisk.override();
    }
    expect(await unencrypted()).toEqual([]);
  });
});

/** The phones that the doctor names for it. */
async function unencrypted(): Promise<string[]> {
  const { findings } = await lookWithDoctor(at.lab);
  return findings.filter(({ slug }) => slug === 'phone-unencrypted').map(({ subject }) => subject);
}

/** Somebody between the phone and the PBX, who reads all that passes. */
class Reader {
  readonly #read: Buffer[] = [];
  readonly #server: Server;

  private constructor(target: number) {
    this.#server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      for (const [source, sink] of [
        [near, far],
        [far, near],
      ] as const) {
        source.on('data', (bytes) => this.#read.push(Buffer.from(bytes)));
        source.on('error', () => sink.destroy());
        source.pipe(sink);
      }
    });
  }

  static async listen(target: number): Promise<Reader> {
    const reader = new Reader(target);
    await new Promise<void>((resolve) => reader.#server.listen(0, '127.0.0.1', resolve));
    return reader;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#read);
  }

  close(): void {
    this.#server.close();
  }
}

/** Different bytes in a packet of sound, on average: few in a tone, as many as chance has it in what is encrypted. */
function variety(packets: readonly Packet[]): number {
  const sounds = packets.map(({ payload }) => payload).filter((payload) => payload.length >= 172);
  return sounds.reduce((sum, payload) => sum + new Set(payload.subarray(12, 172)).size, 0) / sounds.length;
}

describe('TLS and SRTP, as in the sample', () => {
  test('nothing can be read, the call works, and the doctor is content without a list', async () => {
    const capture = await at.lab.capture('phone-security');
    const open = at.phone(extension);

    // Control: without them, a reader has the answer to the challenge, the order and the sound.
    const id = await open.dial(`*7${order.orderNumber}`);
    await open.event('CALL_ESTABLISHED', { id, within: 10_000 });
    await heardBy(open);
    await open.hangUp();
    const clear = await capture.sentByPhones(extension);
    const words = Buffer.concat(clear.packets.map(({ payload }) => payload)).toString('latin1');
    expect(words).toContain(`Digest username="${extension}"`);
    expect(words).toContain(`*7${order.orderNumber}`);
    expect(variety(clear.packets)).toBeLessThan(70);
    await allQuiet(at);

    const sample = tlsSample();
    const reader = await Reader.listen(at.lab.ports.sipTls);
    const phone = at.lab.securePhone(extension, reader.port);
    await open.stop();
    try {
      await at.lab.asterisk.override(withoutList);
      // The PBX names the reader's port as its own, so that the phone keeps to that.
      const detour = `external_signaling_address=127.0.0.1\nexternal_signaling_port=${String(reader.port)}\n`;
      await at.lab.asterisk.amend({
        'pjsip.conf': `${sample}\n[transport-tls](+)\n${detour}\n[${extension}](+type=endpoint,star7-tls)\n`,
      });
      await phone.start();
      const before = (await capture.sentByPhones(extension)).packets.length;
      const secure = await phone.dial(`*7${another.orderNumber}`);
      await phone.event('CALL_ESTABLISHED', { id: secure, within: 10_000 });
      await heardBy(phone);
      const sound = (await capture.sentByPhones(extension)).packets.slice(before);
      expect(variety(sound)).toBeGreaterThan(70);
      expect(await unencrypted()).toEqual([]);
      await phone.hangUp();

      const read = reader.bytes;
      // A handshake of TLS 1.2, and more than that.
      expect(read.subarray(0, 2)).toEqual(Buffer.from([0x16, 0x03]));
      expect(read.length).toBeGreaterThan(5_000);
      for (const word of ['Digest', 'REGISTER', `*7${another.orderNumber}`, 'SIP/2.0'])
        expect(read.includes(word)).toBe(false);
    } finally {
      await phone.stop();
      await at.lab.asterisk.override();
      await at.lab.asterisk.amend();
      reader.close();
      await capture.stop();
      await open.restart();
    }
  });
});

describe('a desk phone that Star7 sets up', () => {
  const kinds = [
    { make: 'yealink', mac: '80:5E:C0:12:34:56', file: '805ec0123456.cfg', read: yealinkAccount },
    { make: 'grandstream', mac: 'c0-74-ad-65-43-21', file: 'cfgc074ad654321.xml', read: grandstreamAccount },
  ] as const;

  beforeAll(() =>
    at.lab.star7.restartWith({ STAR7_DESK_PHONE_SERVER: `127.0.0.1:${String(at.lab.ports.sipTls)}` }),
  );
  afterAll(() => at.lab.star7.restartWith({}));

  test('its file alone makes it the manager’s phone, by TLS and SRTP; withdrawn, it is refused', async () => {
    await at.lab.openAccounts();
    const admin = await ApiSession.signIn(
      at.lab.star7.httpUrl,
      'administrator',
      at.lab.secrets.accounts['administrator'] ?? '',
    );
    const open = at.phone(extension);
    await open.stop();
    await at.lab.asterisk.amend({ 'pjsip.conf': tlsSample() });
    let phone: Phone | null = null;
    let former = '';
    try {
      for (const { make, mac, file, read } of kinds) {
        const made = await admin.request('POST', `/api/managers/${extension}/desk-phone`, { make, mac });
        expect(made.status).toBe(201);
        const { path: link } = (await made.json()) as { path: string };
        const fetched = async (name: string, options: RequestInit = {}) => {
          const answer = await fetch(`${at.lab.star7.httpUrl}${link}${name}`, options);
          return { status: answer.status, text: await answer.text() };
        };
        // Names that phones try before their own, parts, and headers alone: one answer, and nothing is used up.
        const unknown = await fetched('y000000000044.cfg');
        expect(unknown.status).toBe(404);
        expect(await fetched(file, { headers: { range: 'bytes=0-9' } })).toEqual(unknown);
        expect((await fetched(file, { method: 'HEAD' })).status).toBe(405);
        const { status, text } = await fetched(file);
        expect(status).toBe(200);
        expect(await fetched(file)).toEqual(unknown);

        const { user, password, server, secure } = read(text);
        expect({ server, secure }).toEqual({
          server: { host: '127.0.0.1', port: at.lab.ports.sipTls },
          secure: true,
        });
        // The phone before is nobody's now.
        if (phone !== null) await phone.stop();
        if (former !== '') await isForgotten(former);
        former = user;
        phone = at.lab.securePhone(extension, server.port, { user, password });
        await phone.start();
        await eventually(async () => (await at.lab.asterisk.onlineEndpoints()).has(user), {
          within: 10_000,
          what: 'the phone at the PBX',
        });

        // A click rings it, in the place of the phone of pjsip.conf.
        const since = phone.events.length;
        const click = await at.request(
          'POST',
          `/api/orders/${order.orderNumber}/calls`,
          { extension },
          { 'idempotency-key': `desk-phone-${String(Date.now())}` },
        );
        expect(click.status).toBe(201);
        const { id = '' } = await phone.incoming({ since, within: 15_000 });
        await phone.answer();
        await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
        await heardBy(phone);
        await phone.hangUp();
        await allQuiet(at);
        // What it dials is its manager's, too.
        const dialled = await phone.dial(`*7${another.orderNumber}`);
        await phone.event('CALL_ESTABLISHED', { id: dialled, within: 10_000 });
        await phone.hangUp();
        await allQuiet(at);
        // The same without TLS is known, and put through to nobody.
        const plain = await dialsWithPassword('127.0.0.1', { user, password });
        expect(plain).toBeGreaterThanOrEqual(400);
        expect(plain).not.toBe(401);
        // Nor does a colon or a comma in what it dials lead anywhere else in the dialplan.
        const jump = `*7${order.orderNumber}%3Astar7-inbound,${did},1`;
        expect(await dialsWithPassword('127.0.0.1', { user, password }, jump)).toBe(plain);
        const line = await phone.dial(`*7${order.orderNumber},3`);
        await phone.closed(line);
        expect(phone.events.filter(({ id }) => id === line).map(({ type }) => type)).not.toContain(
          'CALL_ESTABLISHED',
        );
        await leavesNoLeg();
        // The control of the next lines: the same question, while it may.
        expect(await phone.registered()).toBe(true);
      }
      const listed = await admin.request('GET', '/api/desk-phones');
      expect(((await listed.json()) as { items: object[] }).items).toMatchObject([
        { extension, make: 'grandstream', linkExpiresAt: null },
      ]);

      await at.lab.star7.mustRun(['phone', 'withdraw', extension]);
      await isForgotten(former);
      // Switched on again, it asks to be registered; the control is above.
      await phone?.stop();
      await phone?.start({ refused: true });
      const said = at.lab.star7.logs();
      expect(said).toContain('/phone-files/:token/:file');
      for (const { mac, file } of kinds)
        for (const word of [mac, file, former]) expect(said.includes(word)).toBe(false);
    } finally {
      await phone?.stop();
      await at.lab.asterisk.amend();
      await open.restart();
    }
  });

  async function leavesNoLeg(): Promise<void> {
    await eventually(
      async () =>
        ((await at.lab.asterisk.ari('GET', 'channels')).body as { name: string }[]).every(({ name }) =>
          name.startsWith('Local/s@star7-watchdog'),
        ),
      { within: 5_000, every: 100, what: 'the PBX without legs' },
    );
  }

  async function isForgotten(endpoint: string): Promise<void> {
    await eventually(
      async () => (await at.lab.asterisk.ari('GET', `endpoints/PJSIP/${endpoint}`)).status === 404,
      { within: 5_000, every: 100, what: 'the PBX to forget the phone' },
    );
  }
});

/** Certificate and transport of the sample. */
function tlsSample(): string {
  certificate();
  return fillTemplateFile(path.join(projectFolder, 'dialplan/pjsip-tls.sample.conf'), {
    SIP_BIND: '127.0.0.1',
    SIP_TLS_PORT: at.lab.ports.sipTls,
    TLS_CERTIFICATE: '/lab/etc/tls.pem',
    TLS_KEY: '/lab/etc/tls.key',
  });
}

async function heardBy(phone: { heard(): Int16Array }): Promise<void> {
  await eventually(() => loudness(phone.heard()) > 500, {
    within: 6_000,
    every: 50,
    what: 'the echo of the phone’s own tone',
  });
}

function certificate(): void {
  const [key, pem] = ['tls.key', 'tls.pem'].map((name) => path.join(at.lab.place.file('star7'), name)) as [
    string,
    string,
  ];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
      ...['-keyout', key, '-out', pem],
    ],
    { stdio: 'ignore' },
  );
  for (const file of [key, pem])
    at.lab.place.fileFor(
      'asterisk',
      at.lab.place.file('asterisk', 'etc', path.basename(file)),
      readFileSync(file, 'latin1'),
    );
}
