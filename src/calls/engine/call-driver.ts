import { currentLegOf, isUp, legByChannel } from '../model/legs';
import type { Call } from '../model/call-state';
import type { ArrivedCaller, CallEffect, CallEvent } from '../model/call-event';
import { resumeCall, transition } from '../model/call-engine';
import { noteOf } from '../model/call-note';
import type { CallId, CallRecord, LegQuality } from '../model/call-record';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { within } from '#kernel/within';
import type { AskingDevice } from '#people/model/reach';
import type { Slot } from '#kernel/slot';
import type { Micros } from '#kernel/micros';
import { causes } from '../model/hangup-cause';
import type { Step } from '../model/steps';
import { viewOf } from '../model/call-view';
import { noAutomaticCalls } from './automatic-calls';
import type { AutomaticCalls } from './automatic-calls';
import type { CallAuthority } from './call-authority';
import type { ColleagueQuestion } from '../model/colleague-choice';
import type { ColleagueRefusal, TransferPlan } from '../model/transfer-facts';
import type { ColleagueFinder } from './colleague-finder';
import type { KeyedNumbers } from './keyed-numbers';
import type { OwnMobiles } from './own-mobiles';
import type { TransferRules } from './order-hand-over';
import type { CallerBook, IdentifiedCaller } from './caller-book';
import type { CourierAnswer } from '../model/courier-facts';
import type { CourierBook } from './courier-book';
import type { DialInBook } from './dial-in-gate';
import type { CallFeed } from './call-feed';
import type { CallJournal } from './call-journal';
import type { CallRegistry, LiveCall } from './call-registry';
import type { CallScribe } from './call-scribe';
import type { CallLogLine } from './call-store';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Joining, Pbx, TalkEvent } from './pbx';
import { VoicemailWatch } from './voicemail-watch';

/** Most lines kept of one call's story: a phone that sends thousands of digits must not fill the memory. */
const longestStory = 200;

/** Pause before a failed hang-up is repeated. */
const hangUpAgainMs = 1_000;

/** How long a call waits for the number of a manager's own mobile before the other devices ring without it. */
const mobileMs = 1000;

export interface CallDriverParts {
  pbx: Pbx;
  orders: CallAuthority;
  callers: CallerBook;
  couriers: CourierBook;
  /** Absent: nobody has a PIN. */
  dialIns?: DialInBook;
  keyedNumbers: KeyedNumbers;
  /** Absent: nobody has one. */
  ownMobiles?: OwnMobiles;
  transfers: TransferRules;
  /** Absent: nobody is called automatically. */
  automaticCalls?: AutomaticCalls;
  scribe: CallScribe;
  journal: CallJournal;
  feed: CallFeed;
  clock: Clock;
  log: Log;
}

type EffectOf<Type extends CallEffect['type']> = Extract<CallEffect, { type: Type }>;

/** The event that caused a step. */
type StoryEvent = CallEvent | { type: 'begin' | 'resumed'; at: number };

/**
 * Drives the state machines of calls: takes each step and carries out its effects. Events of one call are handled one at
 * a time, in order; the results of effects come back as events.
 */
export class CallDriver {
  readonly #parts: CallDriverParts;
  readonly #registry: CallRegistry;
  /** By call: the request to repeat once the PBX is connected again. */
  readonly #whenConnected = new Map<CallId, () => void>();
  readonly #voicemail: VoicemailWatch;
  #hasStopped = false;

