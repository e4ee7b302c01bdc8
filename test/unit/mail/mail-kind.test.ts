import { isMarkedSpam, kindOf } from '../../../src/mail/model/mail-kind';
import type { MailKind } from '../../../src/mail/model/mail';

const person = 'ivan@customer.example';

function headersOf(text: string): Map<string, string[]> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        [line.slice(line.indexOf(':') + 1).trim()],
      ]),
  );
}

it.each<[string, string, string, MailKind]>([
  ['', person, person, 'person'],
  // RFC 3834, section 5: a person's mail may say so.
  ['Auto-Submitted: no', person, person, 'person'],
  ['Auto-Submitted: no', '', person, 'person'],
  ['Auto-Submitted: auto-replied', person, person, 'automatic'],
  ['Auto-Submitted: auto-generated; owner-email="a@b.example"', person, person, 'automatic'],
  ['Auto-Submitted: auto-notified', person, person, 'automatic'],
  ['Precedence: bulk', person, person, 'automatic'],
  ['Precedence: first-class', person, person, 'person'],
  ['X-Auto-Response-Suppress: All', person, person, 'automatic'],
  ['X-Auto-Response-Suppress: None', person, person, 'person'],
  ['List-Id: <news.example>', person, person, 'automatic'],
  ['X-Autoreply: yes', person, person, 'automatic'],
  // RFC 3834, section 2: nobody reads what is answered to these.
  ['', 'noreply@shop.example', 'noreply@shop.example', 'automatic'],
  ['', '', person, 'automatic'],
  ['', '', 'MAILER-DAEMON@mx.example', 'bounce'],
  ['', 'x@y.example', 'Mailer-Daemon@mx.example', 'bounce'],
  ['X-Failed-Recipients: a@b.example', '', 'postmaster@mx.example', 'bounce'],
  ['Content-Type: multipart/report; report-type=delivery-status; boundary=x', '', 'a@b.example', 'bounce'],
  ['Content-Type: multipart/report; report-type="delivery-status"', person, person, 'bounce'],
  ['Content-Type: multipart/report; report-type=disposition-notification', '', person, 'read-receipt'],
  ['Content-Type: multipart/mixed; boundary=report', person, person, 'person'],
])('%j from <%s> is of kind %4$s', (headers, sender, from, kind) => {
  expect(kindOf(headersOf(headers), sender, from)).toBe(kind);
});

it('sees what a filter marked', () => {
  expect(isMarkedSpam(headersOf('X-Spam: Yes'))).toBe(true);
  expect(isMarkedSpam(headersOf('X-Spam-Flag: NO'))).toBe(false);
  expect(isMarkedSpam(headersOf(''))).toBe(false);
});
