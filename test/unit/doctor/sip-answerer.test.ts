import { createSocket } from 'node:dgram';
import { changed } from '#doctor/live/live-test';
import { searchForNumber } from '#doctor/live/number-search';
import { SipAnswerer } from '#doctor/live/sip-answerer';
import { header, lineAt, nameOf, readOffer, readSip, session } from '#doctor/live/sip-text';
import { tellingHeaders } from '#doctor/live/telling-headers';
import { systemClock } from '#kernel/system-clock';
import { eventually } from '../../lab/eventually';

const number = '+70001234567';
const offer = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=Asterisk',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 0 8 101',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  '',
].join('\r\n');

function invite(body: string): Buffer {
  const lines = [
    'INVITE sip:101@127.0.0.1:5999 SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1',
    'From: "star7 doctor" <sip:*70@127.0.0.1>;tag=a',
    'To: <sip:101@127.0.0.1>',
    'Call-ID: 1@doctor',
    'CSeq: 1 INVITE',
    'Contact: <sip:pbx@127.0.0.1:5060>',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.from([...lines, '', body].join('\r\n'));
}

/** The answerer's responses to this message. */
async function answers(answerer: SipAnswerer, bytes: Buffer, count: number): Promise<string[]> {
  const pbx = createSocket('udp4');
  const received: Buffer[] = [];
  pbx.on('message', (message) => received.push(message));
  await new Promise<void>((resolve) => pbx.bind(0, '127.0.0.1', resolve));
  try {
    pbx.send(bytes, answerer.port, '127.0.0.1');
    await eventually(() => received.length >= count, { within: 2_000, what: 'answers' });
    return received.map((message) => message.toString('latin1'));
  } finally {
    pbx.close();
  }
}

test('the phone’s side rings and answers, without the number', async () => {
  const phone = await SipAnswerer.listen('127.0.0.1', null);
  try {
    const said = await answers(phone, invite(offer), 2);
    expect(said.map((text) => text.split('\r\n')[0])).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 200 OK']);
    expect(said[1]).toContain('m=audio');
    expect(said[1]).toContain('a=rtpmap:0 PCMU/8000');
    expect(phone.sip).toHaveLength(1);
  } finally {
    phone.close();
  }
});

test('the carrier’s side gives the number in every response', async () => {
  const carrier = await SipAnswerer.listen('127.0.0.1', number);
  try {
    const said = await answers(carrier, invite(offer), 3);
    expect(said.map((text) => readSip(Buffer.from(text))?.status)).toEqual([181, 180, 200]);
    for (const text of said) expect(searchForNumber(Buffer.from(text), number).length).toBeGreaterThan(5);
  } finally {
    carrier.close();
  }
});

test('text is sent inside the dialogue, by each method that can', async () => {
  const phone = await SipAnswerer.listen('127.0.0.1', null);
  const pbx = createSocket('udp4');
  const received: Buffer[] = [];
  pbx.on('message', (message) => received.push(message));
  await new Promise<void>((resolve) => pbx.bind(0, '127.0.0.1', resolve));
  try {
    pbx.send(invite(offer), phone.port, '127.0.0.1');
    await eventually(() => received.length >= 2, { within: 2_000, what: 'answers' });
    phone.sendText('text 1');
    await eventually(() => received.length >= 4, { within: 2_000, what: 'text' });
    const texts = received.slice(2).map((bytes) => readSip(bytes)!);
    expect(texts.map(({ method, body }) => [method, body])).toEqual([
      ['MESSAGE', 'text 1'],
      ['INFO', 'text 1'],
    ]);
    for (const text of texts) {
      expect(header(text, 'Content-Type')).toBe('text/plain');
      expect(header(text, 'Call-ID')).toBe('1@doctor');
      expect(header(text, 'From')).toMatch(/;tag=doctor$/);
    }
  } finally {
    pbx.close();
    phone.close();
  }
});

test('a change that met another one of the PBX is confirmed as refused, and asked for again', async () => {
  const carrier = await SipAnswerer.listen('127.0.0.1', number);
  const pbx = createSocket('udp4');
  const requests: ReturnType<typeof readSip>[] = [];
  pbx.on('message', (bytes, from) => {
    const message = readSip(bytes)!;
    if (message.status !== null) return;
    requests.push(message);
    if (message.method !== 'INVITE') return;
    const invites = requests.filter((request) => request?.method === 'INVITE').length;
    const status = invites === 1 ? '491 Request Pending' : '200 OK';
    pbx.send(`SIP/2.0 ${status}\r\nCSeq: ${header(message, 'CSeq')}\r\n\r\n`, from.port, from.address);
  });
  await new Promise<void>((resolve) => pbx.bind(0, '127.0.0.1', resolve));
  try {
    pbx.send(invite(offer), carrier.port, '127.0.0.1');
    await eventually(() => carrier.sip.length > 0, { within: 2_000, what: 'the call' });
    expect(await changed(carrier, 'INVITE', systemClock)).toBe(200);
    await eventually(() => requests.length >= 4, { within: 2_000, what: 'the second ACK' });
    expect(requests.map((request) => [request?.method, header(request!, 'CSeq')])).toEqual([
      ['INVITE', '1 INVITE'],
      ['ACK', '1 ACK'],
      ['INVITE', '2 INVITE'],
      ['ACK', '2 ACK'],
    ]);
    const branches = requests.map((request) => /branch=([^;]+)/.exec(header(request!, 'Via'))?.[1]);
    expect(branches[1]).toBe(branches[0]);
    expect(branches[3]).not.toBe(branches[2]);
  } finally {
    pbx.close();
    carrier.close();
  }
});

test('unsupported media is refused, not ignored', async () => {
  const phone = await SipAnswerer.listen('127.0.0.1', null);
  try {
    const [said] = await answers(phone, invite(offer.replace('RTP/AVP', 'RTP/SAVP')), 1);
    expect(said).toMatch(/^SIP\/2\.0 488 /);
  } finally {
    phone.close();
  }
});

test('a message and the line at an offset are named', () => {
  const bytes = invite(offer);
  const message = readSip(bytes)!;
  expect(nameOf(message)).toBe('INVITE');
  expect(header(message, 'call-id')).toBe('1@doctor');
  expect(lineAt(bytes, bytes.indexOf('*70'))).toBe('From');
  expect(lineAt(bytes, bytes.indexOf('101'))).toBe('first line');
  expect(lineAt(bytes, bytes.indexOf('Asterisk'))).toBe('SDP s=');
  expect(nameOf(readSip(Buffer.from('SIP/2.0 200 OK\r\nCSeq: 2 UPDATE\r\n\r\n'))!)).toBe('200 to UPDATE');
  expect(readSip(Buffer.from('\r\n\r\n'))).toBeNull();
  expect(readSip(Buffer.alloc(172, 0xd5))).toBeNull();
});

test('a session accepts the first offered encoding', () => {
  expect(readOffer(offer)).toMatchObject({ address: '127.0.0.1', port: 40000, payloads: ['0', '8', '101'] });
  expect(session(readOffer(offer), '127.0.0.1', 5000, null)).toContain('m=audio 5000 RTP/AVP 0\r\n');
  expect(session(null, '::1', 5000, number)).toContain('IN IP6 ::1');
});

test('every telling header contains the number', () => {
  for (const line of tellingHeaders(number)) {
    expect(searchForNumber(Buffer.from(line), number)).not.toEqual([]);
  }
});
