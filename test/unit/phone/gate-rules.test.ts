import { frameOfPage, frameToPage, isRegistered } from '#phone/model/gate-rules';
import { parseSip } from '#phone/model/sip-message';
import { invite, inviteOfPbx, other, own, register, response, sdp, sip, within } from './sip-samples';

const number = '79161234567';

function fault(text: string): string {
  const judged = frameOfPage(text, own);
  return 'fault' in judged ? judged.fault : 'forwarded';
}

describe('what a page sends', () => {
  test.each([
    ['REGISTER', register()],
    ['a call of a short code', invite()],
    ['a call of the short code alone', invite('*7')],
    [
      'CANCEL',
      sip(
        'CANCEL sip:*71001@star7.invalid SIP/2.0',
        headersOf(invite('*71001'))
          .filter((h) => /^(?:Via|To|From|Call-ID|Max)/.test(h))
          .concat('CSeq: 2 CANCEL'),
      ),
    ],
    ['ACK', within('ACK')],
    ['BYE', within('BYE', ['Reason: SIP;cause=200;text="OK"'])],
    [
      'a re-INVITE',
      within(
        'INVITE',
        ['Content-Type: application/sdp', `Contact: <sip:${own}@star7.invalid;transport=ws>`],
        sdp,
      ),
    ],
    [
      'a key by INFO',
      within('INFO', ['Content-Type: application/dtmf-relay'], 'Signal=5\r\nDuration=160\r\n'),
    ],
    [
      'an answer',
      response(
        '200 OK',
        [`Contact: <sip:${own}@star7.invalid;transport=ws>`, 'Content-Type: application/sdp'],
        sdp,
      ),
    ],
    ['busy', response('486 Busy Here')],
    ['two offers at once', response('500 Server Internal Error', ['Retry-After: 7'])],
  ])('%s passes as it is', (_what, text) => {
    const judged = frameOfPage(text, own);
    expect(judged).toEqual({ forward: text });
  });

  test.each(['REFER', 'MESSAGE', 'SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'FOO'])(
    '%s is refused, in and out of a call',
    (method) => {
      expect(fault(within(method))).toBe('method');
      expect(fault(register().replaceAll('REGISTER', method))).toBe('method');
    },
  );

  test.each([
    ['From', register({ from: other })],
    ['To of REGISTER', register({ to: other })],
    ['Contact', register({ contact: other })],
    ['the credentials', register({ user: other })],
    ['From of a call', invite().replace(`From: <sip:${own}@`, 'From: <sip:101@')],
    ['Contact of an answer', response('200 OK', [`Contact: <sip:${number}@star7.invalid>`])],
    ['credentials twice', register().replace('realm=', `username="${other}", realm=`)],
    ...[';maddr=192.0.2.9', ';x-ast-txp=transport-udp', ';transport=udp', ';lr', ';ob;maddr=192.0.2.9'].map(
      (parameter) => [
        `Contact with ${parameter}`,
        register().replace('@star7.invalid;transport=ws>', `@star7.invalid${parameter}>`),
      ],
    ),
    ['two contacts in one line', register().replace(/(Contact: .*)/, '$1, <sip:x@y>')],
  ])('%s of another phone is refused', (_what, text) => {
    expect(fault(text)).toBe('identity');
  });

  test.each(['101', number, `+${number}`, '8', 's', '**71001', '*6', '*7/x', '%2A71001', '*71001%40trunk@x'])(
    'a call to %s is refused',
    (target) => {
      expect(['target', 'unreadable', 'identity']).toContain(fault(invite(target)));
    },
  );

  test('the echo test, and no other code of that kind', () => {
    expect(fault(invite('*7*1'))).toBe('forwarded');
    for (const code of ['*7*2', '*7*11', '*7*', '*1', '*7**1', '*7*1*', '*7*1%40'])
      expect([code, fault(invite(code))]).toEqual([code, 'target']);
  });

  test('a call whose To is not its target, or without a dialog but BYE', () => {
    expect(fault(invite().replace('To: <sip:*71001@', 'To: <sip:*71002@'))).toBe('target');
    expect(fault(within('BYE').replace(';tag=as1', ''))).toBe('method');
    expect(fault(within('OPTIONS').replace(';tag=as1', ''))).toBe('method');
  });

  test.each([
    'Replaces: a;to-tag=b;from-tag=c',
    'Refer-To: <sip:101@x>',
    'P-Asserted-Identity: <sip:101@x>',
    'Route: <sip:evil@x;lr>',
    'Join: x',
    'X-Anything: y',
    'Subject: hello',
    'Diversion: <sip:1@x>',
    'Via: SIP/2.0/WS b.invalid;branch=z9hG4bK1',
    'To: <sip:*71001@x>',
    'CSeq: 3 INVITE',
  ])('a header %s is refused', (header) => {
    expect(fault(invite('*71001', [header]))).toBe('header');
  });

  test('two hops in one Via are refused', () => {
    const [via = ''] = headersOf(invite());
    const hops = `${via}, SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1`;
    expect(fault(invite().replace(via, hops))).toBe('header');
  });

  test.each([
    ['a redirection', response('302 Moved', [`Contact: <sip:${own}@star7.invalid>`]), 'status'],
    ['a text as a body', within('INFO', ['Content-Type: text/plain'], 'hello'), 'body'],
    ['a body where none belongs', within('BYE', ['Content-Type: application/sdp'], sdp), 'body'],
    [
      'a URI that brings headers along',
      invite('*71001').replace('@star7.invalid SIP', '@star7.invalid?Replaces=a SIP'),
      'target',
    ],
    ['a method that CSeq does not name', within('BYE').replace('CSeq: 2 BYE', 'CSeq: 2 INVITE'), 'method'],
  ])('%s is refused', (_what, text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['a keep-alive', '\r\n\r\n'],
    ['folded lines', register().replace('Expires: 120', 'Expires:\r\n 120')],
    ['a lone line feed', register().replace('Expires: 120', 'Expires: 120\nReplaces: x')],
    ['a lone return', register().replace('Expires: 120', 'Expires: 120\rReplaces: x')],
    ['a compact name', register().replace('Contact:', 'm:')],
    ['a blank before the colon', register().replace('Expires:', 'Expires :')],
    ['a NUL', register().replace('Expires: 120', 'Expires: 1\u000020')],
    ['two lengths', register().replace('Content-Length: 0', 'Content-Length: 0\r\nContent-Length: 0')],
    ['a wrong length', register().replace('Content-Length: 0', 'Content-Length: 1')],
    ['a second message', register() + register()],
    ['another version', register().replace('SIP/2.0', 'SIP/3.0')],
  ])('%s cannot be read', (_what, text) => {
    expect(fault(text)).toBe('unreadable');
  });
});

describe('what reaches a page', () => {
  const leaking = [
    `P-Asserted-Identity: <sip:+${number}@pbx>`,
    `Remote-Party-ID: <sip:${number}@pbx>;party=calling`,
    `Diversion: <sip:${number}@pbx>`,
    `History-Info: <sip:${number}@pbx>;index=1`,
    `Alert-Info: <${number}>`,
    `Call-Info: <sip:${number}@pbx>`,
    `X-Customer: ${number}`,
    `Warning: 399 pbx "${number}"`,
  ];

  test('headers that tell an identity are left out; what a phone needs stays', () => {
    const text = inviteOfPbx(leaking);
    // The control: the search finds it before the gate.
    expect(text.match(new RegExp(number, 'g'))).toHaveLength(leaking.length);
    const frame = frameToPage(text) ?? '';
    expect(frame).not.toContain(number);
    expect(frame).not.toMatch(/User-Agent/);
    expect(frame).toContain('"Мария Иванова" <sip:*71001@');
    expect(frame).toContain('X-Star7-Call: 6f0c9c1e');
    expect(parseSip(frame)?.body).toBe(sdp);
  });

  test('requests that are none for a page do not reach it, nor bodies but SDP', () => {
    for (const method of ['MESSAGE', 'NOTIFY', 'REFER', 'SUBSCRIBE', 'REGISTER'])
      expect(frameToPage(inviteOfPbx().replace(/^INVITE/, method))).toBeNull();
    expect(frameToPage(inviteOfPbx().replace('application/sdp', 'text/plain'))).toBeNull();
    expect(frameToPage('nonsense')).toBeNull();
  });

  test('where a call is redirected to is left out', () => {
    const contact = `Contact: <sip:${number}@pbx>`;
    expect(frameToPage(response('302 Moved', [contact]))).not.toContain(number);
    // The control: of other answers it stays, since what follows is sent there.
    expect(frameToPage(response('200 OK', [contact]))).toContain(number);
  });

  test('a length written with blanks, as Asterisk does, is read', () => {
    const text = inviteOfPbx().replace(/Content-Length: /, 'Content-Length:   ');
    expect(frameToPage(text)).toContain(`Content-Length: ${String(sdp.length)}`);
  });

  test('a registration is told from other answers', () => {
    const answer = (status: string, cseq: string, contact: string): boolean =>
      isRegistered(
        sip(`SIP/2.0 ${status}`, [
          'Via: SIP/2.0/WS x',
          `CSeq: 3 ${cseq}`,
          ...(contact === '' ? [] : [contact]),
        ]),
      );
    expect(answer('200 OK', 'REGISTER', `Contact: <sip:${own}@x>;expires=119`)).toBe(true);
    expect(answer('200 OK', 'REGISTER', '')).toBe(false);
    expect(answer('401 Unauthorized', 'REGISTER', '')).toBe(false);
    expect(answer('200 OK', 'INVITE', `Contact: <sip:${own}@x>`)).toBe(false);
  });
});

function headersOf(text: string): string[] {
  return text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n').slice(1);
}
