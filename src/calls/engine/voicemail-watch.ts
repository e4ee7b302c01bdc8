import {
  nextLookAt,
  nothingHeard,
  talkBegan,
  talkEnded,
  voicemailRules,
  whoAnswered,
} from '../model/voicemail';
import type { Hearing } from '../model/voicemail';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Pbx, TalkEvent } from './pbx';

/** What is known of one customer's leg while it is listened to. */
interface Watch {
  hearing: Hearing;
  /** A person answered, by the way they talk: only a beep still says otherwise. */
  isPerson: boolean;
  cancelLook: () => void;
  cancelEnd: () => void;
}

/**
 * Listens to customers for a few seconds after the answer, and reports those whose voicemail has answered. The talk does not
 * wait for it: the PBX reports when somebody talks, and whether it heard a beep. Once it is known, or time is up, the PBX stops.
 */
export class VoicemailWatch {
  readonly #watches = new Map<string, Watch>();

  constructor(
    private readonly pbx: Pick<Pbx, 'watchTalk' | 'unwatchTalk' | 'hasBeeped'>,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly onVoicemail: (channelId: string) => void,
  ) {}

  begin(channelId: string): void {
    const watch: Watch = {
      hearing: nothingHeard,
      isPerson: false,
      cancelLook: () => undefined,
      cancelEnd: this.clock.after(voicemailRules.windowSeconds * 1000, () => void this.#atEnd(channelId)),
    };
    this.#watches.set(channelId, watch);
    this.#request(this.pbx.watchTalk(channelId));
  }

  receive(event: TalkEvent): void {
    const { channelId, at } = event;
    const watch = this.#watches.get(channelId);
    // Asked for by an earlier process, or reported as the request to stop was on its way.
    if (watch === undefined) return;
    const isBegin = event.type === 'talk-began';
    watch.hearing = isBegin
      ? talkBegan(watch.hearing, at)
      : talkEnded(watch.hearing, at - event.silence, event.talk);
    this.#look(channelId, watch);
    if (!isBegin) void this.#askForBeep(channelId);
  }

  /** Somebody knows better: it is listened to no more. */
  settled(channelId: string): void {
    this.#leave(channelId);
  }

  /** The leg is gone. */
  ended(channelId: string): void {
    this.#forget(channelId);
  }

  stop(): void {
    for (const channelId of [...this.#watches.keys()]) this.#forget(channelId);
  }

  #look(channelId: string, watch: Watch): void {
    if (watch.isPerson) return;
    watch.cancelLook();
    const who = whoAnswered(watch.hearing, this.clock.now());
    if (who === 'voicemail') {
      this.#found(channelId);
      return;
    }
    watch.isPerson = who === 'person';
    const nextAt = nextLookAt(watch.hearing);
    if (nextAt === null || watch.isPerson) return;
    const milliseconds = Math.max(1, Math.ceil((nextAt - this.clock.now()) / 1000));
    watch.cancelLook = this.clock.after(milliseconds, () => this.#look(channelId, watch));
  }

  async #atEnd(channelId: string): Promise<void> {
    await this.#askForBeep(channelId);
    this.#leave(channelId);
  }

  async #askForBeep(channelId: string): Promise<void> {
    if ((await this.pbx.hasBeeped(channelId)) && this.#watches.has(channelId)) this.#found(channelId);
  }

  #found(channelId: string): void {
    this.#leave(channelId);
    this.onVoicemail(channelId);
  }

  #leave(channelId: string): void {
    if (this.#forget(channelId)) this.#request(this.pbx.unwatchTalk(channelId));
  }

  #forget(channelId: string): boolean {
    const watch = this.#watches.get(channelId);
    watch?.cancelLook();
    watch?.cancelEnd();
    return this.#watches.delete(channelId);
  }

  /** Nothing depends on it: the mark is then missing, or the PBX reports on until the leg ends. */
  #request(request: Promise<void>): void {
    request.catch((error: unknown) => this.log.debug('a customer’s leg is not listened to', { error }));
  }
}
