import type { CallEvent } from '../model/call-event';
import type { CallNote } from '../model/call-note';
import { callFrom } from '../model/call-note';
import type { CallId } from '../model/call-record';
import type { TwoRoleNote } from '../model/two-role-note';
import { causes } from '../model/hangup-cause';
import { mayAskForNumber } from '../model/keying';
import type { Phase, PhoneState } from '../model/call-state';
import { currentLegOf, isUp, legByChannel } from '../model/legs';
import { Feed } from '#kernel/feed';
import type { Precedence } from '#kernel/precedence';
import { within } from '#kernel/within';
import type { Slot } from '#kernel/slot';
import type { ColleagueQuestion, ColleagueView } from '../model/colleague-choice';
import type {
  AutomaticRequest,
  CallControl,
  ClickRequest,
  ClickResult,
  CourierClickRequest,
  HangUpBy,
  ListenResult,
  TransferResult,
} from './call-control';
import { ColleagueFinder } from './colleague-finder';
import type { ColleagueFinderParts } from './colleague-finder';
import { CallDriver } from './call-driver';
import type { CallDriverParts } from './call-driver';
import type { CallFeed } from './call-feed';
import { CallRegistry } from './call-registry';
import { CallQueue } from './call-queue';
import type { CallQueueParts } from './call-queue';
import { CallStarts, phoneStateOf } from './call-starts';
import type { CallStartsParts } from './call-starts';
import { viewOf } from '../model/call-view';
import type { CallView } from '../model/call-view';
import { Listenings } from './listenings';
import { LineWatch } from './line-watch';
import type { LiveQuality } from './line-watch';
import type { PageReport } from '../model/line-quality';
import { noLines } from './own-lines';
import type { OwnLines } from './own-lines';
import type { ListeningNote, ListeningRequest } from './listenings';
import type { ListeningView } from './listening-feed';
import { ListeningFeed, listeningViewOf } from './listening-feed';
import type { PbxEvent, TalkEvent } from './pbx';
import type { Found } from './reconciler';
import { Reconciler } from './reconciler';
import type { Discrepancy } from './reconciliation';

export interface SwitchboardParts
  extends CallStartsParts, CallDriverParts, CallQueueParts, ColleagueFinderParts {
  /** Absent: none. Asked for at each event. */
  lines?: () => OwnLines;
  /** Is told of calls that wait for Star7 alone. Absent: nothing else is held up for them. */
  precedence?: Pick<Precedence, 'set'>;
}

/** Somebody at a telephone waits for Star7, and for nobody else. */
const machinesPhases: ReadonlySet<Phase> = new Set(['authorising', 'identifying', 'connecting']);

/** For so long a request about an ended call waits for its record. */
const longestRecordMs = 3_000;

/**
 * All calls of this process. Connects the parts: CallStarts starts calls, CallDriver drives each call's state machine,
 * CallRegistry holds the calls, CallQueue gives waiting callers to managers, Reconciler compares them with the PBX. Events of the PBX and requests arrive here and are
 * passed to their call.
 */
export class Switchboard implements CallControl {
  readonly feed: CallFeed;
  /** Which supervisors take part in which calls; and what they did, for the audit log. */
  readonly listeningFeed = new ListeningFeed();
  readonly listeningNotes = new Feed<ListeningNote>();
  readonly #parts: SwitchboardParts;
  readonly #registry = new CallRegistry();
  readonly #driver: CallDriver;
  readonly #starts: CallStarts;
  readonly #reconciler: Reconciler;
  readonly #queue: CallQueue;
  readonly #colleagues: ColleagueFinder;
  readonly #listenings: Listenings;
  readonly #lineWatch: LineWatch;
  /** Called at each change while stopping. */
  #onChange: () => void = () => undefined;

