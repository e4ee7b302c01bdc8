import { aliasAddress, readAlias, tokenFrom } from '../../../src/mail/model/alias';
import { idForCustomer, referencesOf, tokenOfMessageId } from '../../../src/mail/model/new-mail';

const domain = 'mail.shop.example';
const token = tokenFrom(Uint8Array.from({ length: 10 }, (_each, nth) => 25 * nth));

it('writes 80 bits as RFC 4648 does, in lower case', () => {
  expect(token).toHaveLength(16);
  expect(tokenFrom(new TextEncoder().encode('foobarfoob'))).toBe('mzxw6ytbojtg633c');
  expect(tokenFrom(new Uint8Array(10))).toBe('aaaaaaaaaaaaaaaa');
});

it('reads its own addresses in any case, and no others', () => {
  const address = aliasAddress({ use: 'reply', token }, domain);
  expect(readAlias(address.toUpperCase(), domain)).toEqual({ use: 'reply', token });
  expect(readAlias(aliasAddress({ use: 'bounce', token }, domain), domain)).toEqual({ use: 'bounce', token });
  for (const other of [
    `r.${token}@other.example`,
    `x.${token}@${domain}`,
    `r.${token}a@${domain}`,
    `r.${token.slice(1)}@${domain}`,
    `r.${token.slice(1)}1@${domain}`,
    `postmaster@${domain}`,
    domain,
    '',
  ]) {
    expect([other, readAlias(other, domain)]).toEqual([other, null]);
  }
});

it('knows its own Message-IDs', () => {
  expect(tokenOfMessageId(`${token}@${domain}`, domain)).toBe(token);
  expect(tokenOfMessageId('CAF=x@mail.gmail.com', domain)).toBeNull();
});

it('names the first mail of a thread and the last ones', () => {
  const thread = Array.from({ length: 40 }, (_each, nth) => String(nth));
  const asked: string[] = [];
  const references = referencesOf(thread, (id) => {
    asked.push(id);
    return id;
  });
  expect(references).toHaveLength(30);
  expect([references[0], references[1], references.at(-1)]).toEqual(['0', '11', '39']);
  expect(asked).toHaveLength(31);
  expect(referencesOf(['a'], (id) => id)).toEqual(['a']);
  expect(referencesOf(['x', 'a', 'x', 'b', 'x'], (id) => (id === 'x' ? null : id))).toEqual(['a', 'b']);
  expect(referencesOf([], () => 'a')).toEqual([]);
});

it('names to the customer what the customer knows: mails that went there, and own ones', () => {
  const id = (direction: 'in' | 'out', isCustomers: boolean): string | null =>
    idForCustomer({ direction, token, isCustomers }, () => 'a1@somebody.example', domain);
  expect([id('out', false), id('in', true), id('in', false)]).toEqual([
    `${token}@${domain}`,
    'a1@somebody.example',
    null,
  ]);
});
