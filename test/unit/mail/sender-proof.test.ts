import { isSenderProven } from '#mail/model/sender-proof';

const filter = 'mx.shop.example';
const from = 'ivan@customer.example';
const proven = (...stated: string[]) => isSenderProven(stated, filter, from);

test.each([
  // As rspamd writes it, folded by a mail server.
  `${filter};\r\n\tdkim=none;\r\n\tspf=pass (${filter}: domain of ivan@customer.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=ivan@customer.example;\r\n\tdmarc=pass (policy=reject) header.from=customer.example`,
  `${filter} 1; dmarc=pass header.from=CUSTOMER.example`,
  // The domain says nothing of what is to be done with others.
  `${filter}; dmarc=none; dkim=pass header.d=customer.example header.s=k`,
  `${filter}; spf=pass smtp.mailfrom=customer.example`,
  // One of two signatures does not hold: rspamd says why.
  `${filter}; dkim=fail ("body hash did not verify (1)") header.d=list.example; dmarc=pass header.from=customer.example`,
])('the filter has found a sender genuine: %#', (stated) => {
  expect(proven(stated)).toBe(true);
});

it('a domain without a policy of its own is under that of its organisation, and of no other', () => {
  const stated = [`${filter}; dmarc=pass (policy=reject) header.from=customer.example`];
  expect(isSenderProven(stated, filter, 'ivan@mail.customer.example')).toBe(true);
  expect(isSenderProven(stated, filter, 'ivan@notcustomer.example')).toBe(false);
  expect(isSenderProven(stated, filter, 'ivan@example')).toBe(false);
  const nobodys = [`${filter}; dmarc=pass header.from=`];
  expect(isSenderProven(nobodys, filter, 'ivan@customer.example')).toBe(false);
  const ofSub = [`${filter}; dmarc=pass header.from=mail.customer.example`];
  expect(isSenderProven(ofSub, filter, 'ivan@customer.example')).toBe(false);
});

test.each([
  ['nothing is said', []],
  ['somebody else says so', ['mx.evil.example; dmarc=pass header.from=customer.example']],
  [
    'it came with the mail',
    [
      `${filter}; dmarc=fail header.from=customer.example`,
      `${filter}; dmarc=pass header.from=customer.example`,
    ],
  ],
  ['another domain is proven', [`${filter}; dmarc=pass header.from=evil.example`]],
  ['SPF holds for another domain', [`${filter}; spf=pass smtp.mailfrom=x@evil.example; dmarc=none`]],
  ['DKIM is of another domain', [`${filter}; dkim=pass header.d=evil.example`]],
  ['a part of a domain is none', [`${filter}; spf=pass smtp.mailfrom=x@notcustomer.example`]],
  ['SPF holds and DMARC does not', [`${filter}; spf=pass smtp.mailfrom=customer.example; dmarc=fail`]],
  ['the sender is unsure', [`${filter}; spf=softfail smtp.mailfrom=customer.example`]],
  [
    'a sender’s name looks like a result',
    [`${filter}; spf=pass smtp.mailfrom="a; dmarc=pass header.from=customer.example"@evil.example`],
  ],
  [
    'a comment looks like a result',
    [`${filter}; spf=pass (x; dmarc=pass header.from=customer.example \\) ; ) smtp.mailfrom=x@evil.example`],
  ],
  // rspamd's `maybe_smtp_quote_value` of senders such as these: nothing in a quoted text ends it but a backslash that is not escaped.
  [
    'the sender in a comment ends it',
    [
      `${filter}; spf=pass (${filter}: domain of "a); dkim=pass header.d=customer.example (b@evil.example" designates 192.0.2.9 as permitted sender) smtp.mailfrom="a); dkim=pass header.d=customer.example (b@evil.example"; dmarc=none`,
    ],
  ],
  [
    'a backslash of the sender ends its quotes',
    [
      `${filter}; spf=none smtp.mailfrom="\\"x\\\\"; dkim=pass header.d=customer.example; \\"@evil.example"; dmarc=none`,
    ],
  ],
  [
    'somebody else claims to be the filter, too',
    [
      `${filter}; dmarc=pass header.from=customer.example`,
      `${filter.toUpperCase()} 1; dmarc=pass header.from=customer.example`,
    ],
  ],
  [
    'there are two opinions',
    [`${filter}; dmarc=pass header.from=evil.example; dmarc=pass header.from=customer.example`],
  ],
])('it has not: %s', (_name, stated) => {
  expect(proven(...stated)).toBe(false);
});
