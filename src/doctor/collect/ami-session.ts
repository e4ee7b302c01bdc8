import type { AmiAccount, AmiEvent } from '#pbx/asterisk/ami/ami-connection';
import { AmiConnection } from '#pbx/asterisk/ami/ami-connection';
import { AmiError } from '#pbx/asterisk/ami/ami-error';
import { isPublicHost } from '../addresses';
import type { DeviceFacts } from '../facts';
import { devicesIn } from '#pbx/asterisk/endpoint';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Dialplan } from '../dialplan';
import type { ClockFacts } from '../facts';
import type { Console } from './console';
import { dialplanFrom } from './dialplan-events';

/** Deadline for the connect, the log-in and each action. */
const answerMs = 5_000;
/** Deadline for listing a whole dialplan: FreePBX generates tens of thousands of lines. */
const listMs = 20_000;

/**
 * One read-only AMI session. It needs these `write=` privileges in manager.conf: `reporting` for everything,
 * `command` for {@link asConsole} only.
 */
export class AmiSession {
  readonly #lists = new Map<string, AmiEvent[]>();
  readonly #whole = new Map<string, () => void>();
  readonly #connection: AmiConnection;

  private constructor(
    account: AmiAccount,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.#connection = new AmiConnection(account, (event) => this.#take(event), clock, log);
  }

  /** @throws AmiError */
  static async open(account: AmiAccount, clock: Clock, log: Log): Promise<AmiSession> {
    const session = new AmiSession(account, clock, log);
    await session.#connection.open(answerMs);
    return session;
  }

  close(): void {
    this.#connection.end(new AmiError('ami-stopped'));
  }

  /** `22.10.1~dfsg-1`. @throws AmiError */
  async version(): Promise<string> {
    return textOf((await this.#ask({ action: 'CoreSettings' }))['asteriskversion']);
  }

  /**
   * Options of a PJSIP endpoint, read with the dialplan function PJSIP_ENDPOINT, which returns the values in
   * force. Variables of `set_var` have their own names.
   * @returns null where there is no such endpoint
   * @throws AmiError
   */
  async endpoint(name: string, options: readonly string[]): Promise<Record<string, string> | null> {
    // The name becomes part of a function's argument: characters that could end the argument are rejected.
    if (!/^[A-Za-z0-9._-]{1,80}$/.test(name)) return null;
    // Never empty where the endpoint exists.
    if ((await this.#endpointOption(name, 'context')) === '') return null;
    const values = await Promise.all(
      options.map(async (option) => [option, await this.#endpointOption(name, option)] as const),
    );
    return Object.fromEntries(values);
  }

  /**
   * The reachable devices of a PJSIP endpoint that exists, by their contacts: the transport is `udp` where the contact
   * names none (RFC 3261, 19.1.1).
   * @throws AmiError
   */
  async devices(name: string): Promise<DeviceFacts[]> {
    const { value } = await this.#ask({ action: 'Getvar', variable: `PJSIP_DIAL_CONTACTS(${name})` });
    return devicesIn(textOf(value), name).map((device) => ({
      transport:
        /;transport=([a-z]+)/i.exec(device)?.[1]?.toLowerCase() ?? (/\/sips:/.test(device) ? 'tls' : 'udp'),
      isPublic: isPublicHost(/\/sips?:(?:[^@]*@)?(\[[^\]]+\]|[^:;>]+)/.exec(device)?.[1] ?? ''),
    }));
  }

  /** All contexts, as loaded in Asterisk. @throws AmiError */
  async dialplan(): Promise<Dialplan> {
    return dialplanFrom(await this.#list({ action: 'ShowDialPlan' }));
  }

  /** The PBX's time compared with this host's. @throws AmiError */
  async time(): Promise<ClockFacts> {
    const before = this.clock.now();
    const pong = await this.#ask({ action: 'Ping' });
    const after = this.clock.now();
    const seconds = Number(textOf(pong['timestamp']));
    return {
      whose: 'PBX',
      aheadMs: seconds * 1000 - (before + after) / 2 / 1000,
      uncertainMs: (after - before) / 2 / 1000,
    };
  }

  /** Asterisk's command line over AMI. */
  asConsole(): Console {
    return {
      run: async (command) => {
        const { output } = await this.#ask({ action: 'Command', command });
        return Array.isArray(output) ? output.join('\n') : textOf(output);
      },
    };
  }

  async #endpointOption(name: string, option: string): Promise<string> {
    const { value } = await this.#ask({ action: 'Getvar', variable: `PJSIP_ENDPOINT(${name},${option})` });
    return textOf(value);
  }

  async #ask(fields: Record<string, string>): Promise<AmiEvent> {
    return await this.#connection.action(fields, answerMs);
  }

  async #list(fields: Record<string, string>): Promise<AmiEvent[]> {
    const id = textOf((await this.#ask(fields))['actionid']);
    let cancel: () => void = () => undefined;
    const whole = new Promise<undefined>((resolve) => {
      this.#whole.set(id, () => resolve(undefined));
      if (isWhole(this.#lists.get(id))) resolve(undefined);
      cancel = this.clock.after(listMs, () => this.#connection.end(new AmiError('ami-silent')));
    });
    const lost = await Promise.race([whole, this.#connection.ended]);
    cancel();
    if (lost !== undefined) throw lost;
    return this.#lists.get(id) ?? [];
  }

  #take(event: AmiEvent): void {
    const id = textOf(event['actionid']);
    if (id === '') return;
    const list = this.#lists.get(id) ?? [];
    this.#lists.set(id, list);
    list.push(event);
    if (isWhole(list)) this.#whole.get(id)?.();
  }
}

function isWhole(list: readonly AmiEvent[] | undefined): boolean {
  return list?.at(-1)?.['eventlist'] === 'Complete';
}

function textOf(value: AmiEvent[string]): string {
  return typeof value === 'string' ? value : '';
}
