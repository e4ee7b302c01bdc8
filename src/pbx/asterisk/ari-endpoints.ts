import type { AriRequests } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';

/** Endpoints of Star7's phones at Asterisk, whoever made them there. */
export abstract class AriEndpoints {
  #onUp: () => void = () => undefined;

  constructor(protected readonly ari: AriRequests) {}

  protected abstract isOurs(endpoint: string): boolean;

  get up(): boolean {
    return this.ari.up;
  }

  onUp(listener: () => void): void {
    this.#onUp = listener;
  }

  /** To be told of the connection's ups and downs. */
  connectionChanged(up: boolean): void {
    if (up) this.#onUp();
  }

  async list(): Promise<ReadonlySet<string>> {
    const endpoints = (await this.ari.call('endpoints.listByTech', (client) =>
      operationOf(client, 'endpoints', 'listByTech')({ tech: 'PJSIP' }),
    )) as { resource?: unknown }[];
    const names = endpoints.map(({ resource }) => resource);
    return new Set(names.filter((name): name is string => typeof name === 'string' && this.isOurs(name)));
  }
}
