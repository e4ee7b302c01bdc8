import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import {
  basePorts,
  firstEphemeralPort,
  isBasePort,
  labPorts,
  phonePorts,
  phoneSide,
  portBlockSize,
  takenPorts,
} from '../../lab/lab-ports';

describe('ports of a lab', () => {
  const base = basePorts.lab;
  const ports = labPorts(base);
  const extensions = [101, 102, 103, 104, 105, 120, 121, 130, 201, 202, 204];
  const phones = extensions.flatMap((extension) => [
    phonePorts(base, extension),
    phonePorts(base, extension, true),
  ]);

  it('are in its block, not on common ports, and unique', () => {
    const { rtp } = ports;
    const single = Object.entries(ports).flatMap(([name, port]) =>
      name === 'base' || name === 'customersMedia' || name === 'turnRelay' || typeof port !== 'number'
        ? []
        : [port],
    );
    const sip = phones.flatMap(({ sip: port }) => [port, port + 1]);
    const media = phones.flatMap(({ rtp: range }) =>
      Array.from({ length: 10 }, (_, index) => range.first + index),
    );
    const controls = new Set(phones.map(({ control }) => control));
    const echo = [ports.carrierMedia + 2, ports.carrierBMedia + 2];
    const given = [...single, ...echo, ...sip, ...media, ...controls];
    expect(new Set(given).size).toBe(given.length);
    expect(Math.min(...given)).toBeGreaterThanOrEqual(base);
    expect(Math.max(...given)).toBeLessThan(rtp.first);
    // The last of all: eighty ports of customers who call in.
    expect([rtp.last + 1, ports.customersMedia + 80]).toEqual([ports.turnRelay, base + portBlockSize]);
  });

  it('separate traffic to phones from all other traffic', () => {
    const side = phoneSide(base);
    for (const { sip, rtp, control } of phones) {
      for (const port of [sip, rtp.first, rtp.last]) {
        expect(port >= side.first && port <= side.last).toBe(true);
      }
      expect(control < side.first || control > side.last).toBe(true);
    }
    expect(ports.carrier < side.first && ports.rtp.first > side.last).toBe(true);
  });

  it('require a base that leaves room', () => {
    expect(isBasePort(base)).toBe(true);
    expect([80, 1025, 61_000, 27_000.5, Number.NaN].map(isBasePort)).toEqual(Array(5).fill(false));
  });
});

describe('the base ports of all labs', () => {
  const blocks = Object.entries(basePorts).map(([name, base]) => ({
    name,
    first: base,
    last: base + portBlockSize - 1,
  }));

  it('are base ports', () => {
    expect(blocks.filter(({ first }) => !isBasePort(first))).toEqual([]);
  });

  it('begin blocks that share no port', () => {
    const shared = blocks.flatMap((one, index) =>
      blocks
        .slice(index + 1)
        .filter((other) => one.first <= other.last && other.first <= one.last)
        .map((other) => `${one.name} and ${other.name}`),
    );
    expect(shared).toEqual([]);
  });

  it('begin blocks that end before the ports which the kernel gives to whoever connects', () => {
    expect(blocks.filter(({ last }) => last >= firstEphemeralPort)).toEqual([]);
  });
});

describe('taken ports', () => {
  it('are detected for TCP and UDP', async () => {
    const server = createServer();
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const tcp = (server.address() as AddressInfo).port;
    const udp = socket.address().port;
    expect(takenPorts({ tcp: [tcp], udp: [udp] })).toEqual([tcp, udp]);
    await new Promise((resolve) => server.close(resolve));
    await new Promise<void>((resolve) => {
      socket.close(resolve);
    });
    expect(takenPorts({ tcp: [tcp], udp: [udp] })).toEqual([]);
  });
});
