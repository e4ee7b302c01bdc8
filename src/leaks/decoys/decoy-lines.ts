import type { DecoyStore, Line } from './decoy-store';
import { lineStep, startLine, strangerRing } from '../model/decoys/line';
import type { LineCall, LineEffect, LineEvent, LineHit, LineSentence, LineStep } from '../model/decoys/line';
import { planOwnCall } from '../model/decoys/line-plan';
import type { LineResult } from '../model/decoys/line-plan';
import type { Announcement } from '#calls/model/announcement';
import type { CallView } from '#calls/model/call-view';
import { causes } from '#calls/model/hangup-cause';
import type { ArrivedChannel, OwnLines } from '#calls/engine/own-lines';
import type { Pbx, PbxEvent } from '#calls/engine/pbx';
import type { Clock } from '#kernel/clock';
import type { Language } from '#kernel/language';
import type { Log } from '#kernel/log';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Random } from '#kernel/random';
import type { Alerts } from '#log/alerts';
import type { DecoyVault } from '#vault/decoy-vault';

/** Between two readings of the lines. */
const readEveryMs = 30_000;

/** Before what could not be written is written again; so often. */
const writeAgainMs = 5_000;
const mostWrites = 100;

/** More calls at a time are an attack: the others find the line busy. */
const mostCalls = 50;

const sentences: Readonly<Record<LineSentence, Announcement>> = {
  hello: 'line-hello',
  whom: 'line-whom',
  'cannot-hear': 'line-cannot-hear',
};

const hangUpCauses = { over: causes.normalClearing, busy: causes.busy, rejected: causes.rejected };

export interface DecoyLinesParts {
  store: Pick<DecoyStore, 'lines' | 'beginHit' | 'endHit'>;
  vault: Pick<DecoyVault, 'hashes'>;
  pbx: Pick<Pbx, 'ring' | 'answer' | 'say' | 'hangUp' | 'watchTalk'>;
  /** The company's calls that are up. */
  liveCalls: () => readonly CallView[];
  /** The number in E.164, or null for what is none. */
  normalise: (caller: Masked) => Masked | null;
  /** Digits; what calls show that have no other number. */
  defaultDid: string;
  language: Language;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  random: Random;
  newId: () => string;
}

interface LiveLine {
  channelId: string;
  id: string;
  call: LineCall;
  said: number;
  cancelTimer: () => void;
  /** The id of the hit once it is written; null for a call of the company's own. */
  hit: Promise<number | null> | null;
}

/**
 * The lines of decoys and control numbers: answers strangers, notes them, and takes the company's own calls as customers do.
 * Which numbers are lines is read now and then, so that no caller of another number waits for it. All that a kill of this process
 * loses is how long a stranger's call was: that there was one is written when it comes, and the dialplan ends the channel.
 */
export class DecoyLines implements OwnLines {
  readonly #live = new Map<string, LiveLine>();
  /** By hash of the number. */
  #lines: ReadonlyMap<string, Line> = new Map();
  #ownDids: ReadonlySet<string> = new Set();
  #results: readonly LineResult[] = [];
  /** The company's calls whose other end has arrived here. */
  readonly #met = new Set<string>();
  #cancelReading: () => void = () => undefined;
  readonly #writes = new Set<Promise<unknown>>();
  #isStopped = false;

  constructor(private readonly parts: DecoyLinesParts) {}

