import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Daemon } from './daemon';
import { askTurn } from '../../src/doctor/collect/turn-probe';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import { turnRelayPorts } from './lab-ports';
import type { LabPorts } from './lab-ports';
import { lastWords } from './last-words';
import { projectFolder } from './project-folder';

const sample = 'docker/coturn/turnserver.sample.conf';
const overlay = 'docker/coturn/compose.yaml';
const name = 'coturn';

/** The command line of the container, with the lab's folder in the place of its own. */
function commandLine(): string[] {
  const { services } = parse(readFileSync(path.join(projectFolder, overlay), 'utf8')) as {
    services: { coturn: { command: string[] } };
  };
  return services.coturn.command.map((word) => word.replace(/\/(?:etc\/coturn|tmp)\//, '/lab/'));
}

/** coturn, set up by the sample and started as the container is. */
export class TurnServer {
  private constructor(
    private readonly daemon: Daemon,
    readonly at: { host: string; port: number },
    readonly logFile: string,
  ) {}

  /** @param address of this machine, and of the PBX @param secret that Star7 has too */
  static async start(place: LabPlace, ports: LabPorts, address: string, secret: string): Promise<TurnServer> {
    const folder = place.directoryFor('phone', name);
    const values: Readonly<Record<string, string>> = {
      '<LISTENING-ADDRESS>': address,
      '<RELAY-ADDRESS>': address,
      '<SECRET>': secret,
      '<ASTERISK-ADDRESS>': address,
    };
    const text = Object.entries(values)
      .reduce(
        (conf, [mark, value]) => conf.replace(mark, value),
        readFileSync(path.join(projectFolder, sample), 'utf8'),
      )
      .replace('listening-port=3478', `listening-port=${String(ports.turn)}`)
      .replace('min-port=49152', `min-port=${String(ports.turnRelay)}`)
      .replace('max-port=49351', `max-port=${String(ports.turnRelay + turnRelayPorts - 1)}`);
    // It then says who allocates.
    place.fileFor('phone', path.join(folder, 'turnserver.conf'), `${text}verbose\n`);
    const logFile = place.logFile(name);
    const daemon = place.startInside(name, 'phone', folder, ['turnserver', ...commandLine()], logFile);
    const at = { host: address, port: ports.turn };
    try {
      await eventually(
        async () => {
          if (!daemon.running()) throw new Error('it has ended');
          return (await askTurn(at, { username: '0:nobody', credential: '' }, [], 1000)).answers;
        },
        { within: 15_000, what: name },
      );
    } catch (error) {
      throw new LabError(`start of ${name}`, lastWords(logFile, error), `See ${logFile}`, error);
    }
    return new TurnServer(daemon, at, logFile);
  }

  async stop(): Promise<void> {
    await this.daemon.stop({ within: 5000 });
  }
}
