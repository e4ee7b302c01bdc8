import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { benchOrders } from './bench-shop';
import type { CallTimes } from './call-times';
import { inboundTimes } from './inbound-times';
import { parseStatistics } from './load';
import { callerScenario, carrierScenario } from './sipp-scenarios';
import { Capture } from '../lab/capture';
import type { Daemon } from '../lab/daemon';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { phoneSide, takenPorts } from '../lab/lab-ports';

/** A run of calls from customers. */
export interface InboundLoad {
  name: string;
  /** The company's number. */
  did: string;
  /** The carrier's own port, by which Asterisk knows the trunk. */
  from: number;
  /** Calls a second. */
  rate: number;
  calls: number;
  talkMs: number;
}

export interface InboundResult {
  failed: number;
  times: CallTimes[];
}

/** Customers who call: one SIPp for each load. And all managers' phones: one SIPp that answers, for the whole run. */
export class InboundLoadGenerator {
  readonly phones: Daemon;
  #runs = 0;

  constructor(private readonly lab: Lab) {
    this.phones = lab.place.daemon('odd-bench-phones');
  }

  /** The port at which all phones are. */
  get phonePort(): number {
    return phoneSide(this.lab.ports.base).first;
  }

  async start(): Promise<void> {
    const { place, ports } = this.lab;
    const folder = place.directoryFor('phone', 'bench-answering');
    // A phone that is called answers as a carrier does.
    place.fileFor('phone', path.join(folder, 'scenario.xml'), carrierScenario());
    place.startInside('odd-bench-phones', 'phone', folder, [
      'sipp',
      ...['-sf', '/lab/scenario.xml', '-i', '127.0.0.1', '-p', String(this.phonePort)],
      ...['-mi', '127.0.0.1', '-mp', String(this.phonePort + 200), '-cp', String(ports.base + 40)],
      ...['-nostdin', '-trace_err', '-error_file', '/lab/errors.log'],
    ]);
    await eventually(() => takenPorts({ udp: [this.phonePort] }).length === 1, {
      within: 5_000,
      what: 'the phones',
    });
    const callers = benchOrders().map(({ phone }) => phone.slice(1));
    place.fileFor(
      'phone',
      path.join(this.#folder(), 'callers.csv'),
      ['SEQUENTIAL', ...callers, ''].join('\n'),
    );
  }

  async stop(): Promise<void> {
    await this.phones.stop({ within: 500, signal: 'SIGINT' });
  }

  async run({ name, did, from, rate, calls, talkMs }: InboundLoad): Promise<InboundResult> {
    const { place, ports } = this.lab;
    this.#runs += 1;
    const folder = this.#folder();
    const inside = (file: string): string => `/lab/${name}-${this.#runs}-${file}`;
    const outside = (file: string): string => path.join(folder, `${name}-${this.#runs}-${file}`);
    place.fileFor('phone', outside('scenario.xml'), callerScenario({ did, talkMs }));
    const within = Math.ceil((calls / rate) * 1000) + talkMs + 25_000;
    const capture = await Capture.start(place, ports, `bench-${name}-${this.#runs}`);
    const result = await place.runInside(
      'phone',
      folder,
      [
        'sipp',
        `127.0.0.1:${ports.sip}`,
        ...['-sf', inside('scenario.xml'), '-inf', '/lab/callers.csv'],
        ...['-r', String(rate), '-m', String(calls), '-l', '100000'],
        ...['-i', '127.0.0.1', '-p', String(from), '-mi', '127.0.0.1'],
        ...['-mp', String(ports.customersMedia), '-cp', String(ports.base + 41), '-nostdin'],
        ...['-timeout', `${Math.ceil(within / 1000)}s`],
        ...['-trace_stat', '-stf', inside('stat.csv'), '-fd', '1'],
        ...['-trace_err', '-error_file', inside('errors.log')],
      ],
      { within: within + 5_000 },
    );
    const times = inboundTimes(await capture.packets(), {
      callers: from,
      pbx: ports.sip,
      phones: this.phonePort,
    });
    await capture.stop().catch(() => undefined);
    rmSync(capture.file, { force: true });
    const counted = existsSync(outside('stat.csv'))
      ? parseStatistics(readFileSync(outside('stat.csv'), 'utf8'))
      : null;
    if (counted === null)
      throw new LabError(`SIPp for ${name}`, result.stderr.trim().split('\n').at(-1) ?? '', `See ${folder}`);
    for (const file of ['stat.csv', 'scenario.xml']) rmSync(outside(file), { force: true });
    return { failed: calls - counted.successful, times };
  }

  #folder(): string {
    return this.lab.place.directoryFor('phone', 'bench-callers');
  }
}
