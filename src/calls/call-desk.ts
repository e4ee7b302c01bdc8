import type { CallFilter, CallLog, CallMarks } from './call-log';
import type { OrderBook } from './engine/call-authority';
import { refusedResult } from './engine/call-control';
import type { CallControl, ClickRequest, ClickResult } from './engine/call-control';
import { mayReach } from './model/call-access';
import type { CallView } from './model/call-view';
import { interviewOf } from './model/interview-ticket';
import { NumberAsking } from './number-asking';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import { isoTime } from '#kernel/iso-time';
import { isOrderNumber, longestOrderNumber } from '#kernel/order-number';
import type { Page, PageRequest } from '#kernel/page';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { extensionOfList, requireExport } from '#kernel/roles';
import type { Slot } from '#kernel/slot';

export interface ClickToCall {
  orderNumber: string;
  slot: Slot;
  /** Whose phone is called first; without it the manager's own, or, for the shop's programs, the order's manager's. */
  extension?: string | undefined;
  idempotencyKey?: string | undefined;
}

/** Which calls a request is for; the desk decides whose they may be. */
export interface CallSearch extends Omit<CallFilter, 'manager' | 'managerExtension'> {
  extension?: string;
}

/** A call that a request started, or the one that there was for it already. */
export interface StartedCall {
  outcome: 'started' | 'existing';
  call: CallView;
}

export interface CallDeskParts {
  control: CallControl;
  calls: CallLog;
  marks: CallMarks;
  owners: Pick<OrderBook, 'ownerOf' | 'isManager'>;
  trail: Pick<AuditTrail, 'before' | 'beforeLook' | 'after'>;
}

/** RFC 9562, section 4. No other text is looked up in the store. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Starting calls, looking at them and hanging up: managers their own, services and supervisors all. Looks are audited
 * before anything is shown; a start and a hang-up once they are done, since a phone that rings cannot be taken back.
 */
export class CallDesk {
  readonly #asking: NumberAsking;

  constructor(private readonly parts: CallDeskParts) {
    this.#asking = new NumberAsking(parts.owners, parts.trail);
  }