  constructor(
    parts: CallDriverParts,
    registry: CallRegistry,
    /** Called if the PBX did not carry out a request. */
    private readonly onDoubt: () => void,
    /** Called after each step of a call. */
    private readonly onChange: (live: LiveCall) => void,
    /** Called when a call is over. */
    private readonly onOver: (live: LiveCall) => void,
    private readonly colleagues: Pick<ColleagueFinder, 'find'>,
    /** Called for a caller whose leg becomes a call of its own again. */
    private readonly onReadmitted: (caller: ArrivedCaller) => void,
    /** How the legs of a call sounded. */
    private readonly qualityOf: (id: CallId) => readonly LegQuality[],
  ) {
    this.#parts = parts;
    this.#registry = registry;
    this.#voicemail = new VoicemailWatch(parts.pbx, parts.clock, parts.log, (channelId) => {
      const live = registry.ofChannel(channelId);
      if (live !== undefined)
        this.dispatch(live, { type: 'voicemail-marked', voicemail: true, at: parts.clock.now() });
    });
  }

  /** Takes the first step of a call. */
  begin(live: LiveCall, step: Step, at: Micros): void {
    this.#take(live, step, { type: 'begin', at });
  }

  /** Passes an event to a call. */
  dispatch(live: LiveCall, event: CallEvent): void {
    const at = this.#timeOf(live, event.at);
    const timed = at === event.at ? event : { ...event, at };
    this.#take(live, transition(live.call, timed), timed);
  }

  /** Resumes a call of an earlier process. */
  resume(live: LiveCall): void {
    live.waitsToResume = false;
    const at = this.#timeOf(live, this.#parts.clock.now());
    this.#take(live, resumeCall(live.call, at), { type: 'resumed', at });
  }

  /** The PBX is connected again: repeats the joins that failed without a connection, if the legs still wait. */
  connected(): void {
    const waiting = [...this.#whenConnected];
    this.#whenConnected.clear();
    for (const [id, again] of waiting) if (this.#registry.find(id)?.call.phase === 'connecting') again();
  }

  /** Passes on what a customer's leg that is watched for a voicemail says. */
  heard(event: TalkEvent): void {
    this.#voicemail.receive(event);
  }

  /** A person says whether a voicemail answered, and is not contradicted by what is heard afterwards. */
  markVoicemail(live: LiveCall, voicemail: boolean): void {
    for (const channelId of live.channels) this.#voicemail.settled(channelId);
    this.dispatch(live, { type: 'voicemail-marked', voicemail, at: this.#parts.clock.now() });
  }

  /** Makes a request to the PBX; a failure is logged and passed to `onFailure`. */
  attempt(action: () => Promise<void>, call?: CallId, onFailure?: (error: unknown) => void): void {
    action().catch((error: unknown) => {
      this.#parts.log.warn('the PBX did not carry out a request', { ...(call && { call }), error });
      this.onDoubt();
      onFailure?.(error);
    });
  }

  /** Cancels all timers, so that none keeps the process from exiting: a conversation's can run for an hour. */
  stop(): void {
    this.#hasStopped = true;
    this.#voicemail.stop();
    for (const live of this.#registry.all) live.cancelTimer();
  }

  // ------------------------------------------------------------------------------------------- steps

  /** Converts a time of the present clock to the clock of the call. */
  #timeOf(live: LiveCall, at: Micros): Micros {
    return at - (this.#parts.clock.steps() - live.stepsBefore);
  }

  /** Takes a step: stores it, reports it and carries out its effects. */
  #take(live: LiveCall, step: Step, event: StoryEvent): void {
    const from = live.call.phase;
    const { log, journal, pbx, feed } = this.#parts;
    const { call } = step;
    const { id, phase: to } = call;
    if (step.ignored) {
      log.debug('ignored', { call: id, event: event.type, phase: from });
      return;
    }
    this.#registry.update(live, call);
    // A key that nobody may count: only what it makes the call do is seen.
    const isSeen = step.quiet !== true || from !== to;
    const isShown = isSeen && step.unseen !== true;
    if (isShown) addToStory(live, event, from);
    if (from !== to) log.info(`Transition: ${from} -> ${to}`, { call: id, event: event.type });
    // Before any request: the process may crash right after it.
    if (to !== 'ended' && isSeen) journal.note(noteOf(call));
    pbx.together(() => {
      for (const effect of step.effects) this.#do(effect, live);
    });
    if (isShown) feed.publish(viewOf(live.call));
    if (to !== 'authorising' && live.onAuthorised !== null) {
      const { onAuthorised } = live;
      live.onAuthorised = null;
      onAuthorised();
    }
    if (to === 'ended') this.#forget(live);
    this.onChange(live);
  }

  #forget(live: LiveCall): void {
    live.cancelTimer();
    this.#whenConnected.delete(live.call.id);
    for (const channelId of live.channels) this.#voicemail.ended(channelId);
    this.#registry.forget(live);
    this.onOver(live);
  }

  // ----------------------------------------------------------------------------------------- effects

  #do(effect: CallEffect, live: LiveCall): void {
    const deed = this.#deeds[effect.type] as (effect: CallEffect, live: LiveCall) => void;
    deed(effect, live);
  }

  readonly #deeds: { [Type in CallEffect['type']]: (effect: EffectOf<Type>, live: LiveCall) => void } = {
    authorise: (_effect, live) => this.#authorise(live),
    identify: (_effect, live) => this.#identify(live),
    prove: (_effect, live) => this.#prove(live),
    'prove-courier': (_effect, live) => this.#proveCourier(live),
    'prove-manager': (_effect, live) => this.#proveManager(live),
    'admit-courier': (_effect, live) => this.#admitCourier(live),
    // Its leg lives on in another call: no record, and nothing to resume.
    'hand-over': (_effect, live) => this.#parts.journal.stored([live.call.id]),
    readmit: (caller) => this.onReadmitted(caller),
    answer: ({ channelId }, { call: { id } }) => this.attempt(() => this.#parts.pbx.answer(channelId), id),
    'play-music': ({ channelId }, { call: { id } }) =>
      this.attempt(() => this.#parts.pbx.playMusic(channelId), id),
    'find-devices': (effect, live) => this.#findDevices(effect, live),
    'send-digits': (effect, live) => this.#sendDigits(effect, live),
    ring: ({ channelId }, { call: { id } }) => this.attempt(() => this.#parts.pbx.ring(channelId), id),
    make: (effect, live) => this.#make(effect, live),
    join: (effect, live) => this.#join(effect, live),
    part: (effect, live) => this.#part(effect, live),
    'permit-keying': ({ slot }, live) => this.#permitKeying(slot, live),
    'watch-for-voicemail': ({ channelId }) => this.#voicemail.begin(channelId),
    'check-number': (_effect, live) => this.#checkNumber(live),
    'keep-answers': (_effect, live) => this.#keepAnswers(live),
    'save-number': (_effect, live) => this.#saveNumber(live),
    'find-colleague': (effect, live) => this.#findColleague(effect, live),
    'answer-transfer': ({ channelId, accepted }, { call: { id } }) =>
      this.attempt(() => this.#parts.pbx.answerTransfer(channelId, accepted), id),
    'hand-order': (effect, live) => this.#handOrder(effect, live),
    say: (effect, live) =>
      this.attempt(
        () => this.#parts.pbx.say(effect),
        live.call.id,
        () => {
          const { playbackId } = effect;
          this.dispatch(live, { type: 'announce-failed', playbackId, at: this.#parts.clock.now() });
        },
      ),
    hush: ({ playbackId }, { call: { id } }) => this.attempt(() => this.#parts.pbx.hush(playbackId), id),
    'hang-up': ({ channelId, cause }, live) => this.#hangUp(live, channelId, cause),
    'set-timer': ({ step, seconds }, live) => {
      const { clock } = this.#parts;
      live.cancelTimer();
      live.cancelTimer = clock.after(seconds * 1000, () =>
        this.dispatch(live, { type: 'timeout', step, at: clock.now() }),
      );
    },
    record: ({ record }, live) => this.#record(record, live),
  };

  #authorise(live: LiveCall): void {
    const { orders, automaticCalls = noAutomaticCalls, clock, log } = this.#parts;
    const { id, kind, extension, orderNumberAsAsked: orderNumber, slot, phone } = live.call;
    const asked =
      kind === 'automatic'
        ? automaticCalls.authorise(orderNumber)
        : orders.authorise({ extension, orderNumber, slot, occupied: phone === 'busy' });
    asked.then(
      ({ manager, order, refusal = null, retryAfterSeconds = null }) => {
        live.retryAfterSeconds = retryAfterSeconds;
        this.dispatch(live, { type: 'authorised', manager, order, refusal, at: clock.now() });
      },
      (error: unknown) => {
        log.error('the order could not be looked up, so no call is made', { call: id, error });
        this.dispatch(live, { type: 'authorise-failed', at: clock.now() });
      },
    );
  }

  #identify(live: LiveCall): void {
    const { callers, couriers, scribe, clock, log } = this.#parts;
    const { id, inbound, startKind, requestedAt } = live.call;
    if (inbound === null) return;
    const { caller, did } = inbound;
    Promise.all([callers.identify({ caller, did }), caller === null ? null : couriers.identify(caller)]).then(
      ([{ places, ...identity }, courier]) => {
        const isForManagers = identity.route.purpose === 'managers';
        // A courier with nothing to deliver may be a customer too.
        const isCourier = !isForManagers && !(courier?.is === 'nothing' && identity.order !== null);
        const answer = isCourier ? courier : null;
        if (answer === null && !isForManagers && this.#handOver(live, places)) return;
        // Hung up meanwhile: the record has been made.
        if (live.call.phase !== 'identifying') return;
        // Not before: a call that is taken over has no record.
        if (answer !== null) {
          scribe.opened({
            ...{ id, direction: 'courier', startKind, requestedAt, idempotencyKey: null },
            ...{ managerExtension: '', slot: 'main' },
          });
          this.dispatch(live, { type: 'courier-answer', answer, at: clock.now() });
          return;
        }
        scribe.opened({
          ...{ id, requestedAt, idempotencyKey: null },
          ...(isForManagers
            ? { direction: 'outbound', startKind: 'own-mobile', managerExtension: '', slot: 'main' }
            : {
                ...{ direction: 'inbound', startKind },
                managerExtension: identity.manager?.extension ?? '',
                slot: identity.order?.slot ?? 'main',
              }),
        });
        this.dispatch(live, { type: 'identified', ...identity, at: clock.now() });
      },
      (error: unknown) => {
        log.error('the caller could not be looked up, so no manager is called', { call: id, error });
        this.dispatch(live, { type: 'identify-failed', at: clock.now() });
      },
    );
  }

  /**
   * A customer who calls while a manager is calling them would find the manager busy, and the manager them: the caller's
   * leg becomes the customer's leg of the manager's call.
   */
  #handOver(live: LiveCall, places: IdentifiedCaller['places']): boolean {
    const leg = currentLegOf(live.call, 'customer');
    const { inbound } = live.call;
    if (live.call.phase !== 'identifying' || inbound === null || leg === undefined || !isUp(leg))
      return false;
    const other = this.#registry.all.find(({ call }) => isCallingOneOf(call, places));
    if (other === undefined) return false;
    const at = this.#parts.clock.now();
    this.dispatch(live, { type: 'taken-over', at });
    this.dispatch(other, {
      type: 'customer-arrived',
      arrivedChannelId: leg.channelId,
      since: live.call.requestedAt,
      trunk: leg.trunk,
      did: inbound.did,
      caller: inbound.caller,
      at,
    });
    this.#parts.log.info('the customer has called first', { call: other.call.id });
    return true;
  }

  #prove(live: LiveCall): void {
    const { callers, clock, log } = this.#parts;
    const { id, step, inbound } = live.call;
    if (inbound === null) return;
    const { keyed, route } = inbound;
    const amount = route?.proof === 'amount' ? keyed.amount : null;
    callers.prove({ orderNumber: keyed['order-number'], amount }).then(
      (found) =>
        this.dispatch(
          live,
          found === null
            ? { type: 'not-proved', step, at: clock.now() }
            : { type: 'proved', ...found, step, at: clock.now() },
        ),
      (error: unknown) => {
        log.error('the order of a caller could not be looked up', { call: id, error });
        this.dispatch(live, { type: 'identify-failed', step, at: clock.now() });
      },
    );
  }

  #proveCourier(live: LiveCall): void {
    const { couriers, clock, log } = this.#parts;
    const { id, courier } = live.call;
    if (courier === null) return;
    const { who, keyed, isProved, question } = courier;
    const proof = {
      courierId: who?.id ?? null,
      isProved,
      courierNumber: keyed['courier-number'],
      pin: keyed['courier-pin'],
      orderDigits: question === 'order-digits' ? keyed[question] : '',
    };
    this.#answerCourier(live, couriers.prove(proof), (error) => {
      log.error('what a courier keyed in could not be looked up', { call: id, error });
      this.dispatch(live, { type: 'identify-failed', at: clock.now() });
    });
  }

  #proveManager(live: LiveCall): void {
    const { dialIns, clock, log } = this.#parts;
    const { id, step, dialIn } = live.call;
    if (dialIn === null) return;
    const asked = dialIns?.prove({ caller: dialIn.caller, pin: dialIn.keyed.pin }) ?? Promise.resolve(null);
    asked.then(
      (manager) => {
        const isBusy = manager !== null && this.#registry.usingPhone(manager.extension).length > 0;
        this.dispatch(live, { type: 'manager-answer', manager, isBusy, step, at: clock.now() });
      },
      (error: unknown) => {
        log.error('a PIN could not be checked, so nobody is called', { call: id, error });
        this.dispatch(live, { type: 'identify-failed', step, at: clock.now() });
      },
    );
  }

  #admitCourier(live: LiveCall): void {
    const { couriers, clock, log } = this.#parts;
    const { id, courier, orderNumberAsAsked } = live.call;
    const who = courier?.who ?? null;
    if (who === null) return;
    this.#answerCourier(live, couriers.admit(who.id, orderNumberAsAsked), (error) => {
      log.error('the order could not be looked up, so no call is made', { call: id, error });
      this.dispatch(live, { type: 'authorise-failed', at: clock.now() });
    });
  }

  #answerCourier(live: LiveCall, asked: Promise<CourierAnswer>, onFailure: (error: unknown) => void): void {
    const { clock } = this.#parts;
    asked.then((answer) => {
      if (answer.is === 'limited') live.retryAfterSeconds = answer.retryAfterSeconds ?? null;
      this.dispatch(live, { type: 'courier-answer', answer, at: clock.now() });
    }, onFailure);
  }

  #part({ bridgeId, stay }: EffectOf<'part'>, live: LiveCall): void {
    const { pbx, clock } = this.#parts;
    if (stay === undefined) {
      this.attempt(() => pbx.part(bridgeId), live.call.id);
      return;
    }
    const { id, step } = live.call;
    this.attempt(
      async () => {
        await pbx.part(bridgeId, stay);
        this.dispatch(live, { type: 'parted', step, at: clock.now() });
      },
      id,
      () => this.dispatch(live, { type: 'part-failed', step, at: clock.now() }),
    );
  }

  #permitKeying(slot: Slot, live: LiveCall): void {
    const { keyedNumbers, clock, log } = this.#parts;
    const { id, step, manager, order } = live.call;
    if (manager === null || order === null) return;
    keyedNumbers.permit({ call: id, manager, orderNumber: order.orderNumber, slot }).then(
      (permitted) => {
        if (permitted) this.dispatch(live, { type: 'keying-requested', slot, step, at: clock.now() });
        else log.info('the order is not the manager’s any more, so nobody keys in a number', { call: id });
      },
      (error: unknown) => log.error('a feature code could not be checked', { call: id, error }),
    );
  }

  #checkNumber(live: LiveCall): void {
    const { keyedNumbers, clock } = this.#parts;
    const { step, keying } = live.call;
    const isValid = keyedNumbers.isNumber(mask(keying?.digits ?? ''));
    // Not within the step that asks.
    queueMicrotask(() => this.dispatch(live, { type: 'number-checked', isValid, step, at: clock.now() }));
  }

  #keepAnswers(live: LiveCall): void {
    const { automaticCalls = noAutomaticCalls, clock, log } = this.#parts;
    const { id, step, questionnaire, orderNumberAsAsked: ticket } = live.call;
    if (questionnaire === null || questionnaire.end === null) return;
    const { end, answers } = questionnaire;
    const kept = (): void => this.dispatch(live, { type: 'answers-kept', step, at: clock.now() });
    automaticCalls.keep({ ticket, callId: id, end, answers }).then(kept, (error: unknown) => {
      log.error('the answers of an automatic call could not be stored', { call: id, error });
      kept();
    });
  }

  #saveNumber(live: LiveCall): void {
    const { keyedNumbers, clock, log } = this.#parts;
    const { id, step, keying, manager, order } = live.call;
    if (keying === null || manager === null || order === null) return;
    const { slot, digits } = keying;
    const { orderNumber } = order;
    const isAlone = live.call.phase === 'asking';
    keyedNumbers.save({ call: id, manager, orderNumber, slot, number: mask(digits), isAlone }).then(
      (result) => this.dispatch(live, { type: 'number-saved', result, step, at: clock.now() }),
      (error: unknown) => {
        log.error('a number that a customer keyed in could not be saved', { call: id, error });
        this.dispatch(live, { type: 'number-saved', result: 'unavailable', step, at: clock.now() });
      },
    );
  }

  #findColleague({ kind, to, asker, second }: EffectOf<'find-colleague'>, live: LiveCall): void {
    const { clock } = this.#parts;
    // A phone that asks waits for the answer, whatever has become of the call.
    const own = asker === undefined ? { step: live.call.step } : { asker };
    const replaced = second === undefined ? {} : { second };
    const question = { kind, to, withOrder: false, isWithAsker: second !== undefined };
    void this.#allowedColleague(live.call, question).then((found) => {
      const at = clock.now();
      if ('refusal' in found)
        this.dispatch(live, { type: 'colleague-refused', refusal: found.refusal, ...own, at });
      else this.dispatch(live, { type: 'colleague-found', plan: found, ...own, ...replaced, at });
    });
  }

  async #allowedColleague(
    call: Call,
    question: ColleagueQuestion,
  ): Promise<TransferPlan | { refusal: ColleagueRefusal }> {
    const { transfers, log } = this.#parts;
    const { id, manager } = call;
    try {
      if (manager !== null) await transfers.announce({ ...question, call: id, manager });
    } catch (error) {
      log.error('a transfer could not be audited, so nobody is called', { call: id, error });
      return { refusal: 'colleagues-unavailable' };
    }
    return await this.colleagues.find(call, question);
  }

  #handOrder({ to }: EffectOf<'hand-order'>, live: LiveCall): void {
    const { transfers, clock, log } = this.#parts;
    const { id, order, talks } = live.call;
    const from = talks.at(-2)?.extension;
    if (order === null || from === undefined) return;
    const { orderNumber } = order;
    transfers.handOver({ call: id, orderNumber, from, toId: to.id, to: to.extension }).then(
      (isHanded) => this.dispatch(live, { type: 'order-handed', isHanded, at: clock.now() }),
      (error: unknown) => {
        log.error('an order could not be given to the manager who took its customer', { call: id, error });
        this.dispatch(live, { type: 'order-handed', isHanded: false, at: clock.now() });
      },
    );
  }

  #findDevices({ phone, toBeFree = false }: EffectOf<'find-devices'>, live: LiveCall): void {
    const { pbx, clock } = this.#parts;
    const { id, step } = live.call;
    // Colleagues are called by their own choice, also once the call is theirs.
    const asking = phone === live.asker ? (live.asking ?? undefined) : undefined;
    void Promise.all([pbx.devices(phone, asking), this.#mobileOf(phone, asking, id)]).then(
      ([devices, mobile]) => {
        const isBusy = toBeFree && this.#registry.isNeededElsewhere(phone, id);
        this.dispatch(live, { type: 'devices-found', devices, mobile, isBusy, step, at: clock.now() });
      },
    );
  }

  /** Never rejects, and soon: the other devices ring. */
  async #mobileOf(phone: string, asking: AskingDevice | undefined, call: CallId): Promise<Masked | null> {
    const { ownMobiles, clock, log } = this.#parts;
    if (ownMobiles === undefined) return null;
    try {
      return await within(clock, mobileMs, ownMobiles.ringing(phone, asking), () => {
        throw new Error('the database does not answer in time');
      });
    } catch (error) {
      log.error("the number of a manager's mobile could not be read, so it does not ring", { call, error });
      return null;
    }
  }

  #sendDigits({ channelId, digits }: EffectOf<'send-digits'>, live: LiveCall): void {
    const { pbx, clock } = this.#parts;
    const { id, step } = live.call;
    const dialling = (seconds: number): void =>
      this.dispatch(live, { type: 'dialling', seconds, step, at: clock.now() });
    this.attempt(
      async () => dialling(await pbx.sendDigits(channelId, digits)),
      id,
      () => dialling(0),
    );
  }

  #make(effect: EffectOf<'make'>, live: LiveCall): void {
    this.attempt(
      () => this.#parts.pbx.make(effect, effect.to),
      live.call.id,
      (error) => this.#onMakeFailed(live, effect.channelId, error),
    );
  }

  /**
   * The request failed, or only its reply was lost and the channel exists: hang it up, so that it does not keep ringing.
   * If its events have shown that it exists, it stays.
   */
  #onMakeFailed(live: LiveCall, channelId: string, error: unknown): void {
    const { pbx, clock } = this.#parts;
    if (legByChannel(live.call, channelId)?.state !== 'requested') return;
    const uncertain = isUncertain(error);
    this.dispatch(live, { type: 'leg-failed', channelId, uncertain, at: clock.now() });
    this.attempt(() => pbx.hangUp(channelId, causes.normalClearing), live.call.id);
  }

  /**
   * Joins the legs. If the connection to the PBX is lost meanwhile, repeats this as soon as it is back; the call's deadline
   * limits the wait.
   */
  #join(joining: Joining, live: LiveCall): void {
    const { pbx, clock } = this.#parts;
    const { id } = live.call;
    this.attempt(
      async () => {
        await pbx.join(joining);
        this.dispatch(live, { type: 'bridged', at: clock.now() });
      },
      id,
      () => {
        if (pbx.up) this.dispatch(live, { type: 'bridge-failed', at: clock.now() });
        else this.#whenConnected.set(id, () => this.#join(joining, live));
      },
    );
  }

  /** Repeated until it succeeds or the leg is known to have ended: a failed request must not leave a leg up. */
  #hangUp(live: LiveCall, channelId: string, cause: number): void {
    const { pbx, clock } = this.#parts;
    const { id } = live.call;
    this.attempt(
      () => pbx.hangUp(channelId, cause),
      id,
      () =>
        clock.after(hangUpAgainMs, () => {
          const leg = legByChannel(live.call, channelId);
          if (!this.#hasStopped && this.#registry.find(id) === live && leg !== undefined && isUp(leg))
            this.#hangUp(live, channelId, cause);
        }),
    );
  }

  #record(record: CallRecord, live: LiveCall): void {
    const { log, scribe } = this.#parts;
    const { id } = record;
    const lost = record.legs.some((leg) => leg.startedAt !== null && leg.endedAt === null);
    if (lost) log.warn('a leg did not report its end', { call: id });
    log.info('call ends', {
      call: id,
      manager: record.managerExtension,
      disposition: record.disposition,
      hangupCause: record.hangupCause,
      sipCode: record.sipCode,
      hungUpBy: record.hungUpBy,
      talkSeconds: record.talkSeconds,
    });
    this.#registry.awaitStore(live.call);
    void scribe
      .closed(
        { record: { ...record, quality: this.qualityOf(id) }, story: live.story },
        live.call.orderNumberAsAsked,
      )
      .finally(() => this.#registry.stored(id));
  }
}

