import { encodeNetstring, NetstringReader } from '../../lab/netstring';

describe('netstring', () => {
  it('counts bytes, not characters', () => {
    expect(encodeNetstring('да').toString()).toBe('4:да,');
  });

  it('is read from any chunks', () => {
    const bytes = Buffer.concat([encodeNetstring('{"a":1}'), encodeNetstring('Ольга')]);
    const reader = new NetstringReader();
    const texts = [...bytes].flatMap((byte) => reader.push(Buffer.from([byte])));
    expect(texts).toEqual(['{"a":1}', 'Ольга']);
    expect(new NetstringReader().push(bytes)).toEqual(['{"a":1}', 'Ольга']);
  });
});
