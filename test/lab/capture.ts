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
  /** Packets by kind, to show that there was something to search. */
  sip: number;
  rtp: number;
}

/**
 * tcpdump on the loopback interface: every packet to and from the phones' and the carriers' ports, whole.
 *
 * What is not captured is not searched, so `packets` first waits until a marker, sent now, has arrived in the
 * file: everything before it is in the file too. `stop` fails where the kernel dropped packets.
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

  static async start(place: LabPlace, ports: LabPorts, name: string): Promise<Capture> {
    const capture = new Capture(place, ports, name);
    await capture.#start();
    return capture;
  }

  /** Everything up to this moment. */
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

  /** Everything that was sent to one phone (the softphone and odd phones in its place), or to all of them. */
  async sentToPhones(extension?: string): Promise<Traffic> {
    const isPhone = this.#phonePorts(extension);
    return traffic((await this.packets()).filter(({ destinationPort }) => isPhone(destinationPort)));
  }

  /** Everything that one phone, or all of them, sent. */
  async sentByPhones(extension?: string): Promise<Traffic> {
    const isPhone = this.#phonePorts(extension);
    return traffic((await this.packets()).filter(({ sourcePort }) => isPhone(sourcePort)));
  }

  /** Everything that was sent to a carrier's SIP port. */
  async sentToCarriers(): Promise<Packet[]> {
    const { carrier, carrierB } = this.#ports;
    return (await this.packets()).filter(
      ({ destinationPort }) => destinationPort === carrier || destinationPort === carrierB,
    );
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

  async #start(): Promise<void> {
    const { base, carrier, carrierB, marker } = this.#ports;
    const phones = phoneSide(base);
    // One of this name that a broken-off test left running would go on writing into the file.
    await this.#daemon.stop({ within: 1_000, signal: 'SIGINT' });
    const folder = this.#place.directoryFor('phone', 'captures');
    this.#place.fileFor('phone', this.file, '');
    const filter = `portrange ${phones.first}-${phones.last} or port ${carrier} or port ${carrierB} or port ${marker}`;
    this.#place.startInside(`capture-${this.#name}`, 'root', folder, [
      'tcpdump',
      ...['-i', 'lo', '-n', '-s', '0'],
      // Each packet is in the file as soon as it was seen.
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

  /** What tcpdump has written so far; reads only what is new. */
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

/** Searches packets whole: headers, SIP, media. */
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
