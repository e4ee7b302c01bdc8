import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import path from 'node:path';

import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import type { PhonePorts } from './lab-ports';
import { lastWords } from './last-words';
import { encodeNetstring, NetstringReader } from './netstring';
import type { Identity, SipMessage } from './sip-message';
import { identitiesIn, parseBaresipLog } from './sip-message';

export interface PhoneSettings {
  extension: string;
  name: string;
  password: string;
  /** What it registers as; the extension unless given. */
  user?: string;
  ports: PhonePorts;
  /** SIP port of the PBX, on loopback. */
  pbxPort: number;
  /** With TLS, at the PBX's port for it, and with SRTP. */
  secure?: boolean;
}

/** An event of baresip, with its own field names. */
export interface PhoneEvent {
  type: string;
  /** Baresip's call id, which is the SIP Call-ID. */
  id?: string;
  direction?: 'incoming' | 'outgoing';
  peeruri?: string;
  peerdisplayname?: string;
  /** For CALL_CLOSED the reason; for a refusal, status and phrase. */
  param?: string;
}

/** One line on the phone's display: the identity of the other party, and the message that it came from. */
export interface Shown extends Identity {
  /** Request method or response status that carried it. */
  by: string;
}

type Response = { response: true; ok: boolean; data: string; token: string };

/** What a phone says all the time, Hz. Phone 105 has another voice, so that three in a conversation can be told apart. */
export function phoneTone(extension: string): number {
  return extension === '105' ? 700 : 440;
}

/**
 * A manager's desk phone: baresip, registered with digest authentication, without a sound card. It sends a
 * tone and records the received audio in a file.
 *
 * Baresip accepts one remote control at a time, so only one process at a time can drive a lab's phone.
 */
export class Phone {
  readonly #place: LabPlace;
  readonly #settings: PhoneSettings;
  readonly #daemon: Daemon;
  #socket: Socket | null = null;
  #nextToken = 0;
  readonly #waiting = new Map<string, (response: Response) => void>();
  readonly #events: PhoneEvent[] = [];

  constructor(place: LabPlace, settings: PhoneSettings) {
    this.#place = place;
    this.#settings = settings;
    this.#daemon = place.daemon(`phone-${settings.extension}`);
  }

  get daemon(): Daemon {
    return this.#daemon;
  }

  get extension(): string {
    return this.#settings.extension;
  }

  get ports(): PhonePorts {
    return this.#settings.ports;
  }

  /** Events since this object connected. */
  get events(): readonly PhoneEvent[] {
    return this.#events;
  }

