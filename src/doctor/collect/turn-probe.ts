import { createSocket } from 'node:dgram';
import { peerAddress, TurnClient, turnAttribute, turnMethod } from './turn-client';
import type { RelayCredentials } from '#phone/relay-credentials';

/** What a TURN server says: whether it answers, lets in, and which peers it lets one send to. */
export interface TurnFindings {
  answers: boolean;
  letsIn: boolean;
  /** Of those asked for. */
  permitted: string[];
}

/**
 * @param peers IPv4 addresses @param timeoutMs for each step
 * @returns `answers: false` also where the server speaks no UDP. Never throws
 */
export async function askTurn(
  { host, port }: { host: string; port: number },
  credentials: Pick<RelayCredentials, 'username' | 'credential'>,
  peers: readonly string[],
  timeoutMs = 3000,
): Promise<TurnFindings> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  try {
    const client = new TurnClient(socket, { host, port }, credentials, timeoutMs);
    const first = await client.allocate();
    if (first === null) return { answers: false, letsIn: false, permitted: [] };
    if (first.code !== null) return { answers: true, letsIn: false, permitted: [] };
    const permitted: string[] = [];
    for (const peer of peers) {
      const answer = await client.ask(turnMethod.permit, [[turnAttribute.peer, peerAddress(peer)]]);
      if (answer?.code === null) permitted.push(peer);
    }
    await client.ask(turnMethod.refresh, [[turnAttribute.lifetime, Buffer.alloc(4)]]);
    return { answers: true, letsIn: true, permitted };
  } finally {
    socket.close();
  }
}
