import { readFileSync } from 'node:fs';

/**
 * All of a lab's ports, on 127.0.0.1. They derive from one base, so that several labs can run side by side.
 */
export interface LabPorts {
  base: number;
  sip: number;
  ari: number;
  ami: number;
  database: number;
  http: number;
  agi: number;
  carrier: number;
  carrierB: number;
  /** First of two even ports (audio, and the port after it for RTCP) for each carrier. */
  carrierMedia: number;
  /** Where media of the first carrier's customers goes who send none back: nobody listens there. */
  carrierDeaf: number;
  carrierBMedia: number;
  /** SIPp's own remote control. */
  carrierControl: number;
  carrierBControl: number;
  /** SIP of the customers who call in, and the first of 80 ports of their media (customers.ts). */
  customers: number;
  customersMedia: number;
  /** The target of a capture's marker packets; nothing listens there. */
  marker: number;
  /** A real shop (vendure.ts). */
  shop: number;
  /** Where Star7 takes mails, and where it gives those that go out. */
  lmtp: number;
  mailServer: number;
  /** Real mail servers (mail-servers.ts): of the shop, of its customers, their mailboxes, and the filter of the shop's. */
  shopMail: number;
  customersMail: number;
  customersImap: number;
  /** Of the same servers as a mail provider: IMAP and submission with TLS, and what asks for passwords there. */
  providerImap: number;
  providerSubmission: number;
  providerAuth: number;
  milter: number;
  /** The domain name system that the filter asks. */
  dns: number;
  /** Gates between mail servers and Star7, in either direction. */
  lmtpGate: number;
  mailGate: number;
  /** For managers' own mail programs. */
  submission: number;
  /** A centre of SMS. */
  smsc: number;
  /** For a second Star7 in some tests. */
  secondHttp: number;
  secondAgi: number;
  /** A TURN server, and the first of 100 ports that it relays by. */
  turn: number;
  turnRelay: number;
  /** SIP over TLS, in tests of phones that use it. */
  sipTls: number;
  rtp: PortRange;
}

export interface PortRange {
  first: number;
  last: number;
}

/** The ports of one phone: all traffic to them is traffic to that phone. */
export interface PhonePorts {
  sip: number;
  rtp: PortRange;
  control: number;
}

/** A lab uses the ports from its base to base + size - 1. */
export const portBlockSize = 5000;

/** Two for each customer who calls in at once, of forty. */
const customersMediaPorts = 80;
export const turnRelayPorts = 100;

/** From here on Linux gives ports to whoever connects (ip_local_port_range, as it comes). */
export const firstEphemeralPort = 32_768;

/**
 * The base port of every lab of this project: no two share a port, so that any of them may be up at once. All lie below
 * firstEphemeralPort, or a neighbour's connection would take a lab's port.
 */
export const basePorts = {
  /** `scripts/lab`, and `scripts/demo`, which uses the same lab. */
  lab: 27_000,
  /** Scenarios (test/scenarios/test-lab.ts). */
  tests: 22_000,
  /** Tests of the pages (test/browser). */
  browser: 17_000,
  /** test/faults. */
  faults: 12_000,
  /** What contract suites use, a database and a PBX, which have no port in common (test/contract/contract-labs.ts). */
  contract: 7_000,
  /** `scripts/bench`; and the second lab of the pages in a run of all tests (test/run/plan.ts): nobody measures beside them. */
  bench: 2_000,
} as const;

/** Behind a carrier's port of media. */
export const deafPortOffset = 4;

export function labPorts(base: number): LabPorts {
  return {
    base,
    sip: base,
    ari: base + 1,
    ami: base + 2,
    database: base + 3,
    http: base + 4,
    agi: base + 5,
    carrier: base + 6,
    carrierB: base + 7,
    carrierControl: base + 8,
    carrierBControl: base + 9,
    carrierMedia: base + 10,
    carrierDeaf: base + 10 + deafPortOffset,
    carrierBMedia: base + 20,
    marker: base + 30,
    shop: base + 31,
    secondHttp: base + 33,
    secondAgi: base + 34,
    sipTls: base + 35,
    turn: base + 82,
    turnRelay: base + portBlockSize - customersMediaPorts - turnRelayPorts,
    lmtp: base + 80,
    mailServer: base + 81,
    shopMail: base + 89,
    customersMail: base + 83,
    customersImap: base + 84,
    milter: base + 85,
    dns: base + 86,
    lmtpGate: base + 87,
    mailGate: base + 88,
    smsc: base + 90,
    submission: base + 95,
    providerImap: base + 91,
    providerSubmission: base + 92,
    providerAuth: base + 93,
    customers: base + 36,
    customersMedia: base + portBlockSize - customersMediaPorts,
    rtp: { first: base + 1000, last: base + portBlockSize - customersMediaPorts - turnRelayPorts - 1 },
  };
}

/** @param odd the ports of a one-off SIPp scenario that plays this phone, beside the softphone itself */
export function phonePorts(base: number, extension: number, odd = false): PhonePorts {
  const slot = phoneSlot(extension);
  const first = base + 300 + 20 * slot + (odd ? 10 : 0);
  return {
    // The softphone takes the port after its own for TLS.
    sip: base + 100 + 4 * slot + (odd ? 2 : 0),
    rtp: { first, last: first + 9 },
    control: base + 40 + slot,
  };
}

/** All traffic to any phone, and no other traffic, goes to these ports. */
export function phoneSide(base: number): PortRange {
  return { first: base + 100, last: base + 999 };
}

/** Extensions 101..120 take slots 1..20, 201..204 take 21..24, 121..130 take 25..34: all that a lab ever has. */
function phoneSlot(extension: number): number {
  if (extension >= 101 && extension <= 120) return extension - 100;
  if (extension >= 201 && extension <= 204) return extension - 180;
  if (extension >= 121 && extension <= 130) return extension - 96;
  throw new RangeError(`The lab has no phone ${extension}: 101 to 130, or 201 to 204.`);
}

export function isBasePort(base: number): boolean {
  return Number.isInteger(base) && base >= 1024 && base + portBlockSize - 1 <= 65535 && base % 10 === 0;
}

/**
 * The ports among these that are in use. Read from the kernel's tables (proc(5)) rather than tried by
 * binding: a trial could block the program that is about to bind.
 */
export function takenPorts(ports: { tcp?: readonly number[]; udp?: readonly number[] }): number[] {
  const tcp = boundPorts(['tcp', 'tcp6'], listening);
  const udp = boundPorts(['udp', 'udp6']);
  return [
    ...(ports.tcp ?? []).filter((port) => tcp.has(port)),
    ...(ports.udp ?? []).filter((port) => udp.has(port)),
  ];
}

/** TCP_LISTEN in the fourth column. */
const listening = '0A';

function boundPorts(tables: readonly string[], state?: string): Set<number> {
  const lines = tables.flatMap((table) => {
    try {
      return readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1);
    } catch {
      // This machine has no IPv6.
      return [];
    }
  });
  return new Set(
    lines
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , current]) => state === undefined || current === state)
      .map(([, local = '']) => Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)),
  );
}