  get channels(): readonly string[] {
    return [...this.#live.keys()];
  }

  /** Reads the lines, and goes on doing so. */
  async start(): Promise<void> {
    await this.refresh();
  }

  /** From now on numbers and decoys are as they are in the database; where it is away, as they were. */
  async refresh(): Promise<void> {
    this.#cancelReading();
    try {
      const { lines, ownDids, results } = await this.parts.store.lines();
      this.#lines = new Map(lines.flatMap((line) => line.hashes.map((hash) => [hash, line] as const)));
      this.#ownDids = new Set(
        [this.parts.defaultDid, ...ownDids].flatMap((did) => this.#hashesOf(mask(`+${did}`))),
      );
      this.#results = results;
    } catch (error) {
      this.parts.log.warn('the lines of decoys could not be read; those read before stay', { error });
    }
    if (!this.#isStopped) {
      this.#cancelReading = this.parts.clock.after(readEveryMs, () => void this.refresh());
    }
  }

  /** @param number E.164 */
  isLine(number: Masked): boolean {
    return this.#lines.size > 0 && this.#hashesOf(number).some((hash) => this.#lines.has(hash));
  }

  arrived({ channelId, entry, dialled, caller, at }: ArrivedChannel): boolean {
    if (this.#live.has(channelId)) return true;
    if (entry !== 'inbound' || this.#lines.size === 0) return false;
    const line = this.#lineOf(dialled);
    if (line === undefined) return false;
    const { random, newId, clock } = this.parts;
    if (this.#live.size >= mostCalls || this.#isStopped) {
      this.#attempt(() => this.parts.pbx.hangUp(channelId, causes.busy));
      return true;
    }
    const number = caller === null ? null : this.parts.normalise(caller);
    const isOwn = this.#isOwn(line, number);
    const plan = isOwn ? planOwnCall(this.#results, random) : null;
    const step = startLine(plan, strangerRing(random.next()), clock.now());
    const live: LiveLine = {
      ...{ channelId, id: newId(), said: 0, cancelTimer: () => undefined, call: step.call },
      hit: isOwn ? null : this.#write(() => this.parts.store.beginHit({ line, caller: number, at })),
    };
    this.#live.set(channelId, live);
    this.#take(live, step);
    return true;
  }

  receive(event: PbxEvent): boolean {
    const live = 'channelId' in event ? this.#live.get(event.channelId) : undefined;
    if (live === undefined) return false;
    const at = this.parts.clock.now();
    switch (event.type) {
      case 'ended':
      case 'shut-down':
        this.#send(live, { type: 'ended', at });
        break;
      case 'digit':
        this.#send(live, { type: 'digit', at });
        break;
      case 'talk-ended':
        this.#send(live, { type: 'talked', for: event.talk, at });
        break;
      default:
        // What it has asked for itself.
        break;
    }
    return true;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelReading();
    const at = this.parts.clock.now();
    for (const live of [...this.#live.values()]) {
      this.#attempt(() => this.parts.pbx.hangUp(live.channelId, causes.normalClearing));
      this.#send(live, { type: 'ended', at });
    }
  }

  /** Waits for what is being written. */
  async settled(): Promise<void> {
    while (this.#writes.size > 0) await Promise.all(this.#writes);
  }

  #hashesOf(number: Masked): string[] {
    return this.parts.vault.hashes(number).map(({ hash }) => hash.toString('hex'));
  }

  #lineOf(dialled: string): Line | undefined {
    const did = this.parts.normalise(mask(dialled));
    if (did === null) return undefined;
    return this.#hashesOf(did)
      .map((hash) => this.#lines.get(hash))
      .find((line) => line !== undefined);
  }

  /** By a call to the decoy that is being made, or by the number that the company's calls show. */
  #isOwn({ orderNumbers }: Line, caller: Masked | null): boolean {
    const call = this.parts
      .liveCalls()
      .find(
        ({ id, orderNumber, direction, disposition, customer }) =>
          direction !== 'inbound' &&
          orderNumber !== null &&
          orderNumbers.includes(orderNumber) &&
          disposition === null &&
          customer.startedAt !== null &&
          customer.answeredAt === null &&
          !this.#met.has(id),
      );
    if (call !== undefined) {
      this.#met.add(call.id);
      return true;
    }
    return caller !== null && this.#hashesOf(caller).some((hash) => this.#ownDids.has(hash));
  }

  #send(live: LiveLine, event: LineEvent): void {
    this.#take(live, lineStep(live.call, event));
  }

  #take(live: LiveLine, { call, effects }: LineStep): void {
    live.call = call;
    for (const effect of effects) this.#do(live, effect);
    if (call.phase !== 'over') return;
    live.cancelTimer();
    this.#live.delete(live.channelId);
    const up = new Set(this.parts.liveCalls().map(({ id }) => id));
    for (const id of this.#met) if (!up.has(id)) this.#met.delete(id);
  }

  #do(live: LiveLine, effect: LineEffect): void {
    const { pbx, clock, language } = this.parts;
    const { channelId } = live;
    switch (effect.type) {
      case 'ring':
        this.#attempt(() => pbx.ring(channelId));
        return;
      case 'answer':
        this.#attempt(() => pbx.answer(channelId));
        if (live.call.plan === null) this.#attempt(() => pbx.watchTalk(channelId));
        return;
      case 'say': {
        live.said += 1;
        const playbackId = `${live.id}-l${live.said}`;
        const what = [sentences[effect.sentence]];
        this.#attempt(() => pbx.say({ channelId, playbackId, what, language }));
        return;
      }
      case 'hang-up':
        this.#attempt(() => pbx.hangUp(channelId, hangUpCauses[effect.reason]));
        return;
      case 'set-timer':
        live.cancelTimer();
        live.cancelTimer = clock.after(effect.ms, () =>
          this.#send(live, { type: 'timeout', at: clock.now() }),
        );
        return;
      case 'note-hit':
        this.#note(live, effect.hit);
        return;
    }
  }

  /** A channel whose hang-up fails is a stray one from then on: the reconciler ends it. */
  #attempt(request: () => Promise<void>): void {
    request().catch((error: unknown) => {
      this.parts.log.warn('the PBX did not carry out a request for a line', { error });
    });
  }

  #note({ hit: begun }: LiveLine, hit: LineHit): void {
    // One ring is no hit.
    if (hit.class !== 'silent') this.parts.alerts.raise({ event: 'decoy-called' });
    void this.#write(async () => {
      const id = await begun;
      if (id !== null) await this.parts.store.endHit(id, hit);
    });
  }

  /** @returns null if it could not be written in minutes */
  #write<Result>(work: () => Promise<Result>): Promise<Result | null> {
    const writing = this.#tries(work);
    this.#writes.add(writing);
    void writing.finally(() => this.#writes.delete(writing));
    return writing;
  }

  async #tries<Result>(work: () => Promise<Result>): Promise<Result | null> {
    const { clock, log } = this.parts;
    for (let nth = 0; nth < mostWrites; nth += 1) {
      try {
        return await work();
      } catch (error) {
        if (nth === 0) log.warn('a call to a line could not be written; it is tried again', { error });
        if (this.#isStopped) break;
        await new Promise<void>((resolve) => void clock.after(writeAgainMs, resolve));
      }
    }
    log.error('a call to a line was not written');
    return null;
  }
}