  /**
   * Click-to-call: the manager's phone rings first, then the customer's. A repeated request (same key, or the same order
   * while it is still being connected) gives the call that there is, or the refusal that there was.
   * @throws RefusedError `role-forbidden`, `other-extension`, `order-refused`, a limit's slug, `manager-busy`,
   * `manager-unreachable`, `idempotency-key-reused`, `call-unavailable`
   */
  async start(principal: Principal, request: ClickToCall): Promise<StartedCall> {
    const { trail } = this.parts;
    const { slot, idempotencyKey = null } = request;
    // Longer than any order number is still longer after the cut, and nobody keeps 16 KiB of it.
    const orderNumber = request.orderNumber.slice(0, longestOrderNumber + 1);
    const extension = await this.#extensionOf(principal, request.extension, orderNumber);
    // Whoever clicks in a page sits there.
    const isInPage = principal.role === 'manager' && 'account' in principal.by;
    const result: ClickResult =
      // Customers of a survey are called by its own desk, which keeps count of it.
      extension === null || interviewOf(orderNumber) !== null
        ? { outcome: 'refused' }
        : replayed(
            await this.#click({
              extension,
              orderNumber,
              slot,
              idempotencyKey,
              ...(isInPage && { isInPage }),
            }),
          );
    const call = 'call' in result ? result.call : null;
    await trail.after({
      actor: actorOf(principal),
      action: 'call.start',
      subject: call === null ? null : `call:${call.id}`,
      detail: {
        outcome: result.outcome === 'limited' ? result.limit : result.outcome,
        extension,
        slot,
      },
    });
    const started = startedCall(result);
    // A predecessor's key, of whoever had the extension before, is not one's own.
    const isForeign = started.outcome === 'existing' && !mayReach(principal, started.call);
    const isReused =
      started.outcome === 'existing' && idempotencyKey !== null && isOther(orderNumber, started.call);
    if (isForeign || isReused) throw new RefusedError('idempotency-key-reused');
    return started;
  }

  /** One call, live or ended. @throws RefusedError `call-not-found`, `unavailable` */
  async view(principal: Principal, id: string): Promise<CallView> {
    const call = await this.#findToShow(principal, id);
    // A call that is looked up has no order yet, and so shows nobody.
    await this.parts.trail.beforeLook(principal, call.orderNumber ?? '', {
      action: 'call.view',
      subject: `call:${call.id}`,
      detail: { order: call.orderNumber },
    });
    return call;
  }

  /**
   * Calls, newest first.
   * @param question what was asked in full, which tells repeated looks from others
   * @throws RefusedError `other-extension`, `unavailable`
   */
  async list(
    principal: Principal,
    search: CallSearch,
    request: PageRequest,
    question: object,
  ): Promise<Page<CallView>> {
    const { control, calls, trail } = this.parts;
    const managerExtension = extensionOfList(principal, search.extension);
    const filter = filterOf(principal, search);
    const page = await calls.list(filter, request);
    // Nobody's name is in an empty list. What was asked for may then be anything, a phone number too.
    if (page.rows.length > 0) {
      await trail.beforeLook(principal, JSON.stringify(question), {
        action: 'call.list',
        subject: managerExtension === undefined ? null : `manager:${managerExtension}`,
        detail: { rows: page.rows.length, ...filterDetail(filter) },
      });
    }
    // The log knows of a live call only that it began.
    const now = (call: CallView): CallView => {
      const live = control.live(call.id);
      // A caller may have become a colleague's since.
      return live !== null && mayReach(principal, live) ? live : call;
    };
    return { rows: page.rows.map(now), next: page.next };
  }

  /**
   * To be asked before calls leave as a file: names of customers leave with it, so each file is in the audit log.
   * @returns which calls they are
   * @throws RefusedError `export-forbidden`, `other-extension`, `unavailable`
   */
  async beginExport(principal: Principal, search: CallSearch): Promise<CallFilter> {
    requireExport(principal);
    const managerExtension = extensionOfList(principal, search.extension);
    const filter = filterOf(principal, search);
    const { rows } = await this.parts.calls.list(filter, { limit: 1 });
    const isEmpty = rows.length === 0;
    await this.parts.trail.before({
      actor: actorOf(principal),
      action: 'call.export',
      // An extension may be none, but a phone number: it is written only where it has calls.
      subject: managerExtension === undefined || isEmpty ? null : `manager:${managerExtension}`,
      detail: { empty: isEmpty, ...(isEmpty ? {} : filterDetail(filter)) },
    });
    return filter;
  }

  /**
   * Both legs are being hung up when this resolves; the end follows as an event.
   * @returns the call as it stood just after
   * @throws RefusedError `call-not-found`, `call-ended`
   */
  async hangUp(principal: Principal, id: string): Promise<CallView> {
    const { control, trail } = this.parts;
    const call = await this.find(principal, id);
    const by = principal.role === 'manager' ? 'manager' : 'request';
    if (!control.hangUp(call.id, by)) throw new RefusedError('call-ended');
    const after = control.live(call.id) ?? call;
    await trail.after({ actor: actorOf(principal), action: 'call.hang-up', subject: `call:${call.id}` });
    return after;
  }

  /**
   * Parts manager and customer, and has the customer key in a new number on the own phone; the two are joined again
   * afterwards, and the call's `keyed` says what came of it.
   * @throws RefusedError `role-forbidden`, `call-not-found`, `order-refused`, `not-talking`, `unavailable`
   */
  async askForNumber(principal: Principal, id: string, slot: Slot): Promise<CallView> {
    const { control } = this.parts;
    if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
    const call = await this.find(principal, id);
    await this.#asking.allow(principal, call, slot);
    // A colleague may have the customer since.
    await this.find(principal, id);
    if (!control.askForNumber(call.id, slot)) throw new RefusedError('not-talking');
    return control.live(call.id) ?? call;
  }

  /** Joins the two again before the customer is done. @throws RefusedError as of {@link askForNumber} */
  async cancelKeying(principal: Principal, id: string): Promise<CallView> {
    const { control } = this.parts;
    if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
    const call = await this.find(principal, id);
    if (!control.cancelKeying(call.id)) throw new RefusedError('not-talking');
    return control.live(call.id) ?? call;
  }

  /**
   * Whether a voicemail answered: the call's own manager or a supervisor knows better than what was heard.
   * @throws RefusedError `role-forbidden`, `call-not-found`, `not-talked`, `unavailable`
   */
  async markVoicemail(principal: Principal, id: string, voicemail: boolean): Promise<CallView> {
    const { control, marks, trail } = this.parts;
    if (principal.role === 'service') throw new RefusedError('role-forbidden');
    const call = await this.find(principal, id);
    if (!control.markVoicemail(call.id, voicemail)) {
      // Managers say it as soon as the call is over: its record may be on the way.
      await control.recorded(call.id);
      if (!(await marks.markVoicemail(call.id, voicemail))) throw new RefusedError('not-talked');
    }
    await trail.after({
      actor: actorOf(principal),
      action: 'call.voicemail',
      subject: `call:${call.id}`,
      detail: { voicemail },
    });
    return control.live(call.id) ?? { ...call, voicemail };
  }

  /**
   * A call to do something with: whose it is now counts, not whose it was when it was written down.
   * @throws RefusedError `call-not-found` for an unknown call and somebody else's alike
   */
  async find(principal: Principal, id: string): Promise<CallView> {
    const live = this.parts.control.live(id);
    if (live !== null && !mayReach(principal, live)) throw new RefusedError('call-not-found');
    return live ?? (await this.#findRecord(principal, id));
  }

  /** A call to look at: whoever has passed the customer on sees what is on record. @throws as {@link find} */
  async #findToShow(principal: Principal, id: string): Promise<CallView> {
    const live = this.parts.control.live(id);
    return live !== null && mayReach(principal, live) ? live : await this.#findRecord(principal, id);
  }

  async #findRecord(principal: Principal, id: string): Promise<CallView> {
    const call = uuid.test(id) ? await this.parts.calls.find(id) : null;
    if (call === null || !mayReach(principal, call)) throw new RefusedError('call-not-found');
    return call;
  }

  /** @throws RefusedError `internal`: a phone may be ringing */
  async #click(request: ClickRequest): Promise<ClickResult> {
    try {
      return await this.parts.control.click(request);
    } catch (cause) {
      throw new RefusedError('internal', { cause });
    }
  }

  /** Whose phone is called first; null where there is no such manager, or none of such an order. */
  async #extensionOf(
    principal: Principal,
    requested: string | undefined,
    orderNumber: string,
  ): Promise<string | null> {
    const { owners } = this.parts;
    switch (principal.role) {
      case 'supervisor':
      case 'administrator':
      case 'shop':
        throw new RefusedError('role-forbidden');
      case 'manager':
        if (requested !== undefined && requested !== principal.manager.extension) {
          throw new RefusedError('other-extension');
        }
        return principal.manager.extension;
      case 'service':
        // An extension that no manager has may be anything, a phone number too: it goes no further than this.
        if (requested !== undefined) return (await owners.isManager(requested)) ? requested : null;
        return isOrderNumber(orderNumber) ? owners.ownerOf(orderNumber) : null;
    }
  }
}