  constructor(parts: SwitchboardParts) {
    const { pbx, clock, log } = parts;
    this.#parts = parts;
    this.feed = parts.feed;
    this.#lineWatch = new LineWatch(pbx, clock);
    this.#reconciler = new Reconciler(
      pbx,
      () => this.#registry.all.map(({ call }) => call),
      () => {
        const { channels, ...listening } = this.#listenings.known;
        return { ...listening, channels: [...channels, ...this.#lines.channels] };
      },
      (found) => this.#onFound(found),
      clock,
      log,
    );
    const stateOf = (extension: string): PhoneState => this.phoneState(extension);
    this.#colleagues = new ColleagueFinder(parts, {
      stateOf,
      freeSince: (extension) => this.#queue.freeSince(extension),
    });
    this.#driver = new CallDriver(
      parts,
      this.#registry,
      () => this.#reconciler.doubt(),
      ({ call }) => {
        this.#listenings.callChanged(call);
        this.#lineWatch.changed(call);
        this.#queue.changed();
        this.#reconciler.changed(call);
        parts.precedence?.set(call.id, machinesPhases.has(call.phase));
        this.#onChange();
      },
      ({ call }) => {
        this.#queue.used(call.legs.flatMap(({ extension }) => extension ?? []));
        this.#lineWatch.forget(call.id);
      },
      this.#colleagues,
      (caller) => this.#starts.readmit(caller),
      (id) => this.#lineWatch.of(id),
    );
    this.#queue = new CallQueue(
      parts,
      () => this.#registry.waiting,
      stateOf,
      (id, event) => {
        const live = this.#registry.find(id);
        if (live !== undefined) this.#driver.dispatch(live, event);
      },
    );
    this.#listenings = new Listenings(
      { ...parts, feed: this.listeningFeed, notes: this.listeningNotes, newId: parts.newCallId },
      this.#registry,
      (id, event) => {
        const live = this.#registry.find(id);
        if (live !== undefined) this.#driver.dispatch(live, event);
      },
      () => this.#reconciler.doubt(),
    );
    this.#starts = new CallStarts(parts, this.#registry, this.#driver);
    pbx.onEvent((event) => this.#onPbxEvent(event));
  }

  /**
   * Takes over live calls of an earlier process. They are resumed once the PBX is connected and has reported which of
   * their legs are left.
   */
  restore(notes: readonly (CallNote | TwoRoleNote)[]): void {
    const { pbx, clock, plan, log } = this.#parts;
    for (const note of notes) {
      const call = callFrom(note, plan);
      this.#registry.keep(call, clock.steps(), { waitsToResume: true });
      for (const leg of call.legs) if (leg.origin === 'arrived' && isUp(leg)) pbx.adopt(leg.channelId);
      this.#listenings.interrupted(call, call.listeners);
      log.info('call taken over from an earlier run', { call: call.id, phase: call.phase });
    }
  }

  get #lines(): OwnLines {
    return this.#parts.lines?.() ?? noLines;
  }

  /** Whether the known calls were compared with the PBX since it was connected: before that, a phone may count as busy. */
  get knowsItsPhones(): boolean {
    return this.#reconciler.hasCompared;
  }

  /** Phones or managers have changed: a caller who waits may be taken. */
  phonesChanged(): void {
    this.#queue.changed();
  }

  click(request: ClickRequest): Promise<ClickResult> {
    return this.#starts.click(request);
  }

  courierClick(request: CourierClickRequest): Promise<ClickResult> {
    return this.#starts.courierClick(request);
  }

  callAutomatically(request: AutomaticRequest): Promise<ClickResult> {
    return this.#starts.callAutomatically(request);
  }

  hangUpOfCourier(id: CallId, courierId: number): boolean {
    return this.#registry.find(id)?.call.courier?.who?.id === courierId && this.hangUp(id, 'courier');
  }

  liveOfCourier(courierId: number): CallView | null {
    const call = this.#registry.ofCourier(courierId);
    return call === null ? null : viewOf(call);
  }

  hangUp(id: CallId, by: HangUpBy): boolean {
    const live = this.#registry.find(id);
    if (live === undefined || live.call.decision !== null) return false;
    this.#driver.dispatch(live, { type: 'hang-up-requested', by, at: this.#parts.clock.now() });
    return true;
  }

  askForNumber(id: CallId, slot: Slot): boolean {
    const live = this.#registry.find(id);
    if (live === undefined || live.call.phase !== 'talking' || !mayAskForNumber(live.call)) return false;
    this.#driver.dispatch(live, { type: 'keying-requested', slot, at: this.#parts.clock.now() });
    return true;
  }

  cancelKeying(id: CallId): boolean {
    const live = this.#registry.find(id);
    if (live?.call.phase !== 'keying') return false;
    this.#driver.dispatch(live, { type: 'keying-cancelled', at: this.#parts.clock.now() });
    return true;
  }

  hold(id: CallId): boolean {
    return this.#request(id, ['talking'], { type: 'hold-requested' });
  }

  resume(id: CallId): boolean {
    return this.#request(id, ['holding', 'consulting', 'transferring', 'conferring'], {
      type: 'resume-requested',
    });
  }

  async transfer(id: CallId, question: ColleagueQuestion): Promise<TransferResult> {
    const before = this.#mayTransfer(id);
    if (before !== null) return before;
    const live = this.#registry.find(id);
    if (live === undefined) return 'not-talking';
    const { extension } = live.call;
    const found = await this.#colleagues.find(live.call, question);
    if ('refusal' in found) return found.refusal;
    // It was another manager's to pass on.
    if (live.call.extension !== extension) return 'not-talking';
    const after = this.#mayTransfer(id);
    if (after !== null) return after;
    this.#driver.dispatch(live, { type: 'colleague-found', plan: found, at: this.#parts.clock.now() });
    return 'begun';
  }

  completeTransfer(id: CallId): boolean {
    return this.#request(id, ['consulting', 'conferring'], { type: 'complete-requested' });
  }

  joinThree(id: CallId): boolean {
    return this.#request(id, ['consulting'], { type: 'three-requested' });
  }

  colleagues(extension: string): Promise<ColleagueView[]> {
    return this.#colleagues.list(extension);
  }

  /** Why the customer of a call cannot be passed on now; null if nothing is against it. */
  #mayTransfer(id: CallId): 'not-talking' | 'transfer-running' | null {
    const call = this.#registry.find(id)?.call;
    if (call === undefined) return 'not-talking';
    const { phase, hold } = call;
    if (phase === 'talking' || hold?.stage === 'held' || hold?.stage === 'dialling') return null;
    return phase === 'holding' || call.transfer !== null ? 'transfer-running' : 'not-talking';
  }

  /** @returns whether the call is in one of the phases, and took the request */
  #request(id: CallId, phases: readonly Phase[], event: Unstamped): boolean {
    const live = this.#registry.find(id);
    if (live === undefined || !phases.includes(live.call.phase)) return false;
    const { revision } = live.call;
    this.#driver.dispatch(live, { ...event, at: this.#parts.clock.now() });
    return live.call.revision !== revision;
  }

  phoneState(extension: string): PhoneState {
    // Managers themselves may call; nobody is put through to a phone that may be needed in a moment.
    if (this.#registry.mayBeRecalled(extension)) return 'busy';
    return phoneStateOf(extension, this.#registry, this.#parts.extensions);
  }

  markVoicemail(id: CallId, voicemail: boolean): boolean {
    const live = this.#registry.find(id);
    // Whoever calls in is a person, and no manager is in a courier's call.
    if (live === undefined || live.call.direction !== 'outbound' || live.call.bridgedAt === null)
      return false;
    this.#driver.markVoicemail(live, voicemail);
    return true;
  }

  recorded(id: CallId): Promise<void> {
    return within(this.#parts.clock, longestRecordMs, this.#registry.whenStored(id), () => undefined);
  }

  listen(request: ListeningRequest): ListenResult {
    const { callId, actor, extension, mode } = request;
    const call = this.#registry.find(callId)?.call;
    if (call === undefined || call.decision !== null || !isConversation(call.phase)) return 'not-talking';
    // A courier's: nobody of the shop is in it.
    if (currentLegOf(call, 'manager') === undefined) return 'not-talking';
    const listener = this.#listenings.of(callId);
    if (listener?.actor === actor) {
      this.#listenings.changeMode(callId, mode);
      return 'changed';
    }
    if (listener !== null) return 'call-listened';
    if (call.extension === extension || call.legs.some((leg) => leg.extension === extension && isUp(leg)))
      return 'own-call';
    const phone = phoneStateOf(extension, this.#registry, this.#parts.extensions);
    if (phone !== 'ready') return phone === 'busy' ? 'phone-busy' : 'phone-unreachable';
    this.#listenings.begin(call, request);
    return 'started';
  }

  endListening(id: CallId, actor: string): boolean {
    if (this.#listenings.of(id)?.actor !== actor) return false;
    this.#listenings.end(id);
    return true;
  }

  isListening(id: CallId, actor: string): boolean {
    return this.#listenings.of(id)?.actor === actor;
  }

  listeningTo(): ListeningView[] {
    return this.#registry.all.flatMap(({ call }) =>
      call.listeners.length === 0 ? [] : [listeningViewOf(call)],
    );
  }

  liveQuality(): LiveQuality[] {
    return this.#lineWatch.all();
  }

  pageHeard(extension: string, report: PageReport): boolean {
    return this.#lineWatch.reported(extension, report);
  }

  live(id: CallId): CallView | null {
    return this.#registry.view(id);
  }

  liveCalls(): CallView[] {
    return this.#registry.views();
  }

  /**
   * Accepts no new call and waits until each call that is being set up is either talking or ended. Conversations
   * continue: the next process takes them over.
   * @param milliseconds how long to wait at most
   * @returns whether all calls got there in time
   */
  async stop(milliseconds: number): Promise<boolean> {
    this.#starts.stop();
    let cancel: () => void = () => undefined;
    const deadline = new Promise<false>((resolve) => {
      cancel = this.#parts.clock.after(milliseconds, () => resolve(false));
    });
    const settled = this.#starts.settled().then(() => this.#whenSettled());
    const inTime = await Promise.race([settled, deadline]);
    cancel();
    this.#driver.stop();
    this.#lines.stop();
    this.#listenings.stop();
    this.#lineWatch.stop();
    this.#queue.stop();
    this.#reconciler.stop();
    return inTime;
  }

  #whenSettled(): Promise<true> {
    const settled = (): boolean =>
      this.#registry.all.every(({ call: { phase } }) => lastingPhases.has(phase));
    return new Promise((resolve) => {
      this.#onChange = () => {
        if (settled()) resolve(true);
      };
      this.#onChange();
    });
  }

  // ------------------------------------------------------------------------------------------ events

  #onPbxEvent(event: PbxEvent): void {
    if (this.#lines.receive(event)) return;
    switch (event.type) {
      case 'arrived':
        if (!this.#lines.arrived(event)) this.#starts.arrived(event);
        return;
      case 'talk-began':
      case 'talk-ended':
        this.#driver.heard(event);
        return;
      case 'connected':
        this.#driver.connected();
        this.#reconciler.connected();
        return;
      case 'disconnected':
        this.#reconciler.disconnected();
        return;
      case 'played': {
        if (this.#listenings.played(event.playbackId)) return;
        const live = this.#registry.find(callIdOf(event.playbackId));
        if (live !== undefined) this.#driver.dispatch(live, { ...event, type: 'announced' });
        return;
      }
      default:
        this.#onChannelEvent(event);
    }
  }

  #onChannelEvent(event: ChannelEvent): void {
    if (this.#listenings.receive(event)) return;
    const { channelId } = event;
    const live = this.#registry.ofChannel(channelId);
    const leg = live && legByChannel(live.call, channelId);
    // Of no call, or of a leg that has ended for its call.
    if (live === undefined || leg === undefined || !isUp(leg)) this.#onStray(event);
    else this.#driver.dispatch(live, newsIn(event));
  }

  /** A channel that belongs to no call. If it answers, the person would be connected to nobody: hang up. */
  #onStray({ type, channelId }: ChannelEvent): void {
    this.#parts.log.debug('event of a channel without a call', { channel: channelId, event: type });
    if (type === 'answered') this.#hangUpStray(channelId);
  }

  #hangUpStray(channelId: string): void {
    this.#driver.attempt(() => this.#parts.pbx.hangUp(channelId, causes.normalClearing));
  }

  // ------------------------------------------------------------------------------- after missed events

  #onFound({ discrepancies, endings, isWhole, lostAt }: Found): void {
    // The leg that ended first is the one that hung up.
    const atOf = (one: Discrepancy): number =>
      ('channelId' in one && endings.get(one.channelId)?.at) || Infinity;
    for (const found of [...discrepancies].sort((a, b) => atOf(a) - atOf(b)))
      this.#settle(found, endings, lostAt);
    if (!isWhole) return;
    for (const live of this.#registry.all) if (live.waitsToResume) this.#driver.resume(live);
  }

  #settle(found: Discrepancy, endings: Found['endings'], lostAt: Found['lostAt']): void {
    const { pbx, clock, log } = this.#parts;
    if (found.kind === 'stray-channel' || found.kind === 'stray-bridge') {
      log.warn('the PBX still has a channel or bridge of an ended call; removing it', { reason: found.kind });
      if (found.kind === 'stray-channel') this.#hangUpStray(found.channelId);
      else this.#driver.attempt(() => pbx.part(found.bridgeId));
      return;
    }
    if (found.kind === 'listener-gone') {
      this.#listenings.gone(found.channelId);
      return;
    }
    const live = this.#registry.find(found.call);
    if (live === undefined) return;
    log.warn('an event of the PBX was missed', { call: found.call, reason: found.kind });
    const at = clock.now();
    switch (found.kind) {
      case 'gone': {
        const { channelId } = found;
        const ending = endings.get(channelId);
        this.#driver.dispatch(
          live,
          ending !== undefined
            ? { type: 'leg-ended', channelId, sipCode: null, ...ending }
            : { type: 'leg-lost', channelId, at: lostAt ?? at },
        );
        return;
      }
      case 'answered':
        this.#driver.dispatch(live, { type: 'leg-answered', channelId: found.channelId, at });
        return;
      case 'joined':
        this.#driver.dispatch(live, { type: 'bridged', at });
        return;
    }
  }
}

