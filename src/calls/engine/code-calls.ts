import type { OwnLines } from './own-lines';
import type { Pbx, PbxEvent } from './pbx';
import type { Spoken } from '../model/announcement';
import type { CallPlan } from '../model/call-state';
import { managerChannelId, playbackId } from '../model/call-state';
import { classifyFailure, isTrunkFailure } from '../model/disposition';
import { causes } from '../model/hangup-cause';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Masked } from '#kernel/masked';
import { RefusedError } from '#kernel/refused-error';
import type { CodeCall, CodeCaller } from '#people/mobile-desk';

interface LiveCodeCall {
  id: string;
  call: CodeCall;
  /** Which of the trunks it is called over. */
  attempt: number;
  hasRung: boolean;
  isAnswered: boolean;
  cancel: () => void;
}

/** How often the code is said. */
const times = 3;
/** Longer than that takes. */
const sayingMs = 60_000;

export interface CodeCallsParts {
  pbx: Pbx;
  clock: Clock;
  log: Log;
  plan: Pick<CallPlan, 'node' | 'trunks' | 'defaultDid' | 'managerRingSeconds'>;
  newCallId: () => string;
  /** Why a number may not be called; null if it may. */
  refusalOf: (number: Masked) => Promise<string | null>;
}

/**
 * Calls that say a code to whoever answers a mobile that is to be confirmed. In no record, list or board: there is no order and no
 * customer. A process that ends leaves no leg: the next one hangs up what is nobody's.
 */
export class CodeCalls implements OwnLines, CodeCaller {
  readonly #live = new Map<string, LiveCodeCall>();

  constructor(private readonly parts: CodeCallsParts) {}

  get channels(): readonly string[] {
    return [...this.#live.keys()];
  }

  async call(call: CodeCall): Promise<void> {
    const { pbx, plan, newCallId, log, refusalOf } = this.parts;
    const why = await refusalOf(call.number);
    if (why !== null) throw new RefusedError('destination');
    if (!pbx.up || plan.trunks.length === 0) throw new RefusedError('call-unavailable');
    const id = newCallId();
    log.info('a mobile is called, to be confirmed', { call: id });
    await this.#try({ id, call, attempt: 0, hasRung: false, isAnswered: false, cancel: nothing });
  }

  arrived(): boolean {
    return false;
  }

  receive(event: PbxEvent): boolean {
    if (event.type === 'played') {
      const said = [...this.#live].find(([, { id }]) => playbackId(id, 1) === event.playbackId);
      if (said !== undefined) this.#hangUp(said[0]);
      return said !== undefined;
    }
    if (!('channelId' in event)) return false;
    const live = this.#live.get(event.channelId);
    if (live === undefined) return false;
    if (event.type === 'ringing') live.hasRung = true;
    else if (event.type === 'answered') this.#answered(event.channelId, live);
    else if (event.type === 'ended') this.#ended(event, live);
    else if (event.type === 'shut-down') this.#forget(event.channelId, live);
    return true;
  }

  stop(): void {
    for (const [channelId, live] of this.#live) {
      live.cancel();
      this.#hangUp(channelId);
    }
  }

  async #try(live: LiveCodeCall): Promise<void> {
    const { pbx, clock, plan } = this.parts;
    const trunk = plan.trunks[live.attempt];
    if (trunk === undefined) throw new RefusedError('call-unavailable');
    const channelId = managerChannelId(live.id, plan.node, live.attempt);
    const ringSeconds = plan.managerRingSeconds;
    this.#live.set(channelId, live);
    live.cancel = clock.after((ringSeconds + 5) * 1000, () => this.#giveUp(channelId, live));
    const { number, did } = live.call;
    try {
      await pbx.make(
        { channelId, display: { name: '', number: did ?? plan.defaultDid }, ringSeconds },
        { number, trunk },
      );
    } catch (error) {
      this.parts.log.warn('a mobile could not be called', { call: live.id, error });
      this.#forget(channelId, live);
      this.#hangUp(channelId);
      throw new RefusedError('call-unavailable');
    }
  }

  #answered(channelId: string, live: LiveCodeCall): void {
    const { pbx, clock } = this.parts;
    const { code, language } = live.call;
    live.isAnswered = true;
    live.cancel();
    live.cancel = clock.after(sayingMs, () => this.#giveUp(channelId, live));
    const once: Spoken[] = ['mobile-code', { digits: code }];
    const what = Array.from({ length: times }, () => once).flat();
    pbx.say({ channelId, playbackId: playbackId(live.id, 1), what, language }).catch((error: unknown) => {
      this.parts.log.warn('a code could not be said', { call: live.id, error });
      this.#hangUp(channelId);
    });
  }

  #ended(
    { channelId, cause, sipCode, saidBy }: Extract<PbxEvent, { type: 'ended' }>,
    live: LiveCodeCall,
  ): void {
    this.#forget(channelId, live);
    const isTrunks =
      !live.isAnswered && isTrunkFailure(classifyFailure(cause, sipCode, live.hasRung, saidBy));
    const attempt = live.attempt + 1;
    if (isTrunks && attempt < this.parts.plan.trunks.length)
      this.#try({ ...live, attempt, hasRung: false, cancel: nothing }).catch(nothing);
  }

  #forget(channelId: string, { cancel }: LiveCodeCall): void {
    cancel();
    this.#live.delete(channelId);
  }

  /**
   * Its end may never be told, if the PBX is away: a leg that is left is nobody's then, and the reconciler hangs it up.
   */
  #giveUp(channelId: string, live: LiveCodeCall): void {
    this.#forget(channelId, live);
    this.#hangUp(channelId);
  }

  #hangUp(channelId: string): void {
    this.parts.pbx.hangUp(channelId, causes.normalClearing).catch((error: unknown) => {
      this.parts.log.warn('the PBX did not carry out a request', { channel: channelId, error });
    });
  }
}

const nothing = (): void => undefined;
