import { accountAnswer } from '#mail/provider/model/submission-answers';

it.each([
  [550, '550 5.4.5 Daily user sending limit exceeded.', 'DATA', 'limit'],
  [550, '550-5.4.5 Daily sending quota exceeded.', 'RCPT TO', 'limit'],
  [421, '421 4.7.0 Try again later', 'MAIL FROM', 'limit'],
  [450, '450 4.7.1 Too many messages', 'RCPT TO', 'limit'],
  [554, '554 5.7.1 Message rate limit', 'DATA', 'limit'],
  [553, '553 5.7.1 <a@b.example>: Sender address rejected: not owned by user c', 'RCPT TO', 'account'],
  [550, '550 not local sender over smtp', 'MAIL FROM', 'account'],
  [535, '535 5.7.8 Authentication failed', 'AUTH PLAIN', 'account'],
  // What is said of the mail or its recipient is final, or not, as with a mail server of one's own.
  [550, '550 5.1.1 No such user', 'RCPT TO', null],
  [552, '552 5.2.2 Mailbox quota exceeded', 'RCPT TO', null],
  [554, '554 5.7.1 Message rejected as spam', 'DATA', null],
  // What is quoted says nothing, whoever chose it.
  [450, '450 4.7.1 <daily-limit@x.example>: Recipient address rejected', 'RCPT TO', null],
  [450, '450 sending-limit@x.example: greylisted', 'RCPT TO', null],
  [450, '450 4.1.2 Recipient address rejected: rate limit', 'RCPT TO', null],
  [552, '552 5.3.4 Message size exceeds fixed limit', 'DATA', null],
  [552, '552 Message size limit exceeded', 'DATA', null],
  [550, '550 5.1.8 <x@y.example>: Sender address rejected: Domain not found', 'RCPT TO', 'account'],
])('%i %s to %s is about %s', (code, text, command, expected) => {
  expect(accountAnswer(code, text, command)).toBe(expected);
});
