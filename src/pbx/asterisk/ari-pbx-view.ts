import { trunkStates } from '#calls/engine/pbx-view';
import type { PbxView, TrunkState, TrunkView } from '#calls/engine/pbx-view';
import { operationOf } from './ari/ari-connection';
import type { AriRequests } from './ari/ari-connection';
import type { Trunk } from './dial-string';
import { formatText } from './parse-trunks';

/** The current state of the trunks on Asterisk. */
export class AriPbxView implements PbxView {
  constructor(
    private readonly ari: AriRequests,
    private readonly configured: readonly Trunk[],
  ) {}

  get connected(): boolean {
    return this.ari.up;
  }

  trunks(): Promise<TrunkView[]> {
    return Promise.all(
      this.configured.map(async ({ name, format }) => ({
        name,
        format: formatText(format),
        state: await this.#stateOf(name),
      })),
    );
  }

  /** An endpoint that does not exist counts as unknown too. */
  async #stateOf(resource: string): Promise<TrunkState> {
    if (!this.ari.up) return 'unknown';
    try {
      const endpoint = await this.ari.call('endpoints.get', (client) =>
        operationOf(client, 'endpoints', 'get')({ tech: 'PJSIP', resource }),
      );
      const { state } = (endpoint ?? {}) as { state?: unknown };
      return trunkStates.find((each) => each === state) ?? 'unknown';
    } catch {
      return 'unknown';
    }
  }
}
