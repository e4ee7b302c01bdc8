import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { systemClock } from '#kernel/system-clock';
import type { Random } from '#kernel/random';
import { mask } from '#kernel/masked';
import { joined } from '#mail/model/sms/joining';
import { readReceipt } from '#mail/model/sms/receipt';
import { readUserData } from '#mail/model/sms/user-data';
import { commands, hasHeader, messageResponse, submitSm } from '#mail/smpp/pdu';
import { SmppSession } from '#mail/smpp/smpp-session';
import { canaryNumbers } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedBytes, pieces } from '../mutation';

/** What a centre says after the bind, in the pieces in which it comes. */
interface Session {
  pieces: string[];
}

const source = { ton: 1, npi: 1, address: mask(canaryNumbers[0]) };
const address = { ton: 1, npi: 1, address: mask('74951234567') };

function delivery(sequence: number, esmClass: number, dataCoding: number, text: Buffer): Buffer {
  const message = { source, destination: address, registeredDelivery: 0, options: new Map() };
  const bytes = submitSm({ ...message, esmClass, dataCoding, text }, sequence);
  bytes.writeUInt32BE(commands.deliver_sm, 4);
  return bytes;
}

const head = (command: number, sequence: number): Buffer => {
  const bytes = Buffer.alloc(16);
  [16, command, 0, sequence].forEach((value, nth) => bytes.writeUInt32BE(value, nth * 4));
  return bytes;
};
const good: readonly Buffer[] = [
  delivery(1, 0, 8, Buffer.from('04140430', 'hex')),
  delivery(2, 0x40, 8, Buffer.from('0500030902010414', 'hex')),
  delivery(3, 0x40, 0, Buffer.from('06080400090202414243', 'hex')),
  delivery(4, 4, 0, Buffer.from('id:1f0a sub:001 stat:UNDELIV err:001 text:')),
  delivery(5, 0, 0, Buffer.alloc(300, 0x41)),
  head(commands.enquire_link, 6),
  head(commands.unbind, 7),
  head(commands.alert_notification, 8),
  head(0x0000_0102, 9),
  head(0x0000_7777, 10),
  messageResponse(commands.submit_sm_resp, 2, 0, '1f0a'),
  head(commands.generic_nack, 2),
];
const words = [
  '\0',
  '\xff\xff',
  '\0\0\0\x10',
  '\0\0\0\x0f',
  '\x04\x24\0\x02ab',
  '\x02\x0c\0\x02\0\x01',
  '\x80\0\0\x04',
  '\x7f\xff\xff\xff',
];

function generate(random: Random): Session {
  let bytes = random
    .list(1 + random.size(6), () => random.pick(good))
    .map((each) => each.toString('latin1'))
    .join('');
  if (random.chance(0.7)) bytes = mutatedBytes(random, bytes, words);
  return { pieces: pieces(random, bytes) };
}

/** The far side of a connection: what is said is kept. */
class FarSide extends Duplex {
  readonly said: Buffer[] = [];

  override _read(): void {
    // Pushed as it comes.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.said.push(chunk);
    done();
  }

  destroySoon(): void {
    this.destroy();
  }
}

let said = '';

async function run({ pieces }: Session): Promise<string[]> {
  const depths = new Set<string>();
  const far = new FarSide();
  const over = { is: false };
  const session = new SmppSession({
    socket: far as unknown as Socket,
    clock: systemClock,
    onEnd: () => {
      over.is = true;
    },
    onMessage: (message) => {
      const isMarked = (message.esmClass & hasHeader) !== 0;
      const read = isMarked ? readUserData(message.text) : { mark: null, bytes: message.text };
      depths.add(isMarked ? 'part' : 'message');
      const text = read === null ? null : joined([{ ...read, coding: message.dataCoding }]);
      must(text === null || text.length <= message.text.length + 5 * 255, 'a text longer than its octets');
      if (text !== null && readReceipt({ messageId: null, state: null, text }) !== null)
        depths.add('receipt');
      said += JSON.stringify(message, (_key, value: unknown) => (value instanceof Uint8Array ? '' : value));
      return Promise.resolve(0);
    },
  });
  const bind = session.bind({ systemId: 'star7', password: 'x', systemType: '' });
  far.push(Buffer.from('000000158000000900000000000000017374617200', 'hex'));
  must((await bind) === 0, 'a bind that was accepted is not');
  const answer = session.submit({
    ...{ source: address, destination: source, esmClass: 0, registeredDelivery: 1, dataCoding: 0 },
    ...{ text: Buffer.from('x'), options: new Map() },
  });
  for (const piece of pieces) {
    if (far.destroyed) break;
    far.push(Buffer.from(piece, 'latin1'));
    await new Promise((resolve) => setImmediate(resolve));
  }
  far.destroy();
  const result = await answer;
  depths.add(result === 'unanswered' ? 'unanswered' : 'answered');
  await new Promise((resolve) => setImmediate(resolve));
  must(over.is && !session.isOpen && session.underway === 0, 'a session that does not end');
  const answered = Buffer.concat(far.said.slice(2));
  for (let at = 0; at < answered.length;) {
    must(answered.length - at >= 16, 'an answer that ends early');
    const length = answered.readUInt32BE(at);
    must(length >= 16 && at + length <= answered.length, 'an answer that is none');
    if (answered.readUInt32BE(at + 4) === commands.generic_nack) depths.add('nack');
    if (answered.readUInt32BE(at + 4) === commands.enquire_link_resp) depths.add('enquired');
    at += length;
  }
  return [...depths];
}

const flood = (bytes: Buffer): Session => ({ pieces: [bytes.toString('latin1')] });

export const smpp: FuzzTarget<Session> = {
  name: 'smpp',
  generate,
  growing: {
    'many messages': (size) =>
      flood(Buffer.concat(Array.from({ length: Math.ceil(size / 10) }, () => good[0]!))),
    'octet by octet': (size) => {
      const whole = delivery(1, 0, 0, Buffer.alloc(Math.min(size, 60_000), 0x41)).toString('latin1');
      return { pieces: Array.from({ length: whole.length }, (_, at) => whole.charAt(at)) };
    },
  },
  open: () =>
    Promise.resolve({
      run,
      said: () => {
        const taken = said;
        said = '';
        return taken;
      },
      close: () => Promise.resolve(),
    }),
};
