import { readPcap } from '../../lab/pcap';

/** A pcap file with one UDP packet on Ethernet, as tcpdump writes it on the loopback interface. */
function pcapFile(payload: string): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  const ethernet = Buffer.alloc(14);
  ethernet.writeUInt16BE(0x0800, 12);
  const ip = Buffer.alloc(20);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(20 + 8 + payload.length, 2);
  ip.writeUInt8(17, 9);
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(27_000, 0);
  udp.writeUInt16BE(27_104, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  const packet = Buffer.concat([ethernet, ip, udp, Buffer.from(payload)]);
  const record = Buffer.alloc(16);
  record.writeUInt32LE(1_795_000_000, 0);
  record.writeUInt32LE(42, 4);
  record.writeUInt32LE(packet.length, 8);
  record.writeUInt32LE(packet.length, 12);
  return Buffer.concat([header, record, packet]);
}

describe('pcap', () => {
  it('returns ports, payload and time', () => {
    expect(readPcap(pcapFile('SIP/2.0 200 OK'))).toMatchObject([
      {
        at: 1_795_000_000_000_042,
        protocol: 'udp',
        sourcePort: 27_000,
        destinationPort: 27_104,
        payload: Buffer.from('SIP/2.0 200 OK'),
      },
    ]);
  });

  it('leaves out a record that is still being written', () => {
    const file = pcapFile('BYE sip:101@127.0.0.1 SIP/2.0');
    expect(readPcap(file.subarray(0, file.length - 3))).toEqual([]);
    expect(readPcap(file.subarray(0, 10))).toEqual([]);
  });

  it('rejects anything but a pcap file', () => {
    expect(() => readPcap(Buffer.alloc(100))).toThrow(/pcap/);
  });
});
