import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { callTimes } from './call-times';
import type { CallTimes } from './call-times';
import { benchOrders } from './bench-shop';
import { carrierScenario, phoneScenario } from './sipp-scenarios';
import type { CarrierCodec } from './sipp-scenarios';
import type { Variant } from './variant';
import { variantFacts } from './variant';
import type { Daemon } from '../lab/daemon';
import { Capture } from '../lab/capture';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { phoneSide, takenPorts } from '../lab/lab-ports';

export interface Load {
  variant: Variant;
  /** What the phone dials before the order number; absent: the variant's. */
  prefix?: string;
  /** Calls a second. */
  rate: number;
  calls: number;
  talkMs: number;
  /** Whether to follow each call on the wire; off for long runs, whose captures are not needed. */
  capture: boolean;
  /** Whether both sides send G.711 while they talk. */
  audio: boolean;
}

export interface LoadResult {
  /** Successful calls, as counted by SIPp. */
  successful: number;
  failed: number;
  times: CallTimes[];
  /** Whether the capture is complete; else `times` covers only the calls in it. */
  wholeCapture: boolean;
}

const audioFile = 'audio.alaw';

/** All managers' phones: one SIPp for each load. And the carrier: one SIPp for the whole run. */
export class LoadGenerator {
  readonly #carrier: Daemon;
  /** Speaks Opus. */
  readonly #opusCarrier: Daemon;
  #runs = 0;

  constructor(private readonly lab: Lab) {
    // The prefix `odd-` makes `lab down` end this process too.
    this.#carrier = lab.place.daemon('odd-bench-carrier');
    this.#opusCarrier = lab.place.daemon('odd-bench-opus-carrier');
  }

  async start(): Promise<void> {
    const { place, ports } = this.lab;
    const { carrier, carrierMedia, carrierControl, carrierB, carrierBMedia, carrierBControl } = ports;
    await this.#startCarrier(this.#carrier, 'g711', [carrier, carrierMedia, carrierControl]);
    await this.#startCarrier(this.#opusCarrier, 'opus', [carrierB, carrierBMedia, carrierBControl]);
    const phones = this.#folder();
    const lines = benchOrders().map(({ extension, orderNumber }) => `${extension};${orderNumber}`);
    place.fileFor('phone', path.join(phones, 'orders.csv'), ['SEQUENTIAL', ...lines, ''].join('\n'));
    // Two seconds of A-law: any content but silence.
    const samples = Array.from({ length: 16_000 }, (_, index) => String.fromCharCode(0x20 + (index % 64)));
    place.fileFor('phone', path.join(phones, audioFile), samples.join(''));
  }

  get carriers(): readonly Daemon[] {
    return [this.#carrier, this.#opusCarrier];
  }

  async stop(): Promise<void> {
    for (const each of this.carriers) await each.stop({ within: 500, signal: 'SIGINT' });
  }

  async #startCarrier(
    daemon: Daemon,
    codec: CarrierCodec,
    [sip, media, control]: readonly [number, number, number],
  ): Promise<void> {
    const { place } = this.lab;
    await daemon.stop({ within: 500, signal: 'SIGINT' });
    const folder = place.directoryFor('phone', daemon.name.replace(/^odd-/, ''));
    place.fileFor('phone', path.join(folder, 'scenario.xml'), carrierScenario(codec));
    place.startInside(daemon.name, 'phone', folder, [
      'sipp',
      ...['-sf', '/lab/scenario.xml', '-i', '127.0.0.1', '-p', String(sip)],
      ...['-mi', '127.0.0.1', '-mp', String(media), '-cp', String(control)],
      ...['-rtp_echo', '-nostdin', '-trace_err', '-error_file', '/lab/errors.log'],
    ]);
    await eventually(() => takenPorts({ udp: [sip] }).length === 1, { within: 5_000, what: 'the carrier' });
  }

  /**
   * Makes the calls and waits for the end of the last one.
   * @param meanwhile called once the calls have begun, to observe them while they are up
   */
  async run(load: Load, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<LoadResult> {
    const { place, ports } = this.lab;
    this.#runs += 1;
    const phones = phoneSide(ports.base).first;
    const name = `${load.variant}-${this.#runs}`;
    const folder = this.#folder();
    const inside = (file: string): string => `/lab/${name}-${file}`;
    const outside = (file: string): string => path.join(folder, `${name}-${file}`);
    const scenario = phoneScenario({
      prefix: load.prefix ?? variantFacts[load.variant].prefix,
      talkMs: load.talkMs,
      audio: load.audio ? audioFile : null,
    });
    place.fileFor('phone', outside('scenario.xml'), scenario);
    const within = Math.ceil((load.calls / load.rate) * 1000) + load.talkMs + 25_000;
    const capture = load.capture ? await Capture.start(place, ports, `bench-${name}`) : null;
    const running = place.runInside(
      'phone',
      folder,
      [
        'sipp',
        `127.0.0.1:${ports.sip}`,
        ...['-sf', inside('scenario.xml'), '-inf', '/lab/orders.csv'],
        ...['-r', String(load.rate), '-m', String(load.calls), '-l', '100000'],
        ...['-i', '127.0.0.1', '-p', String(phones), '-mi', '127.0.0.1'],
        ...['-min_rtp_port', String(phones + 200), '-max_rtp_port', String(phones + 898)],
        ...['-cp', String(ports.base + 40), '-nostdin'],
        ...['-timeout', `${Math.ceil(within / 1000)}s`],
        ...['-trace_stat', '-stf', inside('stat.csv'), '-fd', '1'],
        ...['-trace_err', '-error_file', inside('errors.log')],
      ],
      { within: within + 5_000 },
    );
    const [result] = await Promise.all([running, meanwhile()]);
    let times: CallTimes[] = [];
    let wholeCapture = true;
    if (capture !== null) {
      times = callTimes(await capture.packets(), { phones, pbx: ports.sip, carrier: ports.carrier });
      try {
        await capture.stop();
      } catch {
        // A machine that is too busy to capture every packet does not invalidate the run.
        wholeCapture = false;
      }
      rmSync(capture.file, { force: true });
    }
    const counted = existsSync(outside('stat.csv'))
      ? parseStatistics(readFileSync(outside('stat.csv'), 'utf8'))
      : null;
    if (counted === null) {
      throw new LabError(`SIPp for ${name}`, result.stderr.trim().split('\n').at(-1) ?? '', `See ${folder}`);
    }
    for (const file of ['stat.csv', 'scenario.xml']) rmSync(outside(file), { force: true });
    return { ...counted, failed: load.calls - counted.successful, times, wholeCapture };
  }

  #folder(): string {
    return this.lab.place.directoryFor('phone', 'bench-phones');
  }
}

/** SIPp's `-trace_stat` file: a header line, then one line per second; (C) is "since the start". */
export function parseStatistics(csv: string): { successful: number } | null {
  const [header = '', ...lines] = csv.trim().split('\n');
  const last = lines.at(-1)?.split(';');
  const column = header.split(';').indexOf('SuccessfulCall(C)');
  return last === undefined || column < 0 ? null : { successful: Number(last[column]) };
}
