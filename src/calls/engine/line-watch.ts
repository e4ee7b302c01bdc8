import type { CallId, LegQuality } from '../model/call-record';
import type { Call, Leg } from '../model/call-state';
import { isUp } from '../model/legs';
import { LineMeter } from '../model/line-quality';
import type { PageReport, QualitySource } from '../model/line-quality';
import type { Pbx } from './pbx';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/** As often as Asterisk reports by RTCP, with which its count of lost packets grows. */
const lookMs = 5000;
/** Calls that are asked about at once: where the PBX is slow, what it has to do for calls does not wait behind figures. */
const mostLooks = 8;
/** Reports of a page that come faster than it sends them are left out: they would weigh more than others. */
const leastBetweenReports: Micros = 2_000_000;

/** How a live call sounds. */
export interface LiveQuality {
  callId: CallId;
  quality: (LegQuality & { latestMos: number })[];
}

interface Meter {
  meter: LineMeter;
  leg: Leg;
  source: QualitySource;
  at: Micros;
}

interface Watched {
  call: Call;
  cancel: () => void;
  /** By leg and source. */
  meters: Map<string, Meter>;
}

/**
 * Measures how the legs of calls sound while they talk: asks the PBX for what it has counted, and takes what the manager's page
 * reports. It is no part of the call: a look that fails, or comes too late for the end of a leg, changes nothing but the figures. They
 * are kept with the call's record; a process that dies leaves the next one what the PBX has counted of legs that are still up.
 */
export class LineWatch {
  readonly #calls = new Map<CallId, Watched>();
  #looks = 0;
  #stopped = false;

  constructor(
    private readonly pbx: Pick<Pbx, 'up' | 'lineOf'>,
    private readonly clock: Clock,
  ) {}

  /** To be called after each step of a call. */
  changed(call: Call): void {
    const watched = this.#calls.get(call.id);
    if (watched !== undefined) watched.call = call;
    else if (call.bridgedAt !== null && call.decision === null && !this.#stopped) {
      const begun: Watched = { call, cancel: () => undefined, meters: new Map() };
      this.#calls.set(call.id, begun);
      this.#later(begun);
    }
  }

  /** How the legs of a call have sounded so far, in their order; empty if nothing was measured. */
  of(id: CallId): LegQuality[] {
    return this.#live(id).map(({ latestMos: _latest, ...quality }) => quality);
  }

  #live(id: CallId): LiveQuality['quality'] {
    return [...(this.#calls.get(id)?.meters.values() ?? [])]
      .flatMap(({ meter, leg }) => {
        const { quality } = meter;
        const { id: nth, party, extension, trunk } = leg;
        if (quality === null) return [];
        const latestMos = meter.latestMos ?? quality.mos;
        return [{ leg: nth, party, extension, trunk, ...quality, latestMos }];
      })
      .sort((a, b) => a.leg - b.leg);
  }

  /** All live calls of which something is known. */
  all(): LiveQuality[] {
    return [...this.#calls.keys()]
      .map((callId) => ({ callId, quality: this.#live(callId) }))
      .filter(({ quality }) => quality.length > 0);
  }

  /** What the page of this extension has measured. @returns false if the extension does not talk now */
  reported(extension: string, report: PageReport): boolean {
    for (const watched of this.#calls.values()) {
      const leg = talkingLegs(watched.call).find((each) => each.extension === extension);
      if (leg === undefined) continue;
      const now = this.clock.now();
      const last = watched.meters.get(keyOf(leg, 'page'))?.at;
      if (last !== undefined && now - last < leastBetweenReports) return true;
      const { meter, seconds } = this.#meterOf(watched, leg, 'page');
      meter.takeReport(report, seconds);
      return true;
    }
    return false;
  }

  /** The call is over, and its record made. */
  forget(id: CallId): void {
    this.#calls.get(id)?.cancel();
    this.#calls.delete(id);
  }

  stop(): void {
    this.#stopped = true;
    for (const id of [...this.#calls.keys()]) this.forget(id);
  }

  #later(watched: Watched): void {
    watched.cancel = this.clock.after(lookMs, () => void this.#look(watched));
  }

  async #look(watched: Watched): Promise<void> {
    // One that is left out loses nothing: the next covers its time too.
    if (this.pbx.up && this.#looks < mostLooks) {
      this.#looks += 1;
      await Promise.all(talkingLegs(watched.call).map((leg) => this.#ask(watched, leg)));
      this.#looks -= 1;
    }
    if (this.#calls.get(watched.call.id) === watched) this.#later(watched);
  }

  async #ask(watched: Watched, leg: Leg): Promise<void> {
    const totals = await this.pbx.lineOf(leg.channelId);
    if (totals === null) return;
    const { meter, seconds } = this.#meterOf(watched, leg, 'pbx');
    meter.takeTotals(totals, seconds);
  }

  #meterOf({ meters }: Watched, leg: Leg, source: QualitySource): { meter: LineMeter; seconds: number } {
    const key = keyOf(leg, source);
    const known = meters.get(key);
    const now = this.clock.now();
    const { meter } = known ?? { meter: new LineMeter(source) };
    const since = known?.at ?? leg.answeredAt ?? now;
    meters.set(key, { meter, leg, source, at: now });
    return { meter, seconds: Math.max(0, now - since) / 1_000_000 };
  }
}

/** Legs of people who talk, or wait in the call: of supervisors who listen nothing is kept. */
function talkingLegs({ legs }: Call): Leg[] {
  return legs.filter(
    (leg) => isUp(leg) && leg.state === 'answered' && !leg.released && leg.party !== 'supervisor',
  );
}

function keyOf({ id }: Leg, source: QualitySource): string {
  return `${String(id)} ${source}`;
}
