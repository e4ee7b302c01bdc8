import { headerOf, identitiesIn, parseBaresipLog, parseSippLog } from '../../lab/sip-message';

const ringing = [
  'SIP/2.0 180 Ringing',
  'From: "Olga" <sip:101@127.0.0.1>;tag=a',
  'To: <sip:*71001@127.0.0.1>;tag=b',
  'Call-ID: 4e53783c',
  'P-Asserted-Identity: "Order 1001" <sip:1001@127.0.0.1>',
  '',
  '',
].join('\r\n');
const invite = [
  'INVITE sip:+79165557301@127.0.0.1:27006 SIP/2.0',
  'From: <sip:74950000000@127.0.0.1>;tag=f',
  'To: <sip:+79165557301@127.0.0.1>',
  'Call-ID: 8e269340',
  '',
  '',
].join('\r\n');

describe("SIPp's log", () => {
  const line = '-----------------------------------------------';
  const log = [
    `${line} 2026-11-23T22:56:59.587651Z\nUDP message received [${invite.length}] bytes:\n\n${invite}\n`,
    `${line} 2026-11-23T22:56:59.589734Z\nUDP message sent [${ringing.length}] bytes :\n\n${ringing}\n`,
    `${line}\nDead call 8e269340 received a UDP message:\n\n${invite}\n`,
  ].join('');

  it('returns messages with direction and time', () => {
    expect(parseSippLog(log)).toMatchObject([
      {
        direction: 'received',
        method: 'INVITE',
        status: null,
        callId: '8e269340',
        inDialogue: false,
        at: '2026-11-23T22:56:59.587651Z',
      },
      { direction: 'sent', method: null, status: 180, callId: '4e53783c', inDialogue: true },
    ]);
  });
});

describe("baresip's log", () => {
  const log = `ua: hello\n\x1b[36;1m#\nUDP 127.0.0.1:27000 -> 127.0.0.1:27104\n${ringing}\x1b[;m\ncall: more\n`;

  it('returns messages with direction', () => {
    const [message] = parseBaresipLog(log, 27_104);
    expect(message).toMatchObject({ direction: 'received', status: 180 });
    expect(parseBaresipLog(log, 27_000)[0]).toMatchObject({ direction: 'sent' });
  });

  it("returns what reveals the other party, without the receiver's own From", () => {
    const message = parseBaresipLog(log, 27_104)[0]!;
    expect(identitiesIn(message)).toEqual([
      { header: 'P-Asserted-Identity', value: '"Order 1001" <sip:1001@127.0.0.1>' },
    ]);
    expect(headerOf(message, 'call-id')).toBe('4e53783c');
  });
});