/** A manager's calls are their own, whatever the request says. */
function filterOf(principal: Principal, { extension, ...search }: CallSearch): CallFilter {
  if (principal.role === 'manager') return { manager: principal.manager, ...search };
  return { ...(extension === undefined ? {} : { managerExtension: extension }), ...search };
}

/** A filter as the audit log has it; whose calls they are is the entry's subject. */
function filterDetail({
  orderNumber,
  direction,
  disposition,
  hungUpBy,
  from,
  to,
}: CallFilter): NonNullable<AuditEntry['detail']> {
  return {
    ...(orderNumber === undefined ? {} : { order: orderNumber }),
    ...(direction === undefined ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(hungUpBy === undefined ? {} : { hungUpBy }),
    ...(from === undefined ? {} : { from: isoTime(from) }),
    ...(to === undefined ? {} : { to: isoTime(to) }),
  };
}

/** A repeated request whose first one called nobody is answered as the first one was. */
function replayed(result: ClickResult): ClickResult {
  if (result.outcome !== 'existing') return result;
  const { disposition, refusal, manager } = result.call;
  if (disposition === 'refused') return refusedResult(refusal, null);
  if (manager.startedAt !== null) return result;
  switch (disposition) {
    case 'manager-busy':
    case 'manager-unreachable':
      return { outcome: disposition };
    case 'look-up-failed':
      return { outcome: 'unavailable' };
    default:
      return result;
  }
}

/** Why nobody is called at a click that is otherwise in order. */
export const refusedCallProblems = [
  'manager-busy',
  'manager-unreachable',
  'do-not-call',
  'destination',
  'calling-hours',
  'locked-out',
  'hourly-cap',
  'daily-cap',
] as const;

/** The call that a click began, or found. @throws RefusedError where nobody is called */
export function startedCall(result: ClickResult): StartedCall {
  switch (result.outcome) {
    case 'started':
    case 'existing':
      return result;
    case 'refused':
      throw new RefusedError('order-refused');
    case 'limited':
      throw new RefusedError(result.limit, { retryAfterSeconds: result.retryAfterSeconds });
    case 'manager-busy':
    case 'manager-unreachable':
      throw new RefusedError(result.outcome);
    case 'unavailable':
      throw new RefusedError('call-unavailable');
  }
}

/** Databases compare order numbers without regard to case; so does this. */
function isOther(requested: string, call: CallView): boolean {
  return call.orderNumber !== null && call.orderNumber.toLowerCase() !== requested.toLowerCase();
}
