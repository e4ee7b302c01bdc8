import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { EndpointOverrides, TrunkAccount } from './asterisk';
import { amiUsername, ariUsername, Asterisk } from './asterisk';
import { Capture } from './capture';
import { Carrier } from './carrier';
import { customersTrunk } from './customers';
import type { Daemon } from './daemon';
import { Database } from './database';
import { labAccounts, openAccounts } from './lab-accounts';
import { LabError } from './lab-error';
import { LabPlace } from './lab-place';
import type { LabPorts } from './lab-ports';
import { basePorts, isBasePort, labPorts, phonePorts, portBlockSize, takenPorts } from './lab-ports';
import type { LabSecrets } from './lab-secrets';
import { labSecrets } from './lab-secrets';
import { OddPhone } from './odd-phone';
import { Phone } from './phone';
import { projectFolder } from './project-folder';
import { RootFolder } from './root-folder';
import type { SampleManager } from './sample-managers';
import { leakyManagers, moreManagers, sampleManagers } from './sample-managers';
import { Star7 } from './star7';

export const labParts = ['database', 'asterisk', 'star7', 'carrier', 'phones'] as const;
export type LabPart = (typeof labParts)[number];

export interface LabOptions {
  /** The directory of the lab's files. */
  directory: string;
  basePort: number;
  /** Omit phones and carrier: the caller provides them. */
  ownPhones: boolean;
  /** Add the unprotected phone, trunk and dialplan that positive controls need. */
  leaky: boolean;
  parts: readonly LabPart[];
  /** Number of managers with phones in addition to the sample shop: from 106 on. */
  moreManagers: number;
  /** Changes to pjsip.conf, by section: breaks single protections. */
  overrides: EndpointOverrides;
  /** Additional or changed variables for Star7. */
  star7: Readonly<Record<string, string>>;
  /** Ports of proxies by which Star7 reaches PBX and database, for tests that break connections. */
  detours: Detours;
  /** Called with progress messages, one line each. */
  say: (line: string) => void;
}

export interface Detours {
  ari?: number;
  database?: number;
}

/** The options that a lab was started with; later `up`, `status` and `down` use them. */
interface LabNote {
  basePort: number;
  ownPhones: boolean;
  leaky: boolean;
  parts: readonly LabPart[];
  moreManagers: number;
  overrides: EndpointOverrides;
  star7: Readonly<Record<string, string>>;
  detours: Detours;
  apiToken: string | null;
}

export interface PartStatus {
  name: string;
  pid: number | null;
  port: number | null;
}

/**
 * A real PBX, a real database, real phones and a real carrier, all on loopback.
 *
 * `Lab.up` starts missing processes, `down` ends all; both may be called at any time, even after a crash. The
 * processes outlive their starter, and `Lab.attach` finds them again.
 */
export class Lab {
  readonly ports: LabPorts;
  readonly database: Database;
  readonly asterisk: Asterisk;
  readonly star7: Star7;
  readonly trunks: readonly TrunkAccount[];
  /** The first trunk's far side. */
  readonly carrier: Carrier;
  /** The second trunk's far side. */
  readonly carrierB: Carrier;
  readonly #phones: ReadonlyMap<string, Phone>;

