import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { AskingDevice } from '#people/model/reach';
import type { LegTarget } from '#calls/model/call-event';
import type { LineTotals } from '#calls/model/line-quality';
import type { Joining, LegEnding, LegRequest, Pbx, PbxEvent, Saying, Survey } from '#calls/engine/pbx';

export type Deed =
  | { deed: 'ring' | 'answer' | 'play-music'; channelId: string }
  | { deed: 'make'; leg: LegRequest; to: LegTarget }
  | { deed: 'join'; joining: Joining }
  | { deed: 'part'; bridgeId: string; stay?: readonly string[] }
  | { deed: 'say'; saying: Saying }
  | { deed: 'say-to-all'; bridgeId: string }
  | { deed: 'snoop'; snooping: Parameters<Pbx['snoop']>[0] }
  | { deed: 'hush'; playbackId: string }
  | { deed: 'answer-transfer'; channelId: string; accepted: boolean }
  | { deed: 'send-digits'; channelId: string; digits: Masked }
  | { deed: 'hang-up'; channelId: string; cause: number };

/**
 * A PBX in memory: remembers what it was told, and says what a test lets it say. Hanging up a live channel ends
 * it, as a real one would; all else happens by the test's word.
 */
export class FakePbx implements Pbx {
  up = true;
  readonly deeds: Deed[] = [];
  /** Each with whether it has answered. */
  readonly #channels = new Map<string, boolean>();
  readonly #bridges = new Map<string, Set<string>>();
  readonly #endings = new Map<string, LegEnding>();
  readonly adopted: string[] = [];
  /** The devices of each phone, by extension; one that is not there is a single device. */
  readonly registered = new Map<string, readonly string[]>();
  /** Whose devices were asked for, and which was to ring alone. */
  readonly asked: [phone: string, asking: AskingDevice | undefined][] = [];
  /** Customers' legs that are listened to for a voicemail, and those that have beeped. */
  readonly watched = new Set<string>();
  readonly beeped = new Set<string>();
  /** What was counted of each channel's packets. */
  readonly lines = new Map<string, LineTotals>();
  /** Channels that the dialplan has taken back: no event tells of their end. */
  readonly left = new Set<string>();
  readonly #failing = new Map<Deed['deed'], Error>();
  readonly #putOff = new Set<Deed['deed']>();
  #listener: (event: PbxEvent) => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  onEvent(listener: (event: PbxEvent) => void): void {
    this.#listener = listener;
  }

  /** Deeds of one kind, in their order. */
  did<Kind extends Deed['deed']>(kind: Kind): Extract<Deed, { deed: Kind }>[] {
    return this.deeds.filter((deed): deed is Extract<Deed, { deed: Kind }> => deed.deed === kind);
  }

  /** Channels that were asked for over a trunk, and to phones of the shop; in their order. */
  get customersCalled(): string[] {
    return this.did('make').flatMap(({ leg, to }) => ('trunk' in to ? [leg.channelId] : []));
  }

  get phonesCalled(): string[] {
    return this.did('make').flatMap(({ leg, to }) => ('phone' in to ? [leg.channelId] : []));
  }

  get channels(): readonly string[] {
    return [...this.#channels.keys()];
  }

  /** From now on this kind of request is refused. */
  refuse(kind: Deed['deed']): void {
    this.#failing.set(kind, new Error(`refused: ${kind}`));
  }

  /** From now on this kind of request has no answer in time. */
  ignore(kind: Deed['deed']): void {
    this.#failing.set(kind, Object.assign(new Error(`no answer: ${kind}`), { slug: 'deadline' }));
  }

  /** From now on this kind of request is answered, and what it asks for happens later. */
  putOff(kind: Deed['deed']): void {
    this.#failing.delete(kind);
    this.#putOff.add(kind);
  }

  /** What was refused is done again. */
  allow(kind: Deed['deed']): void {
    this.#failing.delete(kind);
  }

  // ------------------------------------------------------------------------- what happens at the phones

  dials(extension: string, dialled: string, channelId: string): void {
    this.#channels.set(channelId, false);
    this.#listener({
      type: 'arrived',
      channelId,
      entry: 'short-code',
      endpoint: extension,
      caller: null,
      dialled,
      at: this.clock.now(),
    });
  }

  /** Somebody calls one of the company's numbers. @param caller as the carrier gives it; null if withheld */
  calls(did: string, caller: string | null, channelId: string): void {
    this.#channels.set(channelId, false);
    this.#listener({
      type: 'arrived',
      channelId,
      entry: 'inbound',
      endpoint: 'carrier',
      caller: caller === null ? null : mask(caller),
      dialled: did,
      at: this.clock.now(),
    });
  }

  rings(channelId: string): void {
    this.#listener({ type: 'ringing', channelId, at: this.clock.now() });
  }

  answers(channelId: string): void {
    this.#channels.set(channelId, true);
    this.#listener({ type: 'answered', channelId, at: this.clock.now() });
  }

  presses(channelId: string, digit: string): void {
    this.#listener({ type: 'digit', channelId, digit, at: this.clock.now() });
  }

  /** By its Transfer key. @param second the channel of another call of its own, with `to`; null if that is nobody of the shop */
  refers(channelId: string, to: string | null, second?: string): void {
    const replaced = second === undefined ? {} : { second };
    this.#listener({ type: 'transfer-asked', channelId, to, ...replaced, at: this.clock.now() });
  }

  /** Somebody at the channel begins to talk. */
  talks(channelId: string): void {
    this.#listener({ type: 'talk-began', channelId, at: this.clock.now() });
  }

  /** They have stopped, the time of `silence` ago, after so much talk. */
  pauses(channelId: string, talk: Micros, silence: Micros = 250_000): void {
    this.#listener({ type: 'talk-ended', channelId, talk, silence, at: this.clock.now() });
  }

  ends(channelId: string, cause = 16, sipCode: number | null = null): void {
    this.#channels.delete(channelId);
    const saidBy = sipCode === 408 ? 'own' : 'far';
    this.#listener({ type: 'ended', channelId, cause, sipCode, saidBy, at: this.clock.now() });
  }

  /** It is being stopped, and lets go of its channels. */
  shutsDown(...channelIds: string[]): void {
    const at = this.clock.now();
    for (const channelId of channelIds) {
      this.#channels.delete(channelId);
      this.#listener({ type: 'shut-down', channelId, at });
      this.#listener({ type: 'ended', channelId, cause: 16, sipCode: null, saidBy: 'far', at });
    }
  }

  /** The announcement that plays has been heard to its end. */
  played(playbackId = this.did('say').at(-1)!.saying.playbackId): void {
    this.#listener({ type: 'played', playbackId, at: this.clock.now() });
  }

  // ---------------------------------------------------------------------------------------- the port

  together(work: () => void): void {
    work();
  }

  ring(channelId: string): Promise<void> {
    return this.#does({ deed: 'ring', channelId });
  }

  /** A second for each. */
  async sendDigits(channelId: string, digits: Masked): Promise<number> {
    await this.#does({ deed: 'send-digits', channelId, digits });
    return reveal(digits).length;
  }

  answer(channelId: string): Promise<void> {
    return this.#does({ deed: 'answer', channelId }, () => queueMicrotask(() => this.answers(channelId)));
  }

  playMusic(channelId: string): Promise<void> {
    return this.#does({ deed: 'play-music', channelId });
  }

  devices(phone: string, asking?: AskingDevice): Promise<readonly string[]> {
    this.asked.push([phone, asking]);
    return Promise.resolve(this.registered.get(phone) ?? []);
  }

  make(leg: LegRequest, to: LegTarget): Promise<void> {
    return this.#does({ deed: 'make', leg, to }, () => this.#channels.set(leg.channelId, false));
  }

  join(joining: Joining): Promise<void> {
    return this.#does({ deed: 'join', joining }, () =>
      this.#bridges.set(joining.bridgeId, new Set(joining.legs.map(({ channelId }) => channelId))),
    );
  }

  part(bridgeId: string, stay?: readonly string[]): Promise<void> {
    return this.#does({ deed: 'part', bridgeId, ...(stay && { stay }) }, () =>
      this.#bridges.delete(bridgeId),
    );
  }

  answerTransfer(channelId: string, accepted: boolean): Promise<void> {
    return this.#does({ deed: 'answer-transfer', channelId, accepted });
  }

  say(saying: Saying): Promise<void> {
    return this.#does({ deed: 'say', saying });
  }

  sayToAll({ bridgeId }: Parameters<Pbx['sayToAll']>[0]): Promise<void> {
    return this.#does({ deed: 'say-to-all', bridgeId });
  }

  snoop(snooping: Parameters<Pbx['snoop']>[0]): Promise<void> {
    return this.#does({ deed: 'snoop', snooping }, () =>
      queueMicrotask(() => this.answers(snooping.snoopId)),
    );
  }

  hush(playbackId: string): Promise<void> {
    return this.#does({ deed: 'hush', playbackId });
  }

  hangUp(channelId: string, cause: number): Promise<void> {
    return this.#does({ deed: 'hang-up', channelId, cause }, () => {
      if (this.left.has(channelId)) this.#channels.delete(channelId);
      else if (this.#channels.has(channelId)) queueMicrotask(() => this.ends(channelId, cause));
    });
  }

  watchTalk(channelId: string): Promise<void> {
    this.watched.add(channelId);
    return Promise.resolve();
  }

  unwatchTalk(channelId: string): Promise<void> {
    this.watched.delete(channelId);
    return Promise.resolve();
  }

  hasBeeped(channelId: string): Promise<boolean> {
    return Promise.resolve(this.beeped.has(channelId));
  }

  lineOf(channelId: string): Promise<LineTotals | null> {
    return Promise.resolve(this.lines.get(channelId) ?? null);
  }

  survey(): Promise<Survey> {
    const channels = new Map([...this.#channels].map(([id, answered]) => [id, { answered }]));
    return Promise.resolve({
      channels,
      bridges: new Map(this.#bridges),
      own: new Set([...this.#channels.keys()].filter((id) => !id.startsWith('other-'))),
    });
  }

  endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>> {
    return Promise.resolve(new Map([...this.#endings].filter(([id]) => channelIds.includes(id))));
  }

  adopt(channelId: string): void {
    this.adopted.push(channelId);
  }

  // -------------------------------------------------------------------------- what happens unseen

  /** Something that Star7 is not told of. */
  unseen(what: {
    there?: Record<string, 'rings' | 'answered'>;
    gone?: readonly string[];
    bridge?: { id: string; channels: readonly string[] };
    endings?: Record<string, LegEnding>;
  }): void {
    for (const [id, state] of Object.entries(what.there ?? {})) this.#channels.set(id, state === 'answered');
    for (const id of what.gone ?? []) this.#channels.delete(id);
    if (what.bridge) this.#bridges.set(what.bridge.id, new Set(what.bridge.channels));
    for (const [id, ending] of Object.entries(what.endings ?? {})) this.#endings.set(id, ending);
  }

  /** The connection is lost: nothing that is asked is done. */
  disconnects(): void {
    this.up = false;
    for (const deed of [
      'ring',
      'answer',
      'play-music',
      'send-digits',
      'join',
      'part',
      'say',
      'say-to-all',
      'snoop',
      'hush',
      'hang-up',
    ] as const)
      this.refuse(deed);
    this.#listener({ type: 'disconnected', at: this.clock.now() });
  }

  /** The connection is made, or made anew. */
  connects(): void {
    this.#listener({ type: 'connected', at: this.clock.now() });
  }

  /** The PBX was restarted: no channel is left, and no event tells of it. */
  restarts(): void {
    this.#channels.clear();
    this.#bridges.clear();
    this.#listener({ type: 'disconnected', at: this.clock.now() });
    this.connects();
  }

  #does(deed: Deed, then: () => void = () => undefined): Promise<void> {
    this.deeds.push(deed);
    const failure = this.#failing.get(deed.deed);
    if (failure !== undefined) return Promise.reject(failure);
    if (!this.#putOff.has(deed.deed)) then();
    return Promise.resolve();
  }
}
