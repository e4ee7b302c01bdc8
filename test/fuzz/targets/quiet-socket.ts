import type { Socket } from 'node:net';

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Waits until the far side closes, or sends nothing for some turns of the event loop after it has received
 * everything.
 * @param heard everything that it has sent
 */
export async function quiet(
  socket: Socket,
  patience: number,
  heard: () => { received: string; closed: boolean },
): Promise<void> {
  let before = '';
  for (let turns = 0; turns < patience && !heard().closed; turns += 1) {
    await turn();
    const { received } = heard();
    if (socket.writableLength > 0 || received !== before) turns = 0;
    before = received;
  }
}
