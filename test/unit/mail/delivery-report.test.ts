import { faultOfReply, readBounceText, readDeliveryReport } from '../../../src/mail/model/delivery-report';

const reporting = 'Reporting-MTA: dns; mx.example\nX-Postfix-Queue-ID: 1A2B\n\n';

it('reads the first example of RFC 3464, appendix E', () => {
  const text = `Reporting-MTA: dns; cs.utk.edu

Original-Recipient: rfc822;louisl@larry.slip.umd.edu
Final-Recipient: rfc822;louisl@larry.slip.umd.edu
Action: failed
Status: 4.0.0
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400`;
  expect(readDeliveryReport(text)).toEqual({ outcome: 'failed', fault: 'unreachable' });
});

it.each([
  ['failed', '5.1.1', 'smtp; 550 5.1.1 <ivan@customer.example>: User unknown', 'mailbox-unknown'],
  ['failed', '5.1.2', 'dns; host not found', 'domain-unknown'],
  ['failed', '5.4.4', 'X-Postfix; Host not found', 'domain-unknown'],
  ['failed', '5.2.2', 'smtp; 552 quota', 'mailbox-full'],
  ['failed', '5.2.1', 'smtp; 550 disabled', 'mailbox-disabled'],
  ['failed', '5.3.4', 'smtp; 552 too big', 'too-large'],
  ['failed', '5.7.1', 'smtp; 554 5.7.1 spam', 'rejected'],
  ['failed', '5.0.0', 'smtp; 550 no such user', 'mailbox-unknown'],
  ['failed', '5.0.0', 'smtp; 550-5.1.1 The email account does not exist', 'mailbox-unknown'],
  ['failed', '5.0.0', 'x-local; none', 'other'],
] as const)('%s, %s, %j: %s', (action, status, diagnostic, fault) => {
  const text = `${reporting}Final-Recipient: rfc822; ivan@customer.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: ${diagnostic}\n`;
  expect(readDeliveryReport(text)).toEqual({ outcome: 'failed', fault });
});

it('knows a delay from a failure, and takes the worst of several recipients', () => {
  expect(readDeliveryReport(`${reporting}Action: delayed\nStatus: 4.4.1`)).toEqual({
    outcome: 'delayed',
    fault: 'unreachable',
  });
  expect(
    readDeliveryReport(`${reporting}Action: delivered\nStatus: 2.0.0\n\nAction: failed (bad)\nStatus: 5.1.1`),
  ).toEqual({ outcome: 'failed', fault: 'mailbox-unknown' });
});

it('says nothing where a report says nothing, whatever stands in it', () => {
  expect(readDeliveryReport(reporting)).toBeNull();
  expect(readDeliveryReport(':\n:::\n\nAction\nAction: \u0000')).toBeNull();
});

it('reads the folded lines of a report', () => {
  expect(readDeliveryReport(`${reporting}Action:\n failed\nStatus:\n\t5.1.1`)).toEqual({
    outcome: 'failed',
    fault: 'mailbox-unknown',
  });
});

it('reads the answer of a server', () => {
  expect(faultOfReply(550, '5.7.26 unauthenticated')).toBe('rejected');
  expect(faultOfReply(550, 'no such user')).toBe('mailbox-unknown');
  expect(faultOfReply(552, 'too big')).toBe('too-large');
  expect(faultOfReply(451, 'later')).toBe('unreachable');
});

it.each([
  // qmail.
  [
    "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n<ivan@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)",
    'mailbox-unknown',
  ],
  ['host mx.example said: 552 5.2.2 Mailbox is full', 'mailbox-full'],
  // Exim.
  [
    '  ivan@customer.example\n    SMTP error from remote mail server after RCPT TO:\n    550 no such user',
    'mailbox-unknown',
  ],
] as const)('reads a bounce that has no part for programs: %j', (text, fault) => {
  expect(readBounceText(text)).toEqual({ outcome: 'failed', fault });
});

it('a text without a refusal says nothing', () => {
  expect(readBounceText('Я в отпуске до 550 числа. Дом 5.1.1')).toBeNull();
});
