import type {
  AutomaticRequest,
  CallControl,
  ClickRequest,
  ClickResult,
  CourierClickRequest,
  HangUpBy,
  TransferResult,
  ListenResult,
} from '#calls/engine/call-control';
import type { Phase } from '#calls/model/call-state';
import type { ColleagueQuestion, ColleagueView } from '#calls/model/colleague-choice';
import type { ListeningView } from '#calls/engine/listening-feed';
import type { ListeningRequest } from '#calls/engine/listenings';
import { CallFeed } from '#calls/engine/call-feed';
import type { PhoneState } from '#calls/model/call-state';
import type { LiveQuality } from '#calls/engine/line-watch';
import type { PageReport } from '#calls/model/line-quality';
import type { CallView } from '#calls/model/call-view';
import type { CallId } from '#calls/model/call-record';
import type { Slot } from '#kernel/slot';

/** Calls that a test sets up by hand. */
export class MemoryCallControl implements CallControl {
  readonly feed = new CallFeed();
  readonly clicks: ClickRequest[] = [];
  readonly courierClicks: CourierClickRequest[] = [];
  readonly automatic: AutomaticRequest[] = [];
  readonly hungUp: { id: CallId; by: HangUpBy }[] = [];
  readonly askedForNumbers: { id: CallId; slot: Slot }[] = [];
  readonly phones = new Map<string, PhoneState>();
  readonly listened: ListeningRequest[] = [];
  listenResult: ListenResult = 'started';
  readonly #live = new Map<CallId, CallView>();
  /** What the next clicks come to. */
  answer: (request: ClickRequest) => ClickResult | Promise<ClickResult> = () => ({ outcome: 'refused' });

  /** Begins or changes a live call, and tells the feed. */
  put(call: CallView): CallView {
    if (call.phase === 'ended') this.#live.delete(call.id);
    else this.#live.set(call.id, call);
    this.feed.publish(call);
    return call;
  }

  async click(request: ClickRequest): Promise<ClickResult> {
    this.clicks.push(request);
    return await this.answer(request);
  }

  async courierClick(request: CourierClickRequest): Promise<ClickResult> {
    this.courierClicks.push(request);
    return await this.answer({
      extension: '',
      orderNumber: request.orderNumber,
      slot: 'main',
      idempotencyKey: null,
    });
  }

  async callAutomatically(request: AutomaticRequest): Promise<ClickResult> {
    this.automatic.push(request);
    return await this.answer({
      extension: '',
      orderNumber: request.ticket,
      slot: 'main',
      idempotencyKey: null,
    });
  }

  liveOfCourier(): CallView | null {
    return this.liveCalls().find(({ courierName }) => courierName !== null) ?? null;
  }

  hangUpOfCourier(id: CallId): boolean {
    return this.hangUp(id, 'courier');
  }

  hangUp(id: CallId, by: HangUpBy): boolean {
    const call = this.#live.get(id);
    if (call === undefined || call.phase === 'clearing') return false;
    this.hungUp.push({ id, by });
    this.put({ ...call, phase: 'clearing' });
    return true;
  }

  askForNumber(id: CallId, slot: Slot): boolean {
    const call = this.#live.get(id);
    if (call?.phase !== 'talking') return false;
    this.askedForNumbers.push({ id, slot });
    this.put({ ...call, phase: 'keying' });
    return true;
  }

  cancelKeying(id: CallId): boolean {
    const call = this.#live.get(id);
    if (call?.phase !== 'keying') return false;
    this.put({ ...call, phase: 'talking' });
    return true;
  }

  readonly transfers: { id: CallId; question: ColleagueQuestion }[] = [];
  /** What the next transfers come to. */
  transferring: TransferResult = 'begun';
  colleagueViews: ColleagueView[] = [];

  hold(id: CallId): boolean {
    return this.#turn(id, ['talking'], 'holding');
  }

  resume(id: CallId): boolean {
    return this.#turn(id, ['holding', 'consulting', 'transferring', 'conferring'], 'talking');
  }

  transfer(id: CallId, question: ColleagueQuestion): Promise<TransferResult> {
    this.transfers.push({ id, question });
    if (this.transferring === 'begun')
      this.#turn(id, ['talking', 'holding'], question.kind === 'blind' ? 'transferring' : 'consulting');
    return Promise.resolve(this.transferring);
  }

  completeTransfer(id: CallId): boolean {
    return this.#turn(id, ['consulting', 'conferring'], 'talking');
  }

  joinThree(id: CallId): boolean {
    return this.#turn(id, ['consulting'], 'conferring');
  }

  colleagues(): Promise<ColleagueView[]> {
    return Promise.resolve(this.colleagueViews);
  }

  #turn(id: CallId, from: readonly Phase[], phase: Phase): boolean {
    const call = this.#live.get(id);
    if (call === undefined || !from.includes(call.phase)) return false;
    this.put({ ...call, phase });
    return true;
  }

  phoneState(extension: string): PhoneState {
    return this.phones.get(extension) ?? 'ready';
  }

  markVoicemail(id: CallId, voicemail: boolean): boolean {
    const call = this.#live.get(id);
    if (call?.phase !== 'talking') return false;
    this.put({ ...call, voicemail });
    return true;
  }

  recorded(): Promise<void> {
    return Promise.resolve();
  }

  listen(request: ListeningRequest): ListenResult {
    this.listened.push(request);
    return this.listenResult;
  }

  endListening(id: CallId, actor: string): boolean {
    return this.listened.some((request) => request.callId === id && request.actor === actor);
  }

  isListening(id: CallId, actor: string): boolean {
    return this.endListening(id, actor);
  }

  listeningTo(): ListeningView[] {
    return [];
  }

  live(id: CallId): CallView | null {
    return this.#live.get(id) ?? null;
  }

  readonly quality: LiveQuality[] = [];
  readonly heard: [extension: string, report: PageReport][] = [];

  liveQuality(): LiveQuality[] {
    return this.quality;
  }

  pageHeard(extension: string, report: PageReport): boolean {
    this.heard.push([extension, report]);
    return true;
  }

  liveCalls(): CallView[] {
    return [...this.#live.values()];
  }
}
