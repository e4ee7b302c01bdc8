import fc from 'fast-check';
import { SecurityEvents, accountOf } from '#pbx/asterisk/ami/security-events';
import { everythingSaid } from '../log/everything-said';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/** As Asterisk 22.10.1 sent it for a REGISTER with a wrong password. */
const recorded = {
  event: 'ChallengeResponseFailed',
  privilege: 'security,all',
  eventtv: '2026-11-23T23:00:51.824+0000',
  severity: 'Error',
  service: 'PJSIP',
  eventversion: '1',
  accountid: '101',
  sessionid: 'c1-101-54691',
  localaddress: 'IPV4/UDP/127.0.0.1/15000',
  remoteaddress: 'IPV4/UDP/192.0.2.7/54691',
  challenge: '1795474851/2afb6f3f458e1d9e5d52100d82fd1e8b',
  response: 'b48e950ea50e7c943e69db356467c3ad',
  expectedresponse: '',
};

function taken(...events: Parameters<SecurityEvents['take']>[0][]) {
  const clock = new FakeClock();
  const log = new MemoryLog();
  const security = new SecurityEvents(clock, log);
  for (const event of events) security.take(event);
  return { clock, log, security };
}

it('a failed log-in is told with account, service and address, and nothing else of it', () => {
  expect(taken(recorded).log.lines).toEqual([
    {
      level: 'warn',
      message: 'security event on the PBX',
      fields: { event: 'ChallengeResponseFailed', service: 'PJSIP', account: '101', host: '192.0.2.7' },
    },
  ]);
});

it.each(['InvalidPassword', 'InvalidAccountID', 'FailedACL', 'ChallengeResponseFailed', 'UnexpectedAddress'])(
  '%s is told',
  (event) => {
    expect(taken({ ...recorded, event }).log.lines).toHaveLength(1);
  },
);

it.each(['SuccessfulAuth', 'ChallengeSent', 'Newchannel', 'constructor'])('%s is not', (event) => {
  expect(taken({ ...recorded, event }).log.lines).toEqual([]);
});

it.each([
  ['101', '101'],
  ['desk-7', 'desk-7'],
  ['<unknown>', '<unknown>'],
  ['12345', '12345'],
  ['123456', '[hidden]'],
  ['+79161234567', '[hidden]'],
  ['8 (916) 123-45-67', '[hidden]'],
  ['9.1.6.1.2.3', '[hidden]'],
  ['sip:0079161234567@pbx', '[hidden]'],
  ['%37%39%31', '[hidden]'],
  ['٧٩١٦١٢٣', '[hidden]'],
  ['anna@example.test', '[hidden]'],
])('account %s is shown as %s', (account, shown) => {
  expect(accountOf(account)).toBe(shown);
});

it('never shows six digits of an account, whatever stands between them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (account) => {
      const shown = everythingSaid(taken({ ...recorded, accountid: account, remoteaddress: account }).log);
      const ofAccount = /account: (.*)/.exec(shown)?.[1] ?? '';
      expect(ofAccount.replace(/\D/g, '').length).toBeLessThan(6);
    }),
  );
});

it('an address that is none is not repeated', () => {
  for (const remoteaddress of ['+79161234567', 'IPV4/UDP/+79161234567/1', 'IPV4/UDP/example.org/1', '']) {
    expect(taken({ ...recorded, remoteaddress }).log.lines[0]?.fields['host']).toBe('');
  }
  expect(
    taken({ ...recorded, remoteaddress: 'IPV6/TLS/2001:db8::7/5061' }).log.lines[0]?.fields['host'],
  ).toBe('2001:db8::7');
});

it('a service is a word of Asterisk’s, or none at all', () => {
  const service = (said: string) => taken({ ...recorded, service: said }).log.lines[0]?.fields['service'];
  expect(['PJSIP', 'AMI', '+79161234567', 'anna@example.test', ''].map(service)).toEqual([
    'PJSIP',
    'AMI',
    '',
    '',
    '',
  ]);
});

it('a header that came twice, and control characters, are nothing to print', () => {
  const account = (accountid: string | string[]) =>
    taken({ ...recorded, accountid }).log.lines[0]?.fields['account'];
  expect(account(['101', '102'])).toBe('');
  expect(account('a\u001b[31mb')).toBe('a?[31mb');
  expect(account('x'.repeat(500))).toBe('x'.repeat(64));
});

it('a scanner fills a minute with sixty lines and one number, then the next begins', async () => {
  const { clock, log, security } = taken(...Array<typeof recorded>(1000).fill(recorded));
  expect(log.lines).toHaveLength(60);
  await clock.pass(60_000);
  expect(log.lines).toHaveLength(61);
  expect(log.lines.at(-1)).toMatchObject({ fields: { count: 940 } });
  security.take(recorded);
  expect(log.lines).toHaveLength(62);
  security.stop();
  expect(clock.waiting).toBe(0);
});
