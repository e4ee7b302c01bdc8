import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Locator, Page } from 'playwright-core';

const sampleRate = 48_000;
/** The interface that {@link ensureMediaAddress} makes. */
export const mediaInterface = 'star7-media';

/**
 * Asterisk offers no address of loopback for media (ICE), and a machine may have no other: a network namespace just made, say.
 * Then gives it one of a pair of interfaces that lead nowhere else (RFC 5737: an address for documentation).
 */
export function ensureMediaAddress(): void {
  if (mediaAddress() !== null) return;
  for (const command of [
    `link add ${mediaInterface} type veth peer name ${mediaInterface}2`,
    `addr add 192.0.2.1/24 dev ${mediaInterface}`,
    `link set ${mediaInterface} up`,
    `link set ${mediaInterface}2 up`,
  ])
    execFileSync('ip', command.split(' '));
}

/**
 * Firefox takes no address as a candidate where no way leads to the world: one that leads nowhere does.
 * @returns takes it away again: whatever else looks for the world would wait for it
 */
export function ensureDefaultRoute(): () => void {
  const ip = (...words: string[]): string => execFileSync('ip', words, { encoding: 'utf8' });
  if (ip('route', 'show', 'default') !== '') return () => undefined;
  const route = ['default', 'dev', mediaNetwork()?.name ?? mediaInterface];
  ip('route', 'add', ...route);
  return () => void ip('route', 'del', ...route);
}

/** Where media can go; null where there is no address but loopback's. */
export function mediaAddress(): string | null {
  return mediaNetwork()?.address ?? null;
}

function mediaNetwork(): { name: string; address: string } | null {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map((address) => ({ name, ...address })),
  );
  return all.find(({ internal, family }) => !internal && family === 'IPv4') ?? null;
}

/**
 * A WAV file of short tones with pauses: what browsers take for speech, which their noise suppression lets pass; a steady tone
 * they take for noise.
 */
export function writeBeeps(file: string, hertz: number): string {
  const samples = new Int16Array(sampleRate * 4);
  samples.forEach((_, index) => {
    const seconds = index / sampleRate;
    if (seconds % 0.5 < 0.3) samples[index] = 12_000 * Math.sin(2 * Math.PI * hertz * seconds);
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return file;
}

/** Keeps the page's connections within reach of the test, and takes no part in them. */
export const peers = `(() => {
  const Own = window.RTCPeerConnection;
  window.star7Peers = [];
  window.RTCPeerConnection = class extends Own {
    constructor(...parts) { super(...parts); window.star7Peers.push(this); }
  };
})();`;

/** The loudness of a tone: the Goertzel algorithm. */
export const tone = `(samples, rate, hertz) => {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let one = 0; let two = 0;
  for (const sample of samples) [two, one] = [one, sample + factor * one - two];
  return (2 * Math.sqrt(Math.max(0, one * one + two * two - factor * one * two))) / samples.length;
}`;

/** The loudness of a tone in what the page's last call receives, in its last samples. */
const heard = (hertz: number): string => `(async () => {
  const peer = window.star7Peers.at(-1);
  const track = peer?.getReceivers().find((each) => each.track?.kind === 'audio')?.track;
  if (!track) return 0;
  const context = (window.star7Context ??= new AudioContext());
  await context.resume();
  if (window.star7Heard?.track !== track) {
    const analyser = new AnalyserNode(context, { fftSize: 16384 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    window.star7Heard = { track, analyser };
  }
  const samples = new Float32Array(16384);
  window.star7Heard.analyser.getFloatTimeDomainData(samples);
  return (${tone})(samples, context.sampleRate, ${String(hertz)});
})()`;

/** What one page's phone sent and received, in clear text. */
export interface Frames {
  sent: string[];
  received: string[];
}

/** The phone in a manager's page. */
export class PagePhone {
  readonly frames: Frames = { sent: [], received: [] };

  constructor(private readonly page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.frames.sent.push(String(payload)));
      socket.on('framereceived', ({ payload }) => this.frames.received.push(String(payload)));
    });
  }

  /** Loads the page again, watched from its beginning. */
  static async of(page: Page): Promise<PagePhone> {
    const phone = new PagePhone(page);
    await page.addInitScript({ content: peers });
    await page.reload();
    return phone;
  }

  get duty(): Locator {
    return this.page.getByTestId('duty');
  }

  get bar(): Locator {
    return this.page.getByTestId('phone-bar');
  }

  button(name: string): Locator {
    return this.bar.getByRole('button', { name, exact: true });
  }

  async goOnDuty(): Promise<void> {
    await this.duty.getByText('Call from here').waitFor();
    await this.duty.click();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.duty.getByText('Phone is here').waitFor();
  }

  /** What the last call speaks in either direction, and whether the browser corrects errors of what it sends. */
  async codecs(): Promise<{ sent: string; received: string; corrects: boolean }> {
    return await this.page.evaluate(`(async () => {
      const report = [...(await window.star7Peers.at(-1).getStats()).values()];
      const codecOf = (type) => {
        const stream = report.find((each) => each.type === type && each.kind === 'audio');
        return report.find(({ id }) => id === stream?.codecId);
      };
      const [sent, received] = [codecOf('outbound-rtp'), codecOf('inbound-rtp')];
      return {
        sent: sent?.mimeType,
        received: received?.mimeType,
        corrects: /useinbandfec=1/.test(sent?.sdpFmtpLine ?? ''),
      };
    })()`);
  }

  /** Kinds of the two ends of the path that the last call's sound takes, as ICE names them (RFC 8445): `relay`. */
  async path(): Promise<{ own: string; theirs: string }> {
    return await this.page.evaluate(`(async () => {
      const report = await window.star7Peers.at(-1).getStats();
      const all = [...report.values()];
      const { selectedCandidatePairId } = all.find(({ type }) => type === 'transport');
      const { localCandidateId, remoteCandidateId } = report.get(selectedCandidatePairId);
      return {
        own: report.get(localCandidateId).candidateType,
        theirs: report.get(remoteCandidateId).candidateType,
      };
    })()`);
  }

  /** By which the last call's sound is relayed from its next path on. */
  async relayCredentials(): Promise<{ username: string; credential: string }> {
    return await this.page.evaluate(`(() => {
      const [{ username, credential }] = window.star7Peers.at(-1).getConfiguration().iceServers;
      return { username, credential };
    })()`);
  }

  /** From 0 to 1. */
  async hears(hertz: number): Promise<number> {
    return await this.page.evaluate<number>(heard(hertz));
  }
}
