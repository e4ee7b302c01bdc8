import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { allBehaviours } from './carrier-behaviours';
import { carrierScenario } from './carrier-scenario';
import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import { takenPorts } from './lab-ports';
import { lastWords } from './last-words';
import type { SipMessage } from './sip-message';
import { parseSippLog } from './sip-message';

export interface CarrierSettings {
  /** `carrier` or `carrier-b`: the name of the process and of the trunk. */
  name: string;
  trunk: 'first' | 'second';
  port: number;
  mediaPort: number;
  controlPort: number;
}

/** A carrier with the customers' phones behind it: SIPp, with the behaviours of carrier-behaviours.ts. */
export class Carrier {
  readonly #place: LabPlace;
  readonly #settings: CarrierSettings;
  readonly #daemon: Daemon;

  constructor(place: LabPlace, settings: CarrierSettings) {
    this.#place = place;
    this.#settings = settings;
    this.#daemon = place.daemon(settings.name);
  }

  get daemon(): Daemon {
    return this.#daemon;
  }

  get name(): string {
    return this.#settings.name;
  }

  get port(): number {
    return this.#settings.port;
  }

  async start(): Promise<void> {
    const { name, port, mediaPort, controlPort, trunk } = this.#settings;
    if (!this.#daemon.running()) {
      const folder = this.#place.directoryFor('phone', name);
      this.#place.fileFor('phone', path.join(folder, 'scenario.xml'), carrierScenario(allBehaviours, trunk));
      this.#place.fileFor('phone', path.join(folder, 'messages.log'), '');
      this.#place.startInside(name, 'phone', folder, [
        'sipp',
        ...['-sf', '/lab/scenario.xml'],
        ...['-i', '127.0.0.1', '-p', String(port), '-mi', '127.0.0.1', '-mp', String(mediaPort)],
        ...['-cp', String(controlPort)],
        // The customer echoes the received audio.
        '-rtp_echo',
        '-nostdin',
        ...['-trace_msg', '-message_file', '/lab/messages.log'],
        ...['-trace_err', '-error_file', '/lab/errors.log'],
      ]);
    }
    try {
      await eventually(
        () => {
          if (!this.#daemon.running()) throw new Error('it has ended');
          return takenPorts({ udp: [port] }).length === 1;
        },
        { within: 10_000, what: name },
      );
    } catch (error) {
      const log = path.join(this.#place.file(name), 'errors.log');
      throw new LabError(`start of ${name}`, lastWords(log, error), `See ${log}`, error);
    }
  }

  async stop(): Promise<void> {
    // SIPp treats a first TERM as "no new calls" and waits for the current ones; USR1 twice would do the
    // same.
    await this.#daemon.stop({ within: 1_000, signal: 'SIGINT' });
  }

  /** All received and sent messages, in order. */
  messages(): SipMessage[] {
    const file = path.join(this.#place.file(this.name), 'messages.log');
    return existsSync(file) ? parseSippLog(readFileSync(file, 'latin1')) : [];
  }

  /** The INVITEs that it received. */
  invites(): SipMessage[] {
    return this.messages().filter(
      ({ direction, method, inDialogue }) => direction === 'received' && method === 'INVITE' && !inDialogue,
    );
  }
}