/** What goes on while Star7 is replaced: conversations, and callers who wait. */
const lastingPhases: ReadonlySet<Phase> = new Set<Phase>([
  'talking',
  'holding',
  'consulting',
  'transferring',
  'conferring',
  'queueing',
]);

/** A request as its call receives it, without the time. */
type Unstamped = { type: 'hold-requested' | 'resume-requested' | 'complete-requested' | 'three-requested' };

/** An event of one channel that belongs, or belonged, to a call. */
type ChannelEvent = Exclude<Extract<PbxEvent, { channelId: string }>, { type: 'arrived' } | TalkEvent>;

/** Translates it to an event of the call. */
function newsIn(event: ChannelEvent): CallEvent {
  switch (event.type) {
    case 'ringing':
      return { ...event, type: 'leg-ringing' };
    case 'answered':
      return { ...event, type: 'leg-answered' };
    case 'digit':
    case 'transfer-asked':
      return event;
    case 'ended':
      return { ...event, type: 'leg-ended' };
    case 'shut-down':
      return { ...event, type: 'leg-lost' };
  }
}

/** In these phases the two have been joined, and may be parted for a while. */
function isConversation(phase: Phase): boolean {
  return phase === 'talking' || phase === 'keying';
}

/** Playback ids are `<call>-p<n>`. */
function callIdOf(playbackId: string): CallId {
  return playbackId.slice(0, playbackId.lastIndexOf('-p'));
}
