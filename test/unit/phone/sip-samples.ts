/** SIP as JsSIP 3.13.8 and Asterisk 22.10.1 write it, for tests of the gate. */
export const own = 'page-0123456789abcdef0123456789abcdef';
export const other = 'page-ffffffffffffffffffffffffffffffff';

export type Headers = readonly string[];

export function sip(first: string, headers: Headers, body = ''): string {
  return [first, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');
}

export const sdp = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8\r\n';

function common(method: string, { from = own, to = own, toTag = '' } = {}): Headers {
  return [
    'Via: SIP/2.0/WS a1b2c3.invalid;branch=z9hG4bK123',
    'Max-Forwards: 69',
    `To: <sip:${to}@star7.invalid>${toTag === '' ? '' : `;tag=${toTag}`}`,
    `From: <sip:${from}@star7.invalid>;tag=abc`,
    'Call-ID: 8a7b6c',
    `CSeq: 2 ${method}`,
  ];
}

const contact = (user = own): string =>
  `Contact: <sip:${user}@star7.invalid;transport=ws>;+sip.ice;reg-id=1;+sip.instance="<urn:uuid:6b2f-1>";expires=120`;
const authorization = (user = own): string =>
  `Authorization: Digest algorithm=MD5, username="${user}", realm="asterisk", nonce="1/2", uri="sip:star7.invalid", response="0a"`;
const rest: Headers = [
  'Allow: INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,REFER,INFO,NOTIFY',
  'Supported: path,gruu,outbound',
  'User-Agent: Star7',
];

export const register = (
  changes: { from?: string; to?: string; contact?: string; user?: string } = {},
): string =>
  sip('REGISTER sip:star7.invalid SIP/2.0', [
    ...common('REGISTER', changes),
    contact(changes.contact),
    authorization(changes.user),
    'Expires: 120',
    ...rest,
  ]);

export const invite = (target = '*71001', more: Headers = []): string =>
  sip(
    `INVITE sip:${target}@star7.invalid SIP/2.0`,
    [
      ...common('INVITE', { to: target }),
      `Contact: <sip:${own}@star7.invalid;transport=ws;ob>`,
      authorization(),
      'Content-Type: application/sdp',
      ...rest,
      ...more,
    ],
    sdp,
  );

export const within = (method: string, more: Headers = [], body = ''): string =>
  sip(
    `${method} sip:asterisk@127.0.0.1:5060;transport=ws SIP/2.0`,
    [...common(method, { to: '*71001', toTag: 'as1' }), ...more],
    body,
  );

export const response = (status: string, more: Headers = [], body = ''): string =>
  sip(`SIP/2.0 ${status}`, [...common('INVITE', { from: '*71001', to: own, toTag: 'x' }), ...more], body);

/** What Asterisk sends a page, with all that leaks where its protections are off. */
export const inviteOfPbx = (more: Headers = []): string =>
  sip(
    `INVITE sip:${own}@star7.invalid;transport=ws SIP/2.0`,
    [
      'Via: SIP/2.0/WS 127.0.0.1:5060;rport;branch=z9hG4bKPj1;alias',
      'From: "Мария Иванова" <sip:*71001@127.0.0.1>;tag=as2',
      `To: <sip:${own}@star7.invalid>`,
      'Contact: <sip:asterisk@127.0.0.1:5060;transport=ws>',
      'Call-ID: 5d4c',
      'CSeq: 11 INVITE',
      'Allow: OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, PUBLISH, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, INFO, MESSAGE, REFER',
      'Supported: 100rel, replaces, norefersub, histinfo',
      'X-Star7-Call: 6f0c9c1e-0d55-4b8f-9f6e-2d1c0a9b8c7d',
      'User-Agent: PBX',
      ...more,
      'Content-Type: application/sdp',
    ],
    sdp,
  );
