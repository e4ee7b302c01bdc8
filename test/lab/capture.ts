import { createSocket } from 'node:dgram';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';

import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import type { LabPorts, PhonePorts, PortRange } from './lab-ports';
import { phonePorts, phoneSide } from './lab-ports';
import { lastWords } from './last-words';
import type { NumberFinding, NumberSearch } from './number-search';
import type { Packet } from './pcap';
import { PcapReader } from './pcap';

export interface Traffic {
  packets: Packet[];
  /** Packets by kind, which prove that there was something to search. */
  sip: number;
  rtp: number;
}

/**
 * tcpdump on the loopback interface: every complete packet to and from the phones' and the carriers' ports.
 *
 * Uncaptured packets cannot be searched, so `packets` first sends a marker and waits until it is in the file:
 * all earlier packets are then in the file too. `stop` fails where the kernel dropped packets.
 */
export class Capture {
  readonly #place: LabPlace;
  readonly #ports: LabPorts;
  readonly #name: string;
  readonly #daemon: Daemon;
  #markers = 0;
  readonly #reader = new PcapReader();
  readonly #packets: Packet[] = [];
  /** How much of the file has been read. */
  #offset = 0;

  private constructor(place: LabPlace, ports: LabPorts, name: string) {
    this.#place = place;
    this.#ports = ports;
    this.#name = name;
    this.#daemon = place.daemon(`capture-${name}`);
  }

