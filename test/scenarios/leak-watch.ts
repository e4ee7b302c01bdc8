import type { Capture } from '../lab/capture';
import type { Packet } from '../lab/pcap';
import { eventually } from '../lab/eventually';
import type { TestLab } from './test-lab';
import { LeakSearch } from './leak-search';

export interface Watched {
  /** What was found, in words; nothing, where nothing leaked. */
  leaks: string[];
  /** Packets searched, by kind: a search of nothing proves nothing. */
  sip: number;
  rtp: number;
  packets: Packet[];
}

/** Captures what is sent to phones during one test, and searches it whole. */
export class LeakWatch {
  private constructor(
    private readonly capture: Capture,
    readonly search: LeakSearch,
  ) {}

  static async begin(at: TestLab, name: string): Promise<LeakWatch> {
    return new LeakWatch(await at.lab.capture(name), new LeakSearch());
  }

  /** Everything that was sent to this phone, and to odd phones in its place, since the test began. */
  async sentTo(extension: number | string): Promise<Watched> {
    const { packets, sip, rtp } = await this.capture.sentToPhones(String(extension));
    return { leaks: this.search.foundInPackets(packets), sip, rtp, packets };
  }

  /** The same for all phones at once. */
  async sentToAll(): Promise<Watched> {
    const { packets, sip, rtp } = await this.capture.sentToPhones();
    return { leaks: this.search.foundInPackets(packets), sip, rtp, packets };
  }

  async sentToCarriers(): Promise<Packet[]> {
    return this.capture.sentToCarriers();
  }

  /** For positive controls: waits until a leak to this phone reads like that. */
  async leakedTo(extension: number | string, pattern: RegExp): Promise<string[]> {
    return eventually(
      async () => {
        const { leaks } = await this.sentTo(extension);
        const found = leaks.filter((leak) => pattern.test(leak));
        return found.length > 0 ? found : null;
      },
      { within: 6_000, every: 100, what: `leak to the unprotected phone ${String(extension)}` },
    );
  }

  /** Waits until that much media has reached the phone: the two are talking. */
  async mediaTo(extension: number | string, packets = 20): Promise<void> {
    await eventually(async () => (await this.sentTo(extension)).rtp >= packets, {
      within: 6_000,
      every: 100,
      what: `media at phone ${String(extension)}`,
    });
  }

  async end(): Promise<void> {
    await this.capture.stop();
  }
}
