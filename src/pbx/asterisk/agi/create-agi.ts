import { AgiServer } from './agi-server';
import type { OrderScriptParts } from './order-script';
import type { Config } from '#config/config';

/** Creates the FastAGI server from the configuration. */
export function createAgi(parts: OrderScriptParts & { config: Config<'agi'> }): AgiServer {
  const { orders, guard, audit, endpoints, clock, log, config } = parts;
  return new AgiServer(
    { orders, guard, audit, endpoints, clock, log },
    {
      trustExtensionArgument: config.STAR7_AGI_TRUST_EXTENSION,
      allowedPeers: config.STAR7_AGI_PEERS.split(/\s+/),
    },
  );
}