  get file(): string {
    return path.join(this.#place.captures, `${this.#name}.pcap`);
  }

  /** @param media whose is captured beside that of phones: of the first carrier's switchboard, or of all legs */
  static async start(
    place: LabPlace,
    ports: LabPorts,
    name: string,
    media: 'phones' | 'switchboard' | 'all' = 'phones',
  ): Promise<Capture> {
    const capture = new Capture(place, ports, name);
    await capture.#start(media);
    return capture;
  }

  /** All packets up to this moment. */
  async packets(): Promise<Packet[]> {
    const marker = `star7-marker-${process.pid}-${(this.#markers += 1)}`;
    return eventually(
      async () => {
        await sendTo(this.#ports.marker, marker);
        const packets = this.#read();
        return packets.some(
          ({ destinationPort, payload }) =>
            destinationPort === this.#ports.marker && payload.toString('latin1') === marker,
        )
          ? packets.filter(({ destinationPort }) => destinationPort !== this.#ports.marker)
          : null;
      },
      { within: 5_000, what: 'marker in the capture' },
    );
  }

  /** All traffic to one phone (the softphone, or odd phones in its place), or to all phones. */
  async sentToPhones(extension?: string): Promise<Traffic> {
    const isPhone = this.#phonePorts(extension);
    return traffic((await this.packets()).filter(({ destinationPort }) => isPhone(destinationPort)));
  }

  /** All traffic from one phone, or from all phones. */
  async sentByPhones(extension?: string): Promise<Traffic> {
    const isPhone = this.#phonePorts(extension);
    return traffic((await this.packets()).filter(({ sourcePort }) => isPhone(sourcePort)));
  }

  /** All packets to a carrier's SIP port. */
  async sentToCarriers(): Promise<Packet[]> {
    const { carrier, carrierB } = this.#ports;
    return (await this.packets()).filter(
      ({ destinationPort }) => destinationPort === carrier || destinationPort === carrierB,
    );
  }

  /**
   * Keys that were sent as events (RFC 4733, payload type 101) to a phone, or to the first carrier's switchboard: each with
   * the time at which it began, in units of 125 µs.
   */
  async keysSentTo(whom: 'switchboard' | { phone: string }): Promise<{ key: string; at: number }[]> {
    const isThere =
      whom === 'switchboard'
        ? (port: number) => port === this.#ports.carrierDeaf
        : this.#phonePorts(whom.phone);
    const keys = new Map<number, string>();
    for (const { destinationPort, payload } of await this.packets()) {
      if (!isThere(destinationPort) || payload.length < 16) continue;
      if (payload[0] !== 0x80 || (payload[1]! & 0x7f) !== 101) continue;
      keys.set(payload.readUInt32BE(4), '0123456789*#ABCD'[payload[12]!] ?? '?');
    }
    return [...keys].map(([at, key]) => ({ key, at }));
  }

  async stop(): Promise<void> {
    await this.packets();
    await this.#daemon.stop({ within: 3_000, signal: 'SIGINT' });
    const dropped = /(\d+) packets? dropped by kernel/.exec(this.#output())?.[1];
    if (dropped !== undefined && dropped !== '0') {
      throw new LabError('capture', `the kernel dropped ${dropped} packets`, 'Try again with less load');
    }
  }

  #phonePorts(extension?: string): (port: number) => boolean {
    const { base } = this.#ports;
    if (extension === undefined) return (port) => within(phoneSide(base), port);
    const sides: PhonePorts[] = [
      phonePorts(base, Number(extension)),
      phonePorts(base, Number(extension), true),
    ];
    return (port) => sides.some(({ sip, rtp }) => port === sip || within(rtp, port));
  }

  async #start(whose: 'phones' | 'switchboard' | 'all'): Promise<void> {
    const { base, carrier, carrierB, carrierDeaf, customers, marker, rtp } = this.#ports;
    const phones = phoneSide(base);
    // A capture of this name left by an aborted test would continue to write into the file.
    await this.#daemon.stop({ within: 1_000, signal: 'SIGINT' });
    const folder = this.#place.directoryFor('phone', 'captures');
    this.#place.fileFor('phone', this.file, '');
    const media = {
      phones: '',
      switchboard: ` or port ${carrierDeaf}`,
      all: ` or udp portrange ${rtp.first}-${rtp.last}`,
    }[whose];
    const filter = `portrange ${phones.first}-${phones.last} or port ${carrier} or port ${carrierB}${media} or portrange ${customers}-${customers + 1} or port ${marker}`;
    this.#place.startInside(`capture-${this.#name}`, 'root', folder, [
      'tcpdump',
      ...['-i', 'lo', '-n', '-s', '0'],
      // Writes each packet to the file at once.
      ...['-U', '--immediate-mode'],
      ...['-B', '16384'],
      ...['-Z', 'phone'],
      ...['-w', `/lab/${this.#name}.pcap`],
      filter,
    ]);
    try {
      await eventually(
        () => {
          if (!this.#daemon.running()) throw new Error('it has ended');
          return this.#output().includes('listening on');
        },
        { within: 5_000, every: 10, what: 'tcpdump' },
      );
      await this.packets();
    } catch (error) {
      const log = this.#place.logFile(`capture-${this.#name}`);
      throw new LabError('start of tcpdump', lastWords(log, error), `See ${log}`, error);
    }
  }

  /** All packets that tcpdump has written so far; reads only the new part of the file. */
  #read(): readonly Packet[] {
    const file = openSync(this.file, 'r');
    try {
      const added = Buffer.alloc(Math.max(0, fstatSync(file).size - this.#offset));
      const length = readSync(file, added, 0, added.length, this.#offset);
      this.#offset += length;
      for (const packet of this.#reader.push(added.subarray(0, length))) this.#packets.push(packet);
    } finally {
      closeSync(file);
    }
    return this.#packets;
  }

  #output(): string {
    const log = this.#place.logFile(`capture-${this.#name}`);
    return existsSync(log) ? readFileSync(log, 'utf8') : '';
  }
}

/** Searches complete packets: headers, SIP, media. */
export function numbersIn(
  packets: readonly Packet[],
  search: NumberSearch,
): (NumberFinding & { packet: Packet })[] {
  return packets.flatMap((packet) => search.in(packet.bytes).map((finding) => ({ ...finding, packet })));
}

function traffic(packets: Packet[]): Traffic {
  const sip = packets.filter(({ payload }) => looksLikeSip(payload)).length;
  return { packets, sip, rtp: packets.length - sip };
}

function within({ first, last }: PortRange, port: number): boolean {
  return port >= first && port <= last;
}

function looksLikeSip(payload: Buffer): boolean {
  return /^(?:SIP\/2\.0 \d{3} |[A-Z]+ sips?:)/.test(payload.toString('latin1', 0, 40));
}

function sendTo(port: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.send(text, port, '127.0.0.1', (error) => {
      socket.close();
      if (error) reject(error);
      else resolve();
    });
  });
}
