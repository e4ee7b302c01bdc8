/** Reports of mail servers on mails of Star7's, each in the shape of those who write such. */
export interface WrittenReport {
  name: string;
  /** Envelope; absent: none (RFC 5321, section 4.5.5). */
  from?: string;
  /** What the thread says of the mail then. */
  state: 'sent' | 'delayed' | 'failed';
  fault: string | null;
  /** @param address of the customer @param to where the report goes */
  raw: (address: string, to: string) => string;
}

function report(
  {
    from = 'Mail Delivery System <MAILER-DAEMON@mx.customer.example>',
    subject = 'Undelivered Mail Returned to Sender',
  },
  words: string,
  fields: readonly string[],
  original = true,
): WrittenReport['raw'] {
  return (address, to) =>
    [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <${Math.random().toString(36).slice(2)}@mx.customer.example>`,
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"',
      '',
      '--=_r',
      'Content-Type: text/plain; charset=utf-8',
      '',
      words.replaceAll('ADDRESS', address),
      '--=_r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.customer.example',
      '',
      `Final-Recipient: rfc822; ${address}`,
      ...fields.map((field) => field.replaceAll('ADDRESS', address)),
      ...(original
        ? ['', '--=_r', 'Content-Type: text/rfc822-headers', '', `To: ${address}`, 'Subject: order']
        : []),
      '--=_r--',
      '',
    ].join('\n');
}

const plain =
  (from: string, text: string, headers: readonly string[] = []): WrittenReport['raw'] =>
  (address, to) =>
    [
      `From: ${from}`,
      `To: ${to}`,
      'Subject: failure notice',
      `Message-ID: <${Math.random().toString(36).slice(2)}@mx.customer.example>`,
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      ...headers.map((header) => header.replaceAll('ADDRESS', address)),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text.replaceAll('ADDRESS', address),
      '',
    ].join('\n');

export const deliveryReports: readonly WrittenReport[] = [
  {
    ...{ name: 'failed (RFC 3464)', state: 'failed', fault: 'mailbox-unknown' },
    raw: report({}, '<ADDRESS>: user unknown', [
      ...['Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 <ADDRESS>: User unknown'],
    ]),
  },
  {
    ...{ name: 'delayed', state: 'delayed', fault: 'unreachable' },
    raw: report({ subject: 'Delayed Mail (still being retried)' }, 'Delivery to ADDRESS is late', [
      ...['Action: delayed', 'Status: 4.4.1', 'Will-Retry-Until: Fri, 4 Dec 2026 10:00:00 +0000'],
    ]),
  },
  {
    ...{ name: 'relayed', state: 'sent', fault: null },
    raw: report({ subject: 'Successful Mail Delivery Report' }, 'relayed', [
      'Action: relayed',
      'Status: 2.0.0',
    ]),
  },
  {
    ...{ name: 'expanded', state: 'sent', fault: null },
    raw: report({ subject: 'Successful Mail Delivery Report' }, 'expanded to ADDRESS', [
      ...['Action: expanded', 'Status: 2.0.0'],
    ]),
  },
  {
    ...{ name: 'delivered', state: 'sent', fault: null },
    raw: report({}, 'delivered', ['Action: delivered', 'Status: 2.1.5'], false),
  },
  {
    ...{ name: 'Exchange', state: 'failed', fault: 'domain-unknown' },
    raw: report(
      { from: 'Microsoft Outlook <postmaster@mx.customer.example>', subject: 'Undeliverable: order' },
      "Delivery has failed to these recipients or groups:\n\nADDRESS\nThe email address you entered couldn't be found.\n\nDiagnostic information for administrators:\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ADDRESS not found'",
      ['Action: failed', 'Status: 5.1.10', 'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound'],
    ),
  },
  {
    ...{ name: 'qmail', state: 'failed', fault: 'mailbox-unknown' },
    raw: plain(
      'MAILER-DAEMON@mx.customer.example',
      "Hi. This is the qmail-send program at mx.customer.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ADDRESS>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nTo: ADDRESS",
    ),
  },
  {
    ...{ name: 'Exim', state: 'failed', fault: 'mailbox-full' },
    raw: plain(
      'Mail Delivery System <Mailer-Daemon@mx.customer.example>',
      'A message that you sent could not be delivered to one or more of its recipients.\n\n  ADDRESS\n    host mx2.customer.example\n    SMTP error from remote mail server after RCPT TO:\n    552 5.2.2 Mailbox size limit exceeded',
      ['X-Failed-Recipients: ADDRESS', 'Auto-Submitted: auto-replied'],
    ),
  },
  {
    ...{ name: 'Mail.ru', state: 'failed', fault: 'mailbox-disabled' },
    raw: report(
      { from: 'mailer-daemon@mx.customer.example', subject: 'Письмо не доставлено: Mail failure.' },
      'Это письмо создано автоматически сервером Mail.ru, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n**********************\n\nADDRESS\nuser is terminated',
      ['Action: failed', 'Status: 5.0.0', 'Diagnostic-Code: smtp; 550 5.2.1 Mailbox is disabled'],
    ),
  },
  {
    ...{ name: 'Yandex', state: 'failed', fault: 'rejected' },
    raw: report(
      { from: 'mailer-daemon@mx.customer.example', subject: 'Недоставленное сообщение' },
      'Это письмо отправлено почтовым сервером.\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено одному или нескольким адресатам.\n\n<ADDRESS>: host mx.customer.example said: 554 5.7.1 Message rejected under suspicion of SPAM',
      [
        'Action: failed',
        'Status: 5.7.1',
        'Diagnostic-Code: smtp; 554 5.7.1 [2] Message rejected under suspicion of SPAM',
      ],
    ),
  },
];
