import type { BlockList } from 'node:net';
import { createServer, isIPv6 } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { peerList } from '#config/peer-list';
import type { AgiLimits } from './agi-connection';
import { AgiConnection } from './agi-connection';
import { AgiError } from './agi-error';
import { parseAgiRequest } from './agi-request';
import type { OrderScriptParts, OrderScriptSettings } from './order-script';
import { runOrderScript } from './order-script';
import { setVariable } from './set-variable';

export interface AgiSettings extends AgiLimits, OrderScriptSettings {
  /** Addresses and networks (`10.0.0.0/8`) that may connect: FastAGI has no authentication. */
  allowedPeers: readonly string[];
  maxConnections: number;
  /**
   * Longest life of one connection. Longer than `lookUpSeconds`, so that the dialplan hears `unavailable`.
   */
  connectionSeconds: number;
}

export const defaultAgiSettings: AgiSettings = {
  trustExtensionArgument: false,
  lookUpSeconds: 5,
  allowedPeers: ['127.0.0.0/8', '::1'],
  maxConnections: 100,
  connectionSeconds: 15,
  maxLineBytes: 4096,
  maxHeaderLines: 128,
};

/**
 * FastAGI server: an admin's own dialplan asks about an order, before or instead of a call by Star7.
 *
 *     same => n,AGI(agi://127.0.0.1:4573/order?number=${FILTER(0-9A-Za-z._-,${EXTEN:2})})
 *     same => n,GotoIf($["${STAR7_STATUS}" = "open"]?known:unknown)
 *
 * It sets three channel variables, always all three:
 *
 *     STAR7_STATUS    open         the requesting phone may call this order now
 *                     refused      it may not: unknown, closed or someone else's order, or not a manager's phone
 *                     locked-out   its manager asked for too many wrong order numbers
 *                     unavailable  the database did not answer: say "try later" and place no call
 *     STAR7_CUSTOMER  the customer's name where open, else empty; UTF-8, one line
 *     STAR7_MANAGER   the manager's extension where open, else empty
 *
 * They never contain a phone number. The requesting phone is the endpoint in the channel's name
 * (`PJSIP/101-0000002a` is 101): the name that it authenticated with, not its caller ID. With
 * `trustExtensionArgument` the dialplan may say `&extension=101`, for queues and IVRs where the channel is
 * not the manager's; then filter everything that callers can dial, as above. When Star7 is down AGI fails and
 * no variable is set, so test for `open`, not for anything else.
 *
 * Names come from shop customers: quote `${STAR7_CUSTOMER}` where an application splits its arguments, and never
 * hand it to System() or SHELL().
 *
 * Protocol: https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Gateway-Interface-AGI/
 */
export class AgiServer {
  readonly #parts: OrderScriptParts;
  readonly #settings: AgiSettings;
  readonly #peers: BlockList;
  readonly #server: Server;
  readonly #open = new Set<AgiConnection>();

  constructor(parts: OrderScriptParts, settings: Partial<AgiSettings> = {}) {
    this.#parts = parts;
    this.#settings = { ...defaultAgiSettings, ...settings };
    this.#peers = peerList(this.#settings.allowedPeers);
    this.#server = createServer((socket) => void this.#serve(socket));
    this.#server.maxConnections = this.#settings.maxConnections;
    this.#server.on('drop', () =>
      parts.log.warn('FastAGI connection closed: too many at once', { count: this.#open.size }),
    );
  }

  /** @returns the port; the system chooses one where `port` is 0. Rejects where the port is taken. */
  async listen({ host, port }: { host: string; port: number }): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) => this.#parts.log.error('the FastAGI server has a fault', { error }));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Refuses new connections and drops the open ones: each is a look-up that a dialplan waits for. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#open) connection.fail(new AgiError('agi-peer-gone'));
    await closed;
  }

  /** Never rejects. */
  async #serve(socket: Socket): Promise<void> {
    const { log, clock } = this.#parts;
    if (!this.#isAllowed(socket)) {
      log.warn('FastAGI connection refused: this address is not one of the allowed peers', {
        host: socket.remoteAddress,
      });
      socket.destroy();
      return;
    }
    const connection = new AgiConnection(socket, this.#settings);
    this.#open.add(connection);
    const cancel = clock.after(this.#settings.connectionSeconds * 1000, () => {
      connection.fail(new AgiError('agi-timed-out'));
    });
    socket.once('close', () => {
      cancel();
      this.#open.delete(connection);
    });
    const begun = clock.now();
    try {
      const request = parseAgiRequest(await connection.header());
      const variables = await connection.whileUp(runOrderScript(request, this.#parts, this.#settings));
      for (const [name, value] of variables) await connection.command(setVariable(name, value));
      log.info('order looked up for the dialplan', {
        status: variables[0]?.[1],
        milliseconds: Math.round((clock.now() - begun) / 1000),
      });
      connection.end();
    } catch (error) {
      // Callers often hang up during the look-up.
      const isUsual = error instanceof AgiError && error.slug === 'agi-hung-up';
      log[isUsual ? 'debug' : 'warn']('FastAGI connection ended early', {
        host: socket.remoteAddress,
        error,
      });
      socket.destroy();
    }
  }

  #isAllowed({ remoteAddress }: Socket): boolean {
    // Undefined where the peer has already disconnected.
    if (remoteAddress === undefined) return false;
    return this.#peers.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4');
  }
}
