import { mask, reveal } from '#kernel/masked';
import {
  bare,
  bindTransceiver,
  commands,
  messageResponse,
  PduCutter,
  PduError,
  readPdu,
  statuses,
  submitSm,
  tags,
} from '#mail/smpp/pdu';
import type { ShortMessage } from '#mail/smpp/pdu';

/* Octets as another implementation writes them (node-smpp 0.5.1), so that codec and tests do not share a misreading. */
const foreign = {
  bind: '00000027000000090000000000000001737461723700736563726574303800564d410034000000',
  short:
    '0000004200000004000000000000000200010137343935313233343536370001013739303035353530303031000000000000010000000548656c6c6f020400020102',
  part: '000000420000000400000000000000030005005a76657a64610001013739303035353530303031004000000000010008000a050003070201041f0440020400020007',
  response: '000000158000000400000000000000023166306100',
  deliver:
    '0000003b00000005000000000000004d00010137393030353535303030310001013734393531323334353637000000000000000008000404140430',
  receipt:
    '000000a500000005000000000000004e00010137393030353535303030310001013734393531323334353637000400000000000000006069643a37393436207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303139313220646f6e6520646174653a3236313133303139313320737461743a44454c49565244206572723a30303020746578743a001e000531663061000427000102',
  enquire: '00000010000000150000000000000005',
  unbind: '00000010000000060000000000000006',
  payload: `0000014100000004000000000000000400010137343935313233343536370001013739303035353530303031000000000000010008000002040002000904240100${'41'.repeat(256)}`,
};

const number = mask('+79005550001');
const message = (change: Partial<ShortMessage>): ShortMessage => ({
  source: { ton: 1, npi: 1, address: mask('74951234567') },
  destination: { ton: 1, npi: 1, address: number },
  ...{ esmClass: 0, registeredDelivery: 1, dataCoding: 0, text: new Uint8Array(), options: new Map() },
  ...change,
});
const reference = (high: number, low: number) =>
  new Map([[tags.user_message_reference, Uint8Array.from([high, low])]]);

it('writes what another implementation writes', () => {
  const credentials = { systemId: 'star7', password: 'secret08', systemType: 'VMA' };
  expect(bindTransceiver(credentials, 1).toString('hex')).toBe(foreign.bind);
  const hello = message({ text: Buffer.from('Hello'), options: reference(1, 2) });
  expect(submitSm(hello, 2).toString('hex')).toBe(foreign.short);
  const part = message({
    source: { ton: 5, npi: 0, address: mask('Zvezda') },
    ...{ esmClass: 0x40, dataCoding: 8, options: reference(0, 7) },
    text: Uint8Array.from([5, 0, 3, 7, 2, 1, 4, 0x1f, 4, 0x40]),
  });
  expect(submitSm(part, 3).toString('hex')).toBe(foreign.part);
  const long = message({ dataCoding: 8, text: new Uint8Array(256).fill(0x41), options: reference(0, 9) });
  expect(submitSm(long, 4).toString('hex')).toBe(foreign.payload);
  expect(bare(commands.enquire_link, 5).toString('hex')).toBe(foreign.enquire);
  expect(bare(commands.unbind, 6).toString('hex')).toBe(foreign.unbind);
  // Its final octet is the message id, which is empty.
  expect(messageResponse(commands.deliver_sm_resp, 77, 0x64).toString('hex')).toBe(
    '0000001180000005000000640000004d00',
  );
});

it('reads what another implementation writes; no number can be printed', () => {
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
  expect(readPdu(bytes(foreign.response))).toMatchObject({ sequence: 2, status: 0, messageId: '1f0a' });
  const delivered = readPdu(bytes(foreign.deliver));
  expect(delivered).toMatchObject({ command: commands.deliver_sm, message: { dataCoding: 8, esmClass: 0 } });
  expect(Buffer.from(delivered.message!.text).toString('hex')).toBe('04140430');
  expect(reveal(delivered.message!.source.address)).toBe('+79005550001');
  expect(JSON.stringify(delivered) + String(delivered.message!.source.address)).not.toContain('5550001');
  const receipt = readPdu(bytes(foreign.receipt)).message!;
  expect(receipt.esmClass).toBe(4);
  expect([...(receipt.options.get(tags.message_state) ?? [])]).toEqual([2]);
  const long = readPdu(bytes(foreign.payload)).message!;
  expect([long.text.length, long.dataCoding]).toEqual([256, 8]);
});

it('a PDU that ends early, or whose field has no end, is refused by its own number', () => {
  const whole = Buffer.from(foreign.deliver, 'hex');
  // Every length but those that end between optional parameters, of which it has none.
  for (let length = 16; length < whole.length; length += 1) {
    const fault = (() => {
      try {
        return readPdu(whole.subarray(0, length));
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(PduError);
    expect(fault).toMatchObject({ header: { sequence: 77 }, status: statuses.invalidMessageLength });
  }
});

it('cuts a stream whatever its pieces are, and takes no length that is none', () => {
  const all = Buffer.from(foreign.deliver + foreign.enquire + foreign.receipt, 'hex');
  for (const size of [1, 3, 7, 16, all.length]) {
    const cutter = new PduCutter();
    const cut: string[] = [];
    for (let at = 0; at < all.length; at += size) {
      cut.push(...cutter.push(all.subarray(at, at + size)).map((each) => each.toString('hex')));
    }
    expect(cut).toEqual([foreign.deliver, foreign.enquire, foreign.receipt]);
  }
  for (const length of [0, 15, 70_001, 0xffff_ffff]) {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length, 0);
    expect(() => new PduCutter().push(head)).toThrow(PduError);
  }
});

it('a field that is too long, or would end early, is not written', () => {
  const credentials = { systemId: 'star7', password: 'secret', systemType: '' };
  for (const wrong of [{ systemId: 'x'.repeat(16) }, { password: 'x'.repeat(9) }, { systemId: 'a\0b' }]) {
    expect(() => bindTransceiver({ ...credentials, ...wrong }, 1)).toThrow(RangeError);
  }
});
