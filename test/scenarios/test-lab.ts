import path from 'node:path';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';
import type { Phone } from '../lab/phone';

/**
 * The tests' own lab, beside one that a person may have up. Times are short, so that endings come soon. Two runs at
 * once need two labs: STAR7_TEST_LAB names the directory, STAR7_TEST_LAB_PORT the base port.
 */
export const testLabOptions = {
  directory: process.env['STAR7_TEST_LAB'] ?? path.join(defaultDirectory(), 'test'),
  basePort: Number(process.env['STAR7_TEST_LAB_PORT'] ?? basePorts.tests),
  star7: {
    STAR7_RING_SECONDS_MANAGER: '4',
    STAR7_RING_SECONDS_CUSTOMER: '4',
    // One test waits for it; in all others it must not end a conversation on a busy machine.
    STAR7_MAX_CALL_SECONDS: '20',
    STAR7_ACCEPT_SECONDS: '12',
  },
} as const;

/** A whole Star7 at work, as one test suite uses it. */
export class TestLab {
  private constructor(readonly lab: Lab) {}

  /** @param directory of the lab; the tests' own, or the one that suites of test/faults give to these */
  static attach(directory: string = process.env['STAR7_TEST_LAB'] ?? testLabOptions.directory): TestLab {
    return new TestLab(Lab.attach(directory));
  }

  phone(extension: number | string): Phone {
    return this.lab.phone(extension);
  }

  /** A request to REST with the lab's service token. */
  async request(
    method: string,
    target: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await fetch(new URL(target, this.lab.star7.httpUrl), {
      method,
      headers: {
        authorization: `Bearer ${this.lab.env['API_TOKEN'] ?? ''}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async get<Answer>(target: string): Promise<Answer> {
    return (await (await this.request('GET', target)).json()) as Answer;
  }

  /** Calls of one manager, newest first. */
  async calls(extension: number | string): Promise<ApiCall[]> {
    return (await this.get<{ items: ApiCall[] }>(`/api/calls?extension=${String(extension)}&limit=50`)).items;
  }

  /**
   * Waits until one of some calls is as wanted. The error says how they stood.
   * @param query of /api/calls: which ones
   */
  async callThat(query: string, wanted: (call: ApiCall) => boolean, within = 15_000): Promise<ApiCall> {
    return await eventually(
      async () => {
        const { items } = await this.get<{ items: ApiCall[] }>(`/api/calls?${query}`);
        const found = items.find(wanted);
        if (found !== undefined) return found;
        const [newest] = items;
        throw new Error(
          newest === undefined
            ? 'no call'
            : `the newest is ${newest.direction}, ${newest.phase}, ${newest.disposition ?? 'undecided'}`,
        );
      },
      { within, every: 50, what: 'a call' },
    );
  }

  /** Waits until the manager's newest call is over and on record, and nothing of it is left on the PBX. */
  async lastRecord(extension: number | string, { after }: { after: string | null }): Promise<ApiCall> {
    const record = await eventually(
      async () => {
        const [newest] = await this.calls(extension);
        return newest !== undefined &&
          newest.id !== after &&
          newest.disposition !== null &&
          newest.endedAt !== null
          ? newest
          : null;
      },
      { within: 30_000, every: 50, what: `record of a call of ${String(extension)}` },
    );
    await this.nothingLeft(record.id);
    return record;
  }

  /** The id of the manager's newest call; to tell the next one from it. */
  async newest(extension: number | string): Promise<string | null> {
    return (await this.calls(extension))[0]?.id ?? null;
  }

  /** No channel and no bridge of this call is left. */
  async nothingLeft(callId: string): Promise<void> {
    await eventually(
      async () => {
        const [channels, bridges] = await Promise.all([
          this.lab.asterisk.ari('GET', 'channels'),
          this.lab.asterisk.ari('GET', 'bridges'),
        ]);
        return !JSON.stringify([channels.body, bridges.body]).includes(callId);
      },
      { within: 5_000, every: 50, what: 'the end of every leg' },
    );
  }

  /** Puts a phone on the hook, whatever state a test left it in: one that crashed fails its own test, not the next. */
  async onHook(extension: number | string): Promise<void> {
    const phone = this.phone(extension);
    if (phone.daemon.running()) await phone.hangUpAll();
    else await phone.restart();
  }

  /**
   * Registers all phones again after a restart of the PBX, for this suite and the next: a phone notices at its own leisure
   * that its registration is gone; people would switch theirs off and on.
   */
  async phonesBack(): Promise<void> {
    const { phones, asterisk } = this.lab;
    await Promise.all(phones.map((phone) => phone.restart()));
    await eventually(
      async () => {
        const online = await asterisk.onlineEndpoints();
        return phones.every(({ extension }) => online.has(extension));
      },
      { within: 10_000, every: 100, what: 'registration of the phones' },
    );
  }

  /** Puts all phones on the hook, and lets go of them. */
  async release(): Promise<void> {
    await Promise.all(this.lab.phones.map((phone) => phone.hangUpAll().catch(() => undefined)));
    this.lab.release();
  }
}
