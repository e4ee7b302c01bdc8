import type { Micros } from '#kernel/micros';

/**
 * How a supervisor takes part in a conversation. `listen`: hears both. `whisper`: the manager hears the supervisor as well.
 * `join`: all three hear each other.
 */
export const listeningModes = ['listen', 'whisper', 'join'] as const;
export type ListeningMode = (typeof listeningModes)[number];

/** A supervisor who takes part in a call, as the call knows them. */
export interface Listener {
  /** Of the listening: its channels and its bridge have it in their ids. */
  readonly id: string;
  /** As in the audit log. */
  readonly actor: string;
  readonly name: string;
  /** Of the supervisor's phone. */
  readonly extension: string;
  readonly channelId: string;
  readonly mode: ListeningMode;
  /** The two who talk were told; else nobody but supervisors sees it. */
  readonly announced: boolean;
  readonly startedAt: Micros;
  /** When the supervisor's phone was answered; null before. */
  readonly answeredAt: Micros | null;
}
