import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPorts } from './lab-ports';
import type { LabPlace } from './lab-place';
import { setAside } from './lab-place';
import { lastWords } from './last-words';
import { projectFolder } from './project-folder';
import { fillTemplateFile } from './template';

export interface PhoneAccount {
  extension: string;
  name: string;
  language: 'ru' | 'en';
  password: string;
}

export interface TrunkAccount {
  name: string;
  host: string;
  port: number;
}

/**
 * Lines appended to a section of pjsip.conf, where the last line of a name wins: breaks one protection. Null removes the lines
 * of that name: those of a list of addresses add up.
 */
export type EndpointOverrides = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

export interface AsteriskSettings {
  ports: LabPorts;
  ariPassword: string;
  amiPassword: string;
  phones: readonly PhoneAccount[];
  trunks: readonly TrunkAccount[];
  /** Adds the unprotected phone, trunk and dialplan of config/leaky-*.conf. */
  leaky: boolean;
  leakyPhones: readonly PhoneAccount[];
  overrides: EndpointOverrides;
}

/**
 * Text appended to configuration files, or another text in place of theirs, by file name: breaks protections other than
 * endpoint options.
 */
export type Additions = Readonly<Record<string, string | ((text: string) => string)>>;

export const ariUsername = 'star7';
export const amiUsername = 'star7';

const samples = path.join(projectFolder, 'dialplan');
const labConfig = path.join(projectFolder, 'test/lab/config');

/** The lab's Asterisk, with exactly the configuration that dialplan/ ships. */
export class Asterisk {
  readonly #place: LabPlace;
  readonly #settings: AsteriskSettings;
  readonly #daemon: Daemon;
  #overrides: EndpointOverrides;
  #additions: Additions = {};

  constructor(place: LabPlace, settings: AsteriskSettings) {
    this.#place = place;
    this.#settings = settings;
    this.#overrides = settings.overrides;
    this.#daemon = place.daemon('asterisk');
  }

  get daemon(): Daemon {
    return this.#daemon;
  }

  get ariUrl(): string {
    return `http://127.0.0.1:${String(this.#settings.ports.ari)}`;
  }

