/** One packet of a capture on the loopback interface. */
export interface Packet {
  /** Microseconds since 1970. */
  at: number;
  protocol: 'udp' | 'tcp' | 'other';
  sourcePort: number;
  destinationPort: number;
  /** The complete packet, headers included. */
  bytes: Buffer;
  /** The UDP or TCP payload. */
  payload: Buffer;
}

const globalHeader = 24;
const recordHeader = 16;
const ethernetHeader = 14;

/**
 * Reads a classic pcap file (pcap-savefile(5)) as tcpdump writes it here: little-endian, Ethernet frames.
 * Accepts bytes in any chunks; an incomplete record waits for its rest.
 */
export class PcapReader {
  #pending: Buffer = Buffer.alloc(0);
  #nanoseconds: boolean | null = null;

  push(bytes: Buffer): Packet[] {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    if (this.#nanoseconds === null) {
      if (this.#pending.length < globalHeader) return [];
      this.#nanoseconds = checkHeader(this.#pending);
      this.#pending = this.#pending.subarray(globalHeader);
    }
    const packets: Packet[] = [];
    let offset = 0;
    while (offset + recordHeader <= this.#pending.length) {
      const seconds = this.#pending.readUInt32LE(offset);
      const fraction = this.#pending.readUInt32LE(offset + 4);
      const length = this.#pending.readUInt32LE(offset + 8);
      const start = offset + recordHeader;
      if (start + length > this.#pending.length) break;
      const at = seconds * 1e6 + (this.#nanoseconds ? Math.floor(fraction / 1000) : fraction);
      packets.push(packetOf(at, this.#pending.subarray(start, start + length)));
      offset = start + length;
    }
    this.#pending = this.#pending.subarray(offset);
    return packets;
  }
}

/** A whole file. */
export function readPcap(file: Buffer): Packet[] {
  return new PcapReader().push(file);
}

/** @returns whether times are in nanoseconds */
function checkHeader(file: Buffer): boolean {
  const magic = file.readUInt32LE(0);
  const nanoseconds = magic === 0xa1b23c4d;
  if (magic !== 0xa1b2c3d4 && !nanoseconds) throw new Error('Not a little-endian pcap file');
  const link = file.readUInt32LE(20);
  if (link !== 1) throw new Error(`Frames of kind ${link} instead of Ethernet (1)`);
  return nanoseconds;
}

function packetOf(at: number, bytes: Buffer): Packet {
  const other: Packet = { at, protocol: 'other', sourcePort: 0, destinationPort: 0, bytes, payload: bytes };
  if (bytes.length < ethernetHeader + 20 || bytes.readUInt16BE(12) !== 0x0800) return other;
  const ip = bytes.subarray(ethernetHeader);
  const headerLength = (ip.readUInt8(0) & 0x0f) * 4;
  const total = ip.readUInt16BE(2);
  const protocol = ip.readUInt8(9);
  const inner = ip.subarray(headerLength, total === 0 ? undefined : total);
  if (inner.length < 8 || (protocol !== 17 && protocol !== 6)) return other;
  const tcpHeader = protocol === 6 && inner.length >= 20 ? (inner.readUInt8(12) >> 4) * 4 : 8;
  return {
    at,
    protocol: protocol === 17 ? 'udp' : 'tcp',
    sourcePort: inner.readUInt16BE(0),
    destinationPort: inner.readUInt16BE(2),
    bytes,
    payload: inner.subarray(tcpHeader),
  };
}
