import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/** Debian's. */
const program = '/usr/bin/firefox-esr';

/**
 * What it needs to be a phone here: a microphone that plays a tone, given without a question; host candidates as addresses, not as names
 * that the PBX would have to look up by multicast; and sound without a click.
 */
const preferences: Readonly<Record<string, boolean | number | string>> = {
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Nothing is asked of its makers.
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': '',
  'toolkit.telemetry.enabled': false,
  'extensions.update.enabled': false,
};

interface Answer {
  id?: number;
  type: string;
  result?: Record<string, unknown>;
  error?: string;
  message?: string;
}

/** Milliseconds. */
const startsWithin = 60_000;
const endsWithin = 10_000;

/** Ends it, by force if it does not end by itself; nothing where it never began. */
async function ended(firefox: ChildProcess): Promise<void> {
  if (firefox.pid === undefined || firefox.exitCode !== null || firefox.signalCode !== null) return;
  const exit = once(firefox, 'exit');
  const late = setTimeout(() => firefox.kill('SIGKILL'), endsWithin);
  firefox.kill('SIGTERM');
  await exit;
  clearTimeout(late);
}

/**
 * A headless Firefox with one page, by WebDriver BiDi (https://w3c.github.io/webdriver-bidi). Not by playwright, whose Firefox is one that its
 * makers have changed.
 */
export class Firefox {
  #lastId = 0;
  #context = '';
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString('utf8')) as Answer;
      if (answer.id === undefined) return;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  /** @param options toneHertz: what its microphone gives */
  static async start({ toneHertz }: { toneHertz: number }): Promise<Firefox> {
    const profile = mkdtempSync(path.join(tmpdir(), 'star7-firefox-'));
    writeFileSync(
      path.join(profile, 'user.js'),
      Object.entries({ ...preferences, 'media.navigator.audio.fake_frequency': toneHertz })
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
        .join(''),
    );
    const firefox = spawn(
      program,
      ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, HOME: profile },
      },
    );
    try {
      const address = await new Promise<string>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('Firefox does not start')), startsWithin);
        firefox.once('error', reject);
        firefox.once('exit', () => reject(new Error('Firefox ended before it could be used')));
        createInterface({ input: firefox.stderr }).on('line', (line) => {
          const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
          if (found === undefined) return;
          clearTimeout(late);
          resolve(found);
        });
      });
      const socket = new WebSocket(`${address}/session`);
      await once(socket, 'open');
      const browser = new Firefox(firefox, profile, socket);
      await browser.#ask('session.new', { capabilities: {} });
      const { contexts } = (await browser.#ask('browsingContext.getTree', {})) as {
        contexts: { context: string }[];
      };
      browser.#context = contexts[0]?.context ?? '';
      return browser;
    } catch (error) {
      await ended(firefox);
      rmSync(profile, { recursive: true, force: true });
      throw error;
    }
  }

  async end(): Promise<void> {
    this.socket.close();
    await ended(this.process);
    rmSync(this.profile, { recursive: true, force: true });
  }

  async goTo(url: string): Promise<void> {
    await this.#ask('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** Done to each document before its own scripts. @param body of a function */
  async before(body: string): Promise<void> {
    await this.#ask('script.addPreloadScript', { functionDeclaration: `() => {${body}}` });
  }

  /** @param expression may be a promise; its value goes through JSON */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = (await this.#ask('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context: this.#context },
      awaitPromise: true,
      userActivation: true,
    })) as { result?: { value: string }; exceptionDetails?: { text: string } };
    if (result === undefined) throw new Error(exceptionDetails?.text ?? 'no result');
    return JSON.parse(result.value) as Value;
  }

  async #ask(method: string, parameters: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params: parameters }));
    });
    if (answer.type === 'error') throw new Error(`${method}: ${answer.error ?? ''} ${answer.message ?? ''}`);
    return answer.result ?? {};
  }
}
