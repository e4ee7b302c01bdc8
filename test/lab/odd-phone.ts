import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { eventually } from './eventually';
import type { LabPlace } from './lab-place';
import type { PhonePorts } from './lab-ports';
import { takenPorts } from './lab-ports';
import { registration } from './odd-phone-scenarios';
import type { SipMessage } from './sip-message';
import { parseSippLog } from './sip-message';

export interface OddPhoneSettings {
  extension: string;
  password: string;
  /** Its own ports, besides the softphone's: traffic to them counts as traffic to this phone. */
  ports: PhonePorts;
  pbxPort: number;
}

export interface OddCall {
  /** The scenario went as written. */
  ok: boolean;
  messages: SipMessage[];
  /** SIPp's error messages, where it did not. */
  errors: string;
}

/**
 * A phone with behaviour that softphones lack: answers 302, sends unusual REFERs, subscribes, cancels at the
 * wrong moment. One SIPp scenario at a time (odd-phone-scenarios.ts, or any other).
 */
export class OddPhone {
  readonly #place: LabPlace;
  readonly #settings: OddPhoneSettings;
  #runs = 0;

  constructor(place: LabPlace, settings: OddPhoneSettings) {
    this.#place = place;
    this.#settings = settings;
  }

  /** Takes over the extension from the softphone, for at most a minute. */
  async register(): Promise<void> {
    const { ok, errors } = await this.run(registration());
    if (!ok) throw new Error(`Odd phone ${this.#settings.extension} cannot register: ${errors}`);
  }

  /** Plays a scenario that begins with its own request, to its end. */
  run(scenario: string, options?: { within?: number }): Promise<OddCall> {
    return this.#play(scenario, ['-m', '1'], options).then(({ end }) => end);
  }

  /** Plays a scenario that begins by waiting for a call. @returns, once it is ready, a promise of its end */
  await(scenario: string, options?: { within?: number }): Promise<{ end: Promise<OddCall> }> {
    return this.#play(scenario, [], options);
  }

  async #play(
    scenario: string,
    count: readonly string[],
    { within = 15_000 }: { within?: number } = {},
  ): Promise<{ end: Promise<OddCall> }> {
    const { extension, password, ports, pbxPort } = this.#settings;
    const run = (this.#runs += 1);
    this.#place.directoryFor('phone', 'odd-phones');
    const folder = this.#place.directoryFor('phone', 'odd-phones', extension);
    const file = (name: string): string => path.join(folder, `${process.pid}-${run}-${name}`);
    const inside = (name: string): string => `/lab/${path.basename(file(name))}`;
    this.#place.fileFor('phone', file('scenario.xml'), scenario);
    const command = [
      'sipp',
      `127.0.0.1:${String(pbxPort)}`,
      ...['-sf', inside('scenario.xml'), '-s', extension, ...count],
      ...['-au', extension, '-ap', password],
      ...['-i', '127.0.0.1', '-p', String(ports.sip), '-mi', '127.0.0.1', '-mp', String(ports.rtp.first)],
      // Otherwise its remote control would take a port of another process.
      ...['-cp', String(ports.rtp.last)],
      ...['-nostdin', '-timeout', `${String(Math.ceil(within / 1000))}s`, '-timeout_error'],
      ...['-trace_msg', '-message_file', inside('messages.log')],
      ...['-trace_err', '-error_file', inside('errors.log')],
    ];
    const read = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'latin1') : '');
    const end = this.#place
      .runInside('phone', folder, command, { within: within + 2_000 })
      .then(({ code, stderr }): OddCall => ({
        ok: code === 0,
        messages: parseSippLog(read('messages.log')),
        errors: code === 0 ? '' : read('errors.log') || stderr,
      }));
    let over = false;
    void end.finally(() => {
      over = true;
    });
    await eventually(() => over || takenPorts({ udp: [ports.sip] }).length === 1, {
      within: 5_000,
      every: 10,
      what: `odd phone ${extension}`,
    });
    return { end };
  }
}
