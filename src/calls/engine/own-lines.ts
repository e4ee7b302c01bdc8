import type { PbxEvent } from './pbx';

/** A channel from outside. */
export type ArrivedChannel = Extract<PbxEvent, { type: 'arrived' }>;

/**
 * Numbers of the company whose callers nobody is called for. Their channels are in no call: no record, no list and no board
 * has them.
 */
export interface OwnLines {
  /** Whether it takes the channel, and all that happens to it from then on. Decides at once: no caller waits for it. */
  arrived(arrival: ArrivedChannel): boolean;
  /** Whether the event was of a channel that it has taken. */
  receive(event: PbxEvent): boolean;
  /** Channels that it has now. */
  readonly channels: readonly string[];
  /** Ends them all. */
  stop(): void;
}

/** Several as one: the first that takes a channel has it. */
export function together(...all: readonly OwnLines[]): OwnLines {
  return {
    arrived: (arrival) => all.some((lines) => lines.arrived(arrival)),
    receive: (event) => all.some((lines) => lines.receive(event)),
    get channels() {
      return all.flatMap((lines) => lines.channels);
    },
    stop: () => all.forEach((lines) => lines.stop()),
  };
}

/** There are none. */
export const noLines: OwnLines = {
  arrived: () => false,
  receive: () => false,
  channels: [],
  stop() {
    // Nothing to end.
  },
};