  get #folder(): string {
    return this.#place.file('phones', this.extension);
  }

  get #log(): string {
    return this.#place.logFile(`phone-${this.extension}`);
  }

  /** Starts the phone unless it runs, and waits until it is registered, or refused. */
  async start({ refused = false }: { refused?: boolean } = {}): Promise<void> {
    if (!this.#daemon.running()) {
      this.#place.directoryFor('phone', 'phones');
      const folder = this.#place.directoryFor('phone', 'phones', this.extension);
      for (const name of readdirSync(folder)) if (name.startsWith('dump-')) rmSync(path.join(folder, name));
      this.#place.fileFor('phone', path.join(folder, 'config'), this.#configuration());
      this.#place.fileFor('phone', path.join(folder, 'accounts'), this.#account());
      this.#place.startInside(`phone-${this.extension}`, 'phone', folder, ['baresip', '-s', '-f', '/lab']);
    }
    try {
      await eventually(
        () => {
          if (!this.#daemon.running()) throw new Error('it has ended');
          return refused ? this.refused() : this.registered();
        },
        { within: 10_000, every: 50, what: `registration of phone ${this.extension}` },
      );
    } catch (error) {
      throw new LabError(
        `start of phone ${this.extension}`,
        lastWords(this.#log, error),
        `See ${this.#log}`,
        error,
      );
    }
  }

  async stop(): Promise<void> {
    this.release();
    await this.#daemon.stop({ within: 3_000 });
  }

  /** Registers again, for example after an odd phone took over the extension. Clears its events. */
  async restart(): Promise<void> {
    await this.stop();
    this.#events.length = 0;
    await this.start();
  }

  /** Disconnects the remote control; the phone keeps running. */
  release(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  async registered(): Promise<boolean> {
    return / OK /.test(plain(await this.command('reginfo')));
  }

  /** The PBX does not take its registration. */
  async refused(): Promise<boolean> {
    return /\bERR\b/.test(plain(await this.command('reginfo')));
  }

  /** @param target the dialled text, such as `*71001`, or a complete SIP URI. @returns the call's id */
  async dial(target: string): Promise<string> {
    const uri = target.startsWith('sip:')
      ? target
      : `sip:${target}@127.0.0.1:${String(this.#settings.pbxPort)}`;
    const answer = await this.command('dial', uri);
    const id = /call id: (\S+)/.exec(answer)?.[1];
    if (id === undefined) throw new Error(`Phone ${this.extension} cannot dial ${target}: ${answer}`);
    return id;
  }

  /** Waits for an incoming call. */
  incoming({ within = 5_000, since = 0 }: { within?: number; since?: number } = {}): Promise<PhoneEvent> {
    return this.event('CALL_INCOMING', { within, since });
  }

  async answer(): Promise<void> {
    await this.command('accept');
  }

  /** Ends the current call; rejects a ringing call with 486. */
  async hangUp(): Promise<void> {
    await this.command('hangup');
  }

  async hangUpAll(): Promise<void> {
    await this.command('hangupall', 'all');
  }

  async hold(): Promise<void> {
    await this.command('hold');
  }

  async resume(): Promise<void> {
    // Baresip 1.1 sends the re-INVITE but still reports EINVAL.
    await this.command('resume').catch((error: unknown) => {
      if (!(error instanceof Error && error.message.includes('Invalid argument'))) throw error;
    });
  }

  /** Makes this one of several calls the current one. */
  async choose(id: string): Promise<void> {
    await this.command('callfind', id);
  }

  /** Transfer (REFER) of the current call: blind, unless the target names another call of the phone's own (Replaces). */
  async transfer(target: string): Promise<void> {
    const uri = target.startsWith('sip:')
      ? target
      : `sip:${target}@127.0.0.1:${String(this.#settings.pbxPort)}`;
    await this.command('transfer', uri);
  }

  /** Presses keys during a call (RFC 4733 events). */
  async press(digits: string): Promise<void> {
    await this.command('sndcode', digits);
  }

  /**
   * `manual` rings; `auto` answers by itself. A call with an auto-answer header is answered in either mode.
   */
  async answerMode(mode: 'manual' | 'auto'): Promise<void> {
    await this.command('answermode', mode);
  }

  /** Waits for an event, including past ones. @param since index into `events` where the search starts */
  event(
    type: string,
    { within = 5_000, since = 0, id }: { within?: number; since?: number; id?: string } = {},
  ): Promise<PhoneEvent> {
    return eventually(
      () =>
        this.#events
          .slice(since)
          .find((event) => event.type === type && (id === undefined || event.id === id)),
      { within, every: 10, what: `${type} at phone ${this.extension}` },
    );
  }

  /** Waits until a call is over. @returns the reason in baresip's words; for a refusal, status and phrase */
  async closed(id: string, { within = 10_000 }: { within?: number } = {}): Promise<string> {
    const { param } = await this.event('CALL_CLOSED', { within, id });
    return param ?? '';
  }

  async idle(): Promise<boolean> {
    return !/sip:.*(?:ESTABLISHED|RINGING|INCOMING|EARLY|OUTGOING)/.test(
      plain(await this.command('listcalls')),
    );
  }

  /** All received and sent SIP messages since the lab directory was created. */
  messages(): SipMessage[] {
    return existsSync(this.#log) ? parseBaresipLog(readFileSync(this.#log, 'latin1'), this.ports.sip) : [];
  }

  /** All identities of other parties that the PBX sent to this phone, for one call or for all. */
  shown(callId?: string): Shown[] {
    return this.messages()
      .filter(
        ({ direction, callId: of }) => direction === 'received' && (callId === undefined || of === callId),
      )
      .flatMap((message) =>
        identitiesIn(message).map((identity) => ({
          ...identity,
          by: message.method ?? String(message.status),
        })),
      );
  }

  /** The audio received since its last call began: 16-bit samples, 8000 per second. */
  heard(): Int16Array {
    // One file for each stream, named by time: the names sort by time.
    const file = readdirSync(this.#folder).filter(isDumpOfEar).sort().at(-1);
    const bytes =
      file === undefined ? Buffer.alloc(0) : readFileSync(path.join(this.#folder, file)).subarray(44);
    const samples = Math.floor(bytes.length / 2);
    return Int16Array.from({ length: samples }, (_, index) => bytes.readInt16LE(2 * index));
  }

  /** Runs one of baresip's commands. @returns its output */
  async command(name: string, parameters?: string): Promise<string> {
    const socket = await this.#connected();
    const token = String((this.#nextToken += 1));
    const request = { command: name, ...(parameters !== undefined && { params: parameters }), token };
    const response = await new Promise<Response>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(token);
        reject(new Error(`Phone ${this.extension} does not answer to ${name}`));
      }, 3_000);
      this.#waiting.set(token, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      socket.write(encodeNetstring(JSON.stringify(request)));
    });
    if (!response.ok) throw new Error(`Phone ${this.extension} cannot ${name}: ${response.data}`);
    return response.data;
  }

  async #connected(): Promise<Socket> {
    if (this.#socket !== null && !this.#socket.destroyed) return this.#socket;
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt = connect(this.ports.control, '127.0.0.1', () => {
        resolve(attempt);
      });
      attempt.once('error', reject);
    });
    const reader = new NetstringReader();
    socket.on('data', (bytes) => {
      for (const text of reader.push(bytes))
        this.#take(JSON.parse(text) as Response | (PhoneEvent & { event: true }));
    });
    socket.on('error', () => {
      socket.destroy();
    });
    // A test that forgets to disconnect must not hang.
    socket.unref();
    this.#socket = socket;
    return socket;
  }

  #take(message: Response | (PhoneEvent & { event: true })): void {
    if ('response' in message) {
      this.#waiting.get(message.token)?.(message);
      this.#waiting.delete(message.token);
    } else {
      this.#events.push(message);
    }
  }

  #configuration(): string {
    const { ports } = this.#settings;
    return [
      'poll_method epoll',
      'call_local_timeout 120',
      'call_max_calls 4',
      'call_hold_other_calls no',
      'net_interface 127.0.0.1',
      `sip_listen 127.0.0.1:${String(ports.sip)}`,
      `rtp_ports ${String(ports.rtp.first)}-${String(ports.rtp.last)}`,
      `audio_source ausine,${phoneTone(this.extension)}`,
      // A bridge without a peer. A filter records the decoded audio instead of the file player: that of
      // baresip 1.1 crashes when it is destroyed before its thread has started, as when two 18x with SDP
      // arrive at once.
      'audio_player aubridge,ear',
      'audio_alert aubridge,alert',
      'snd_path /lab',
      // The tone generator supports only this rate; baresip converts.
      'ausrc_srate 48000',
      'ausrc_channels 1',
      'audio_channels 1',
      'ringback_disabled yes',
      'sip_autoanswer_beep no',
      ...['ring', 'callwaiting', 'busy', 'notfound', 'error'].map((tone) => `${tone}_aufile none`),
      'statmode_default off',
      'module_path /usr/lib/baresip/modules',
      'module g711.so',
      ...(this.#settings.secure ? ['module srtp.so'] : []),
      'module ausine.so',
      'module aubridge.so',
      'module sndfile.so',
      'module_tmp account.so',
      'module_app menu.so',
      'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${String(ports.control)}`,
      '',
    ].join('\n');
  }

  #account(): string {
    const { extension, user = extension, name, password, pbxPort, secure = false } = this.#settings;
    const options = [
      `auth_user=${user}`,
      `auth_pass=${password}`,
      'regint=120',
      'answermode=manual',
      'sip_autoanswer=yes',
      'mwi=no',
      ...(secure ? ['mediaenc=srtp-mand'] : []),
    ].join(';');
    const transport = secure ? 'tls' : 'udp';
    return `"${name}" <sip:${user}@127.0.0.1:${String(pbxPort)};transport=${transport}>;${options}\n`;
  }
}

/** sndfile's name for a file of decoded audio, `dump-2026-11-24-21-18-51-dec.wav`. */
function isDumpOfEar(name: string): boolean {
  return name.startsWith('dump-') && name.endsWith('-dec.wav');
}

/** Strips the escape sequences with which baresip colours its output. */
function plain(text: string): string {
  return text.replaceAll(/\x1b\[[0-9;]*m/g, ''); // eslint-disable-line no-control-regex
}
