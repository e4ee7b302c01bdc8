import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { LiveAgents } from '#people/agents';
import type { PresenceDesk } from '#people/presence-desk';

/** How soon a change by another process, such as a command, is published. */
const everyMs = 5000;

/** Reads periodically who is away: what has changed is published as it is read. Ends breaks whose time is over. */
export class PresenceWatch {
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(
    private readonly agents: Pick<LiveAgents, 'list'>,
    private readonly presence: Pick<PresenceDesk, 'endBreaks'>,
    private readonly clock: Pick<Clock, 'after'>,
    private readonly log: Log,
  ) {}

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #read(): Promise<void> {
    try {
      await this.presence.endBreaks();
      await this.agents.list();
    } catch (error) {
      this.log.debug('it could not be read who is away', { error });
    }
    if (!this.#isStopped) this.#cancel = this.clock.after(everyMs, () => void this.#read());
  }
}