  get messagesLog(): string {
    return path.join(this.#folder, 'log/messages.log');
  }

  /**
   * The file in which Asterisk records how legs ended: its path on this machine and its path inside the root
   * folder.
   */
  get endingsFile(): { here: string; inside: string } {
    return { here: path.join(this.#folder, 'spool/star7-endings'), inside: '/lab/spool/star7-endings' };
  }

  /** A program that accepts `-rx …`, like `asterisk` on a machine without the root folder. */
  get consoleProgram(): string {
    return this.#place.file('asterisk-console');
  }

  get #folder(): string {
    return this.#place.file('asterisk');
  }

  async start(): Promise<void> {
    if (!this.#daemon.running()) {
      this.#place.directoryFor('asterisk', 'asterisk');
      for (const name of ['etc', 'log', 'run', 'lib', 'cache', 'spool']) {
        this.#place.directoryFor('asterisk', 'asterisk', name);
      }
      setAside(this.messagesLog);
      this.writeConfiguration();
      this.#writeConsoleProgram();
      // With the socket left by a crash, Asterisk assumes that it already runs.
      rmSync(path.join(this.#folder, 'run/asterisk.ctl'), { force: true });
      this.#place.startInside('asterisk', 'asterisk', this.#folder, [
        'asterisk',
        '-f',
        '-n',
        '-C',
        '/lab/etc/asterisk.conf',
      ]);
    }
    try {
      await eventually(
        async () => {
          if (!this.#daemon.running()) throw new Error('it has ended');
          return (await this.ari('GET', 'asterisk/ping')).status === 200;
        },
        { within: 30_000, every: 30, what: 'Asterisk' },
      );
    } catch (error) {
      const log = this.#place.logFile('asterisk');
      throw new LabError(
        'start of Asterisk',
        lastWords(log, error),
        `See ${log} and ${this.messagesLog}`,
        error,
      );
    }
  }

  async stop(): Promise<void> {
    await this.#daemon.stop({ within: 10_000 });
  }

  /** Runs one command on Asterisk's command line. */
  async cli(command: string): Promise<string> {
    const { stdout, stderr, code } = await this.#place.runInside('asterisk', this.#folder, [
      'asterisk',
      '-C',
      '/lab/etc/asterisk.conf',
      '-rx',
      command,
    ]);
    if (code !== 0) {
      throw new LabError(
        `asterisk -rx "${command}"`,
        (stdout + stderr).trim(),
        'Is the lab up? scripts/lab status',
      );
    }
    return stdout;
  }

  /** Sends one ARI request. @param resource without the leading /ari/ */
  async ari(method: string, resource: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const credentials = Buffer.from(`${ariUsername}:${this.#settings.ariPassword}`).toString('base64');
    const response = await fetch(`${this.ariUrl}/ari/${resource}`, {
      method,
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(5_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  /** Endpoints that are registered. */
  async onlineEndpoints(): Promise<Set<string>> {
    const { body } = await this.ari('GET', 'endpoints/PJSIP');
    const endpoints = body as { resource: string; state: string }[];
    return new Set(endpoints.filter(({ state }) => state === 'online').map(({ resource }) => resource));
  }

  /** Warnings and errors since its start: a healthy Asterisk has none. */
  complaints(): string[] {
    try {
      return readFileSync(this.messagesLog, 'utf8')
        .split('\n')
        .filter((line) => / (?:ERROR|WARNING)\[/.test(line));
    } catch {
      return [];
    }
  }

  /**
   * Breaks single protections at run time, for tests that show what each of them does; without arguments it
   * restores the initial ones.
   */
  async override(overrides: EndpointOverrides = {}): Promise<void> {
    this.#overrides = { ...this.#settings.overrides, ...overrides };
    this.writeConfiguration();
    await this.cli('module reload res_pjsip.so');
  }

  /**
   * Appends to configuration files at run time and reloads everything; without arguments it restores what
   * dialplan/ ships.
   */
  async amend(additions: Additions = {}): Promise<void> {
    this.#additions = additions;
    this.writeConfiguration();
    await this.cli('core reload');
  }

  #writeConsoleProgram(): void {
    const { root, hosts } = this.#place;
    const command = root.inside({ user: 'asterisk', directory: this.#folder, hosts }, [
      ...['asterisk', '-C', '/lab/etc/asterisk.conf'],
    ]);
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    this.#place.fileFor('root', this.consoleProgram, `#!/bin/sh\nexec ${quoted} "$@"\n`);
    chmodSync(this.consoleProgram, 0o700);
  }

  /** Renders every file of its configuration directory. */
  writeConfiguration(): void {
    const etc = path.join(this.#folder, 'etc');
    for (const [name, content] of this.configuration()) {
      this.#place.fileFor('asterisk', path.join(etc, name), content);
    }
  }

  /** The configuration by file name. */
  configuration(): Map<string, string> {
    const { ports, ariPassword, amiPassword, leaky } = this.#settings;
    const values = {
      SIP_BIND: '127.0.0.1',
      SIP_PORT: ports.sip,
      PHONES_CONTEXT: 'from-phones',
      TRUNK_CONTEXT: 'from-trunk',
      ARI_BIND: '127.0.0.1',
      ARI_PORT: ports.ari,
      ARI_USERNAME: ariUsername,
      ARI_PASSWORD: ariPassword,
      AMI_BIND: '127.0.0.1',
      AMI_PORT: ports.ami,
      AMI_USERNAME: amiUsername,
      AMI_PASSWORD: amiPassword,
      AGI_PORT: ports.agi,
      RTP_START: ports.rtp.first,
      RTP_END: ports.rtp.last,
    };
    const files = new Map<string, string>();
    for (const file of readdirSync(labConfig).filter((name) => !name.startsWith('leaky-'))) {
      files.set(file, fillTemplateFile(path.join(labConfig, file), values));
    }
    for (const name of ['ari', 'http', 'manager', 'logger', 'cdr', 'cel', 'rtp', 'modules', 'sorcery']) {
      files.set(`${name}.conf`, fillTemplateFile(path.join(samples, `${name}.sample.conf`), values));
    }
    // Copied verbatim: nothing in them depends on the site.
    for (const name of [
      'star7-extensions.conf',
      'star7-manager-protections.conf',
      'star7-trunk-protections.conf',
    ]) {
      files.set(name, readFileSync(path.join(samples, name), 'utf8'));
    }
    files.set(
      'star7-agi-example.conf',
      fillTemplateFile(path.join(samples, 'star7-agi-example.conf'), values),
    );
    files.set('pjsip.conf', this.#pjsip(values));
    if (leaky) {
      files.set(
        'extensions.conf',
        (files.get('extensions.conf') ?? '') +
          readFileSync(path.join(labConfig, 'leaky-extensions.conf'), 'utf8'),
      );
    }
    for (const [name, text] of Object.entries(this.#additions)) {
      const before = files.get(name) ?? '';
      files.set(name, typeof text === 'string' ? `${before}\n${text}\n` : text(before));
    }
    return files;
  }

  #pjsip(values: Record<string, string | number>): string {
    const { phones, trunks, leaky, leakyPhones } = this.#settings;
    const parts = [fillTemplateFile(path.join(samples, 'pjsip.sample.conf'), values)];
    for (const phone of phones) {
      parts.push(this.#phone(path.join(samples, 'pjsip-manager.sample.conf'), phone));
    }
    for (const trunk of trunks) {
      parts.push(
        fillTemplateFile(path.join(samples, 'pjsip-trunk.sample.conf'), {
          TRUNK: trunk.name,
          CARRIER_HOST: trunk.host,
          CARRIER_PORT: trunk.port,
          QUALIFY_SECONDS: 0,
        }),
      );
    }
    if (leaky) {
      const trunk = trunks[0];
      parts.push(
        fillTemplateFile(path.join(labConfig, 'leaky-pjsip.conf'), {
          CARRIER_HOST: trunk?.host ?? '127.0.0.1',
          CARRIER_PORT: trunk?.port ?? values['SIP_PORT'] ?? 0,
        }),
      );
      for (const phone of leakyPhones) {
        parts.push(this.#phone(path.join(labConfig, 'leaky-pjsip-phone.conf'), phone));
      }
    }
    return Object.entries(this.#overrides).reduce(
      (text, [section, lines]) => overrideSection(text, section, lines),
      parts.join('\n'),
    );
  }

  #phone(template: string, phone: PhoneAccount): string {
    return fillTemplateFile(template, {
      EXTENSION: phone.extension,
      MANAGER_NAME: phone.name,
      LANGUAGE: phone.language,
      PASSWORD: phone.password,
      PHONE_NETWORKS: '127.0.0.1',
    });
  }
}

/** Adds lines to the first section of that name (endpoint, auth and AOR share a name). */
function overrideSection(text: string, section: string, lines: EndpointOverrides[string]): string {
  const header = new RegExp(`^\\[${section}\\].*$`, 'm').exec(text);
  if (header === null) throw new Error(`pjsip.conf has no section [${section}]`);
  const start = header.index + header[0].length;
  const next = text.slice(start).search(/^\[/m);
  const end = next === -1 ? text.length : start + next;
  const removed = Object.entries(lines).flatMap(([name, value]) => (value === null ? [`${name}=`] : []));
  const kept = text
    .slice(start, end)
    .split('\n')
    .filter((line) => !removed.some((name) => line.startsWith(name)))
    .join('\n');
  const added = Object.entries(lines)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}\n`]))
    .join('');
  return `${text.slice(0, start)}${kept}${added}${text.slice(end)}`;
}
