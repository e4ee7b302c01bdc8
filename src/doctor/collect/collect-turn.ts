import { askTurn } from './turn-probe';
import type { TurnFacts } from '../facts';
import type { Config } from '#config/config';
import type { Micros } from '#kernel/micros';
import { relayCredentials } from '#phone/relay-credentials';
import { relaySettings } from '#phone/relay-settings';

/** Where a TURN server must not relay to: itself, and a network that is nobody's (RFC 5737). */
export const foreignPeers = ['127.0.0.1', '10.255.255.254', '198.51.100.7'];

/** What the site's TURN server says to Star7's own credentials. @returns null where the site has none that speaks UDP */
export async function collectTurn(config: Config<'turn'>, now: Micros): Promise<TurnFacts | null> {
  const settings = relaySettings(config);
  const server = settings?.urls.map(serverOf).find((one) => one !== null) ?? null;
  if (settings === null || server === null) return null;
  const credentials = relayCredentials(settings, 'doctor', now);
  const { permitted, ...answer } = await askTurn(server, credentials, foreignPeers);
  return { server: `${server.host}:${String(server.port)}`, ...answer, isOpen: permitted.length > 0 };
}

/** @returns null for one over TCP or TLS, or an IPv6 address, which is not asked */
function serverOf(url: string): { host: string; port: number } | null {
  const [, host, port] = /^turn:([a-z0-9.-]+)(?::(\d+))?(?:\?transport=udp)?$/i.exec(url) ?? [];
  return host === undefined ? null : { host, port: Number(port ?? 3478) };
}