/** Adds one line to the call's story. */
function addToStory({ call, story }: LiveCall, event: StoryEvent, from: string): void {
  if (story.length >= longestStory) return;
  const detail: CallLogLine['detail'] = { from, to: call.phase };
  if ('channelId' in event) detail['leg'] = legByChannel(call, event.channelId)?.party ?? null;
  if ('cause' in event) detail['cause'] = event.cause;
  if ('sipCode' in event) detail['sipCode'] = event.sipCode;
  story.push({ at: event.at, kind: event.type, detail });
}

/** Whether the shop's call to one of these places is being set up, and nobody has been joined. */
function isCallingOneOf({ kind, phase, order, decision }: Call, places: IdentifiedCaller['places']): boolean {
  return (
    (kind === 'outbound' || kind === 'courier') &&
    (phase === 'calling-manager' ||
      phase === 'calling-courier' ||
      phase === 'accepting' ||
      phase === 'calling-customer') &&
    decision === null &&
    order !== null &&
    places.some(({ orderId, slot }) => orderId === order.orderId && slot === order.slot)
  );
}

/** Whether the PBX may have carried out the request anyway, or may do so later. */
function isUncertain(error: unknown): boolean {
  const { slug } = error as { slug?: unknown };
  return slug === 'deadline' || slug === 'disconnected';
}