  private constructor(
    readonly place: LabPlace,
    readonly secrets: LabSecrets,
    readonly note: LabNote,
  ) {
    this.ports = labPorts(note.basePort);
    this.trunks = trunksOf(note, this.ports);
    this.database = new Database(place, {
      port: this.ports.database,
      password: secrets.database,
      otherPassword: secrets.databaseOthers,
    });
    this.asterisk = new Asterisk(place, {
      ports: this.ports,
      ariPassword: secrets.ari,
      amiPassword: secrets.ami,
      phones: managersOf(note).map((manager) => ({
        ...manager,
        password: secrets.phones[manager.extension] ?? '',
      })),
      leakyPhones: leakyManagers.map((manager) => ({
        ...manager,
        password: secrets.phones[manager.extension] ?? '',
      })),
      trunks: [...this.trunks, { name: customersTrunk, host: '127.0.0.1', port: this.ports.customers }],
      leaky: note.leaky,
      overrides: note.overrides,
    });
    this.carrier = new Carrier(place, {
      name: 'carrier',
      trunk: 'first',
      port: this.ports.carrier,
      mediaPort: this.ports.carrierMedia,
      controlPort: this.ports.carrierControl,
    });
    this.carrierB = new Carrier(place, {
      name: 'carrier-b',
      trunk: 'second',
      port: this.ports.carrierB,
      mediaPort: this.ports.carrierBMedia,
      controlPort: this.ports.carrierBControl,
    });
    this.#phones = new Map(
      phonesOf(note).map(({ extension, name }) => [
        extension,
        new Phone(place, {
          extension,
          name,
          password: secrets.phones[extension] ?? '',
          ports: phonePorts(note.basePort, Number(extension)),
          pbxPort: this.ports.sip,
        }),
      ]),
    );
    this.star7 = new Star7(place, this.asterisk, {
      name: 'star7',
      httpPort: this.ports.http,
      env: this.#star7Env(),
      serverEnv: () => this.#doctorEnv(),
      clientEnv: () => this.#clientEnv(),
    });
  }

  static async up(options: Partial<LabOptions> = {}): Promise<Lab> {
    const { directory, say, ...wanted } = completed(options);
    if (!isBasePort(wanted.basePort)) {
      throw new LabError(
        'choice of ports',
        `${wanted.basePort} is no base port`,
        `Choose a multiple of 10 from 1030 to ${65535 - portBlockSize}`,
      );
    }
    const place = placeOf(directory);
    place.prepare();
    const former = readNote(place);
    const note: LabNote = { ...wanted, apiToken: former?.apiToken ?? null };
    if (former !== null && runningDaemons(place, former).length > 0 && !sameLab(former, note)) {
      throw new LabError(
        'start',
        `a lab with other options runs in ${directory}`,
        'End it with scripts/lab down, or choose another directory with --dir',
      );
    }
    const extensions = [...managersOf(note), ...leakyManagers].map(({ extension }) => extension);
    const logins = labAccounts.map(({ login }) => login);
    const lab = new Lab(place, labSecrets(place.file('secrets.json'), extensions, logins), note);
    lab.#checkPorts();
    lab.#writeNote();
    await lab.#start(say);
    return lab;
  }

  /** Finds the lab of that directory with its start options, running or not. */
  static attach(directory: string = defaultDirectory()): Lab {
    const place = placeOf(directory);
    const note = readNote(place);
    if (note === null) {
      throw new LabError('search for the lab', `none was ever started in ${directory}`, 'Run scripts/lab up');
    }
    return new Lab(place, labSecrets(place.file('secrets.json'), []), note);
  }

  /**
   * A softphone: 101 to 105, and 106 and higher where the lab has more, belong to managers; 201 and 202
   * (leaky labs) lack every protection.
   */
  phone(extension: number | string): Phone {
    const phone = this.#phones.get(String(extension));
    if (phone === undefined) throw new RangeError(`This lab has no phone ${extension}`);
    return phone;
  }

  /**
   * A second Star7 for the same PBX, application and database, as somebody starts by mistake: with ports, a journal and a
   * log of its own. It is started by the caller.
   * @param changes of its settings: with a node and an application of its own it is one that may be there
   */
  secondStar7(changes: Readonly<Record<string, string>> = {}): Star7 {
    const { secondHttp, secondAgi } = this.ports;
    return new Star7(this.place, this.asterisk, {
      name: 'star7-second',
      httpPort: secondHttp,
      env: {
        ...this.#star7Env(),
        STAR7_HTTP_PORT: String(secondHttp),
        STAR7_AGI_PORT: String(secondAgi),
        STAR7_JOURNAL_FILE: this.place.file('star7', 'journal-second'),
        STAR7_LOG_FILE: this.place.logFile('star7-second'),
        ...changes,
      },
      serverEnv: () => this.#doctorEnv(),
      clientEnv: () => this.#clientEnv(),
    });
  }

  /**
   * A softphone with TLS and SRTP in place of that of this extension, which has to be stopped.
   * @param pbxPort for TLS @param account instead of the extension's own
   */
  securePhone(
    extension: number | string,
    pbxPort: number,
    account: { user: string; password: string } = {
      user: String(extension),
      password: this.secrets.phones[String(extension)] ?? '',
    },
  ): Phone {
    const { ports } = this.phone(extension);
    return new Phone(this.place, {
      extension: String(extension),
      name: `${String(extension)} by TLS`,
      ...account,
      ports,
      pbxPort,
      secure: true,
    });
  }

  /** Plays one-off SIPp scenarios in place of a phone, for behaviour that softphones lack. */
  oddPhone(extension: number | string): OddPhone {
    const password = this.secrets.phones[String(extension)];
    if (password === undefined) throw new RangeError(`This lab has no phone ${extension}`);
    return new OddPhone(this.place, {
      extension: String(extension),
      password,
      ports: phonePorts(this.note.basePort, Number(extension), true),
      pbxPort: this.ports.sip,
    });
  }

  get phones(): Phone[] {
    return [...this.#phones.values()];
  }

  get carriers(): Carrier[] {
    return [this.carrier, this.carrierB];
  }

  /**
   * Starts to capture all traffic to and from phones and carriers; the file is in captures/.
   * @param options whether what is said to the first carrier's switchboard is captured too
   */
  capture(name: string, { withMedia = false }: { withMedia?: boolean } = {}): Promise<Capture> {
    return Capture.start(this.place, this.ports, name, withMedia ? 'switchboard' : 'phones');
  }

  /**
   * Opens accounts for the pages for the sample managers, a supervisor and an administrator; secrets.accounts
   * has their passwords.
   */
  async openAccounts(): Promise<void> {
    await openAccounts(this.star7, this.secrets.accounts);
  }

  /** Disconnects from the phones' remote controls; all processes keep running. */
  release(): void {
    for (const phone of this.phones) phone.release();
  }

  /** Ends all processes: callers first, then the called side. */
  async down(say: (line: string) => void = () => undefined): Promise<void> {
    this.release();
    const daemons = [...runningDaemons(this.place, this.note), ...extras(this.place)];
    const last = ['database', 'asterisk'];
    const early = daemons.filter(({ name }) => !last.includes(name));
    const late = daemons.filter(({ name }) => last.includes(name));
    for (const group of [early, late]) {
      await Promise.all(
        group.map(async (daemon) => {
          const pid = daemon.pid;
          await daemon.stop(farewell(daemon.name));
          say(`${daemon.name}: ended${pid === null ? '' : ` (pid ${pid})`}`);
        }),
      );
    }
    rmSync(this.place.file('env'), { force: true });
  }

  status(): PartStatus[] {
    return daemonNames(this.note).map((name) => ({
      name,
      pid: this.place.daemon(name).pid,
      port: this.#portOf(name),
    }));
  }

  /** Settings for programs and softphones, by name; `.lab/env` has the same. */
  get env(): Record<string, string> {
    const phones = sampleManagers.flatMap(({ extension }) => [
      [`PHONE_${extension}_USER`, extension],
      [`PHONE_${extension}_PASSWORD`, this.secrets.phones[extension] ?? ''],
    ]);
    return {
      SIP_HOST: '127.0.0.1',
      SIP_PORT: String(this.ports.sip),
      ...(Object.fromEntries(phones) as Record<string, string>),
      CARRIER_HOST: '127.0.0.1',
      CARRIER_PORT: String(this.ports.carrier),
      HTTP_URL: this.star7.httpUrl,
      API_TOKEN: this.note.apiToken ?? '',
      DATABASE_URL: this.database.url,
      ...this.star7.env,
      ...this.#clientEnv(),
    };
  }

  async #start(say: (line: string) => void): Promise<void> {
    const { parts } = this.note;
    const timed = async (name: string, work: () => Promise<void>): Promise<void> => {
      const started = performance.now();
      await work();
      say(`${name}: up after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    };
    await Promise.all([
      parts.includes('database') && timed('database', () => this.database.start()),
      parts.includes('asterisk') && timed('asterisk', () => this.asterisk.start()),
      parts.includes('carrier') &&
        timed('carriers', () => together(this.carriers.map((carrier) => carrier.start()))),
    ]);
    this.#writeEnv();
    await Promise.all([
      parts.includes('star7') && this.#startStar7(timed),
      parts.includes('phones') && timed('phones', () => this.#startPhones()),
    ]);
  }

  /**
   * A phone that outlived its PBX assumes that it is registered, so the registration is checked on the PBX.
   */
  async #startPhones(): Promise<void> {
    await together(this.phones.map((phone) => phone.start()));
    if (!this.note.parts.includes('asterisk')) return;
    const online = await this.asterisk.onlineEndpoints();
    await together(
      this.phones.filter(({ extension }) => !online.has(extension)).map((phone) => phone.restart()),
    );
  }

  async #startStar7(timed: (name: string, work: () => Promise<void>) => Promise<void>): Promise<void> {
    if (!Star7.built()) {
      throw new LabError('start of Star7', 'it is not compiled', 'Run scripts/lab up, which compiles it');
    }
    await timed('star7', async () => {
      if (this.note.apiToken === null) {
        this.note.apiToken = await this.star7.prepare(managersOf(this.note));
        this.#writeNote();
        this.#writeEnv();
      } else if (!this.star7.daemon.running()) {
        await this.star7.mustRun(['migrate']);
        if (this.note.moreManagers > 0) await this.star7.enlist(managersOf(this.note));
      }
      await this.star7.start();
    });
  }

  /**
   * Checks that the ports of processes to be started are free: otherwise the error would be late and unclear.
   */
  #checkPorts(): void {
    const { ports } = this;
    const isEnded = (name: string): boolean => !this.place.daemon(name).running();
    const toStart = (part: LabPart): boolean => this.note.parts.includes(part) && isEnded(part);
    const taken = takenPorts({
      tcp: [
        ...(toStart('asterisk') ? [ports.ari, ports.ami] : []),
        ...(toStart('database') ? [ports.database] : []),
        ...(toStart('star7') ? [ports.http, ports.agi] : []),
      ],
      udp: [
        ...(toStart('asterisk') ? [ports.sip] : []),
        ...(this.note.parts.includes('carrier')
          ? this.carriers.filter(({ name }) => isEnded(name)).map(({ port }) => port)
          : []),
      ],
    });
    if (taken.length > 0) {
      throw new LabError(
        'check of ports',
        `something listens on ${taken.join(', ')} already`,
        'Choose others with --base-port, or end it (an earlier lab: scripts/lab down --dir …)',
      );
    }
  }

  #star7Env(): Record<string, string> {
    const { ports, secrets, place } = this;
    const { detours } = this.note;
    return {
      STAR7_DATABASE_URL: withPort(this.database.url, detours.database),
      STAR7_KEY_FILE: place.file('star7', 'keys'),
      STAR7_ARI_URL: withPort(this.asterisk.ariUrl, detours.ari),
      STAR7_ARI_USERNAME: ariUsername,
      STAR7_ARI_PASSWORD: secrets.ari,
      STAR7_AMI_HOST: '127.0.0.1',
      STAR7_AMI_PORT: String(ports.ami),
      STAR7_AMI_USERNAME: amiUsername,
      STAR7_AMI_PASSWORD: secrets.ami,
      STAR7_HTTP_HOST: '127.0.0.1',
      STAR7_HTTP_PORT: String(ports.http),
      STAR7_AGI_HOST: '127.0.0.1',
      STAR7_AGI_PORT: String(ports.agi),
      // The second trunk expects another number format, as carriers differ.
      STAR7_TRUNKS: this.trunks
        .map(({ name }, index) => `${name}:${index === 0 ? 'e164' : 'national'}`)
        .join(' '),
      STAR7_DEFAULT_DID: '74950000000',
      // Shops of the tests.
      STAR7_OUTGOING_PRIVATE: '127.0.0.0/8',
      STAR7_RING_SECONDS_MANAGER: '20',
      STAR7_RING_SECONDS_CUSTOMER: '20',
      STAR7_MAX_CALL_SECONDS: '3600',
      // Tests call around the clock and more often than people do; the limits stay enabled.
      STAR7_CALLING_HOURS: '00:00-24:00',
      STAR7_GUESS_LIMIT: '1000000',
      STAR7_GUESS_LIMIT_OVERALL: '1000000',
      STAR7_MAX_CALLS_HOUR: '100000000',
      STAR7_MAX_CALLS_DAY: '100000000',
      STAR7_MAX_COURIER_CALLS_HOUR: '100000000',
      STAR7_MAX_COURIER_CALLS_DAY: '100000000',
      STAR7_JOURNAL_FILE: place.file('star7', 'journal'),
      STAR7_ENDINGS_FILE: this.asterisk.endingsFile.here,
      STAR7_ENDINGS_FILE_PBX: this.asterisk.endingsFile.inside,
      STAR7_LOG_LEVEL: 'debug',
      STAR7_LOG_FILE: place.logFile('star7'),
      ...this.note.star7,
    };
  }

  #clientEnv(): Record<string, string> {
    return {
      STAR7_API_URL: this.star7.httpUrl,
      STAR7_API_TOKEN: this.note.apiToken ?? '',
      ...this.#doctorEnv(),
    };
  }

  /**
   * For the doctor, on the pages and on the command line: the PBX's command line and files, both inside the
   * root folder.
   */
  #doctorEnv(): Record<string, string> {
    return {
      STAR7_ASTERISK_COMMAND: this.asterisk.consoleProgram,
      STAR7_ASTERISK_ROOT: `/proc/${String(this.asterisk.daemon.pid ?? 'self')}/root`,
    };
  }

  #portOf(name: string): number | null {
    const { ports } = this;
    const known: Record<string, number> = {
      database: ports.database,
      asterisk: ports.sip,
      star7: ports.http,
      carrier: ports.carrier,
      'carrier-b': ports.carrierB,
      ...Object.fromEntries(this.phones.map((phone) => [`phone-${phone.extension}`, phone.ports.sip])),
    };
    return known[name] ?? null;
  }

  #writeNote(): void {
    writeFileSync(this.place.file('lab.json'), JSON.stringify(this.note, null, 2), { mode: 0o600 });
  }

  /** For `. .lab/env` in a shell, and for programs that read NAME='value' lines. */
  #writeEnv(): void {
    const lines = Object.entries(this.env).map(([name, value]) => `${name}='${value}'\n`);
    writeFileSync(this.place.file('env'), lines.join(''), { mode: 0o600 });
  }
}

export function defaultDirectory(): string {
  return path.join(projectFolder, '.lab');
}

function completed(options: Partial<LabOptions>): LabOptions {
  const ownPhones = options.ownPhones ?? false;
  const parts = options.parts ?? labParts;
  return {
    directory: options.directory ?? defaultDirectory(),
    basePort: options.basePort ?? basePorts.lab,
    ownPhones,
    leaky: options.leaky ?? !ownPhones,
    moreManagers: options.moreManagers ?? 0,
    parts: ownPhones ? parts.filter((part) => part !== 'phones' && part !== 'carrier') : parts,
    overrides: options.overrides ?? {},
    star7: options.star7 ?? {},
    detours: options.detours ?? {},
    say: options.say ?? (() => undefined),
  };
}

/** The root folder belongs to the checkout, regardless of the lab's directory: it contains no lab data. */
function placeOf(directory: string): LabPlace {
  return new LabPlace(path.resolve(directory), new RootFolder(path.join(defaultDirectory(), 'root')));
}

const newerOptions = { detours: {}, moreManagers: 0 } as const;

function readNote(place: LabPlace): LabNote | null {
  const file = place.file('lab.json');
  if (!existsSync(file)) return null;
  // `down` must also work for the lab of an older checkout, which had fewer options.
  return { ...newerOptions, ...(JSON.parse(readFileSync(file, 'utf8')) as LabNote) };
}

function sameLab(one: LabNote, other: LabNote): boolean {
  const options = ({ apiToken: _, ...rest }: LabNote): object => rest;
  return isDeepStrictEqual(options(one), options(other));
}

function trunksOf(note: LabNote, ports: LabPorts): TrunkAccount[] {
  const first = { name: 'carrier', host: '127.0.0.1', port: ports.carrier };
  const second = { name: 'carrier-b', host: '127.0.0.1', port: ports.carrierB };
  return note.ownPhones ? [first] : [first, second];
}

/** The same address, with another port where one is given. */
function withPort(address: string, port: number | undefined): string {
  return port === undefined ? address : address.replace(/:\d+(?=\/|$)/, `:${port}`);
}

function daemonNames(note: LabNote): string[] {
  return note.parts.flatMap((part) => {
    if (part === 'phones') return phonesOf(note).map(({ extension }) => `phone-${extension}`);
    if (part === 'carrier') return ['carrier', 'carrier-b'];
    return [part];
  });
}

function phonesOf(note: LabNote): SampleManager[] {
  if (!note.parts.includes('phones')) return [];
  return note.leaky ? [...managersOf(note), ...leakyManagers] : managersOf(note);
}

function managersOf(note: LabNote): SampleManager[] {
  return [...sampleManagers, ...moreManagers(note.moreManagers)];
}

/** Captures, odd phones, a second Star7 and a shop left by an aborted test. */
function extras(place: LabPlace): Daemon[] {
  return place
    .pidFiles()
    .filter((name) => /^(?:capture-|odd-|star7-second$|vendure$)/.test(name))
    .map((name) => place.daemon(name))
    .filter((daemon) => daemon.running());
}

/** SIPp treats TERM as "after the current calls"; only the database has data to save. */
function farewell(name: string): { within: number; signal: NodeJS.Signals } {
  if (name.startsWith('carrier')) return { within: 500, signal: 'SIGINT' };
  return { within: name === 'database' ? 15_000 : 5_000, signal: 'SIGTERM' };
}

async function together(work: readonly Promise<void>[]): Promise<void> {
  await Promise.all(work);
}

function runningDaemons(place: LabPlace, note: LabNote): Daemon[] {
  return daemonNames(note)
    .map((name) => place.daemon(name))
    .filter((daemon) => daemon.running());
}
