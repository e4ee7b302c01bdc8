import type { Micros } from '#kernel/micros';
import type { Log } from '#kernel/log';
import { idSuffixOf } from '#kernel/node';
import { callerIn } from './caller';
import { devicesIn, endpointOf, isEndpointName } from './endpoint';
import type { Masked } from '#kernel/masked';
import { percentDecoded } from '#kernel/percent-decoded';
import type { LegTarget } from '#calls/model/call-event';
import { channelTails } from '#calls/model/call-state';
import type { SipSpeaker } from '#calls/model/disposition';
import type { LineTotals } from '#calls/model/line-quality';
import type { Joining, LegEnding, LegRequest, Pbx, PbxEvent, Saying, Survey } from '#calls/engine/pbx';
import { mediaOf } from './announcement-media';
import type { AriEvent, AriRequests } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';
import { AriError } from './ari/ari-errors';
import { ownEndpoints } from './ari-phones';
import { deadMansVariables, unwrittenEndings, waitingVariables, watchdogChannelId } from './dead-mans-switch';
import { lineTotalsIn, statisticsOfChannel } from './rtp-statistics';
import { customerDialString, dialledDigits } from './dial-string';
import type { Trunk } from './dial-string';
import type { EndingsFile } from './endings-file';
import type { PbxTime } from './pbx-time';
import { callHeader } from '#phone/model/gate-rules';
import type { PhoneEndpoints } from '#phone/model/endpoint-directory';

/** The event types that {@link readAriEvent} understands. Asterisk is asked for these and no others. */
export const ariEventTypes = [
  'StasisStart',
  'StasisEnd',
  'ChannelStateChange',
  'ChannelHangupRequest',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'ChannelTransfer',
  'ChannelTalkingStarted',
  'ChannelTalkingFinished',
  'PlaybackFinished',
  'ApplicationReplaced',
] as const;

/** Added to the ring time: the PBX lets go of a leg by itself where Star7 is no longer there to do it. */
const ringBackstopSeconds = 10;

/**
 * What TALK_DETECT takes for talk (func_talkdetect): it ends with so much silence, and is as loud as this on average (of
 * 32,767; -38 dB of full scale). Shorter pauses are those between words.
 */
const talk = { silenceMs: 250, loudness: 400 } as const;

/** How long a beep sounds at least, ms. */
const leastBeepMs = 120;

/** First argument of `Stasis(star7,…)`: who put the channel there. */
const argument = { shortCode: 'short-code', inbound: 'inbound', leg: 'leg' } as const;

/** What a leg must be freed from, or get, before it is joined. */
const beforeJoining = { unanswered: 'answer', ringing: 'ringStop', holding: 'stopMoh', ready: null } as const;

/** Ids of the legs and bridges that Star7 makes: a UUID, its part in the call, and whose it is (calls/model/call-state.ts). */
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** By the call's id a page tells the call that it asked for from others, and answers by itself. */
const uuidLength = 36;

export interface AriPbxOptions {
  application: string;
  /** Which Star7 this is; see kernel/node.ts. */
  node: string;
  trunks: readonly Trunk[];
  /** Header that makes a desk phone answer by itself, `Alert-Info: info=alert-autoanswer`. */
  autoAnswerHeader: { name: string; value: string };
  /** The header of a carrier's INVITE that has the caller's number: `From`, or `P-Asserted-Identity`. */
  callerHeader: string;
  /** After so many seconds the PBX itself hangs up a customer's leg, whatever has become of Star7. */
  longestLegSeconds: number;
  /** The frequency of the beep of voicemails; 0: not listened for. */
  beepHertz: number;
  /** Which endpoint is whose phone. */
  endpoints: PhoneEndpoints;
}

/**
 * Channels and bridges of an Asterisk, over ARI. Translates both ways and decides nothing.
 *
 * No number is put into a channel id, a name, a variable or a Stasis argument: it stands in the dial string of
 * one request. The customer's channel has the company's DID for a caller ID, because Asterisk shows that to the
 * manager's phone when it bridges the two.
 */
export class AriPbx implements Pbx {
  #listener: (event: PbxEvent) => void = () => undefined;
  /** Requests for channels and bridges without a reply yet: the end of one must not overtake its making. */
  readonly #making = new Map<string, Promise<unknown>>();
  readonly #phones: Phones = new Map();
  /** Callers whose number is being read, with the events that wait for it. */
  readonly #arriving = new Map<string, PbxEvent[]>();
  readonly #ownChannel: RegExp;
  readonly #ownBridge: RegExp;
  readonly #ownEndpoint: RegExp;

  constructor(
    private readonly ari: AriRequests,
    private readonly options: AriPbxOptions,
    private readonly endingsFile: EndingsFile | null,
    private readonly time: PbxTime,
    private readonly log: Log,
  ) {
    const suffix = idSuffixOf(options.node).replace('.', '\\.');
    this.#ownChannel = new RegExp(`^${uuid}${channelTails}${suffix}$`);
    this.#ownBridge = new RegExp(`^${uuid}-[bl]${suffix}$`);
    this.#ownEndpoint = ownEndpoints(options.node);
  }

  get up(): boolean {
    return this.ari.up;
  }

  onEvent(listener: (event: PbxEvent) => void): void {
    this.#listener = listener;
  }

  /** To be given the connection's events. */
  receive(event: AriEvent): void {
    if (event.type === 'StasisStart' && isThere(event['replace_channel'])) {
      this.#refuseTakeOver(event);
      return;
    }
    const read = readAriEvent(event, this.#phones, this.time.stampOfNow());
    if (read?.type === 'arrived' && this.#isPhoneAsCaller(read)) {
      this.#phones.delete(read.channelId);
      void this.#hangUpQuietly(read.channelId);
      return;
    }
    if (read !== null) this.#deliver({ ...this.#byExtension(read), at: this.time.ofNews(read.at) });
  }

  /** The short codes are all that a phone of Star7's may dial: with the way of customers' calls it would name its caller's number itself. */
  #isPhoneAsCaller({ entry, endpoint }: Extract<PbxEvent, { type: 'arrived' }>): boolean {
    return entry === 'inbound' && endpoint !== null && this.#ownEndpoint.test(endpoint);
  }

  /** Asterisk names endpoints, the calls know extensions. Trunks and what a phone dials stay as they are. */
  #byExtension(event: PbxEvent): PbxEvent {
    const { endpoints } = this.options;
    if (event.type === 'arrived' && event.endpoint !== null)
      return {
        ...event,
        endpoint: endpoints.extensionOf(event.endpoint),
        ...(endpoints.isInPage(event.endpoint) && { inPage: true }),
      };
    if (event.type === 'transfer-asked' && event.to !== null)
      return { ...event, to: endpoints.extensionOf(event.to) };
    return event;
  }

  /** Nothing of a caller's channel is delivered before who calls was read. */
  #deliver(event: PbxEvent): void {
    const held = 'channelId' in event ? this.#arriving.get(event.channelId) : undefined;
    if (held !== undefined) held.push(event);
    else if (event.type === 'arrived' && event.entry === 'inbound') void this.#readCaller(event);
    else this.#listener(event);
  }

  async #readCaller(arrived: Extract<PbxEvent, { type: 'arrived' }>): Promise<void> {
    const { channelId } = arrived;
    const held: PbxEvent[] = [];
    this.#arriving.set(channelId, held);
    const caller = await this.#callerOf(channelId);
    this.#arriving.delete(channelId);
    this.#listener({ ...arrived, caller });
    for (const event of held) this.#listener(event);
  }

  /**
   * The caller's number, from the INVITE itself: the channel's caller ID is emptied before anything can show or record it.
   * @returns null if the number is withheld, or cannot be read: the caller is then asked for the order
   */
  async #callerOf(channelId: string): Promise<Masked | null> {
    try {
      return callerIn(await this.#variable(channelId, `PJSIP_HEADER(read,${this.options.callerHeader})`));
    } catch (error) {
      this.log.warn('the number of a caller could not be read, so the caller counts as unknown', { error });
      return null;
    }
  }

  /** To be told of the connection's ups and downs. */
  connectionChanged(up: boolean, at: Micros): void {
    this.#listener({ type: up ? 'connected' : 'disconnected', at });
  }

  together(work: () => void): void {
    this.ari.together(work);
  }

  async ring(channelId: string): Promise<void> {
    await this.#do('channels', 'ring', { channelId });
  }

  async devices(phone: string, asking?: Parameters<Pbx['devices']>[1]): Promise<readonly string[]> {
    const endpoints = this.options.endpoints
      .ringing(phone, asking)
      .map(({ endpoint }) => endpoint)
      .filter(isEndpointName);
    const contacts = await Promise.all(endpoints.map((endpoint) => this.#contactsOf(endpoint)));
    const rings = endpoints.map((endpoint, nth) => ({ endpoint, contacts: contacts[nth] ?? null }));
    const reachable = rings.filter((one) => one.contacts === null || one.contacts.length > 0);
    // Asterisk calls a single one by the endpoint's name, and says of one that cannot be reached why not.
    return (reachable.length > 0 ? reachable : rings).flatMap((one) =>
      one.contacts !== null && one.contacts.length > 1 ? one.contacts : [`PJSIP/${one.endpoint}`],
    );
  }

  /**
   * Read with a dialplan function, for which ARI needs a channel: the watchdog's, which always exists.
   * @returns the devices that are registered as the endpoint; null where they could not be listed
   */
  async #contactsOf(endpoint: string): Promise<readonly string[] | null> {
    try {
      return devicesIn(await this.#variable(watchdogChannelId, `PJSIP_DIAL_CONTACTS(${endpoint})`), endpoint);
    } catch (error) {
      this.log.warn('the devices of a phone could not be listed, so one of them is called', { error });
      return null;
    }
  }

  async make({ channelId, display, ringSeconds }: LegRequest, to: LegTarget): Promise<void> {
    await this.#originate({
      channelId,
      callerId: `"${display.name.replace(/["\\<>\r\n]/g, ' ')}" <${display.number}>`,
      timeout: ringSeconds + ringBackstopSeconds,
      ...('phone' in to ? this.#toPhone(to, channelId) : this.#toNumber(to)),
    });
  }

  #toPhone({ phone, device, autoAnswer }: Extract<LegTarget, { phone: string }>, channelId: string): object {
    const { name, value } = this.options.autoAnswerHeader;
    const target = device ?? `PJSIP/${this.options.endpoints.endpointOf(phone)}`;
    const [, endpoint = ''] = target.split('/');
    return {
      endpoint: target,
      variables: {
        ...deadMansVariables('manager'),
        ...(this.options.endpoints.isInPage(endpoint)
          ? { [`PJSIP_HEADER(add,${callHeader})`]: channelId.slice(0, uuidLength) }
          : autoAnswer && { [`PJSIP_HEADER(add,${name})`]: value }),
      },
    };
  }

  /** @throws AriError where there is no such trunk */
  #toNumber({ number, trunk: name }: Extract<LegTarget, { trunk: string }>): object {
    const trunk = this.options.trunks.find((one) => one.name === name);
    if (trunk === undefined) throw new AriError('refused', 'channels.originate: no such trunk');
    return {
      endpoint: customerDialString(number, trunk),
      variables: deadMansVariables('customer', this.options.longestLegSeconds),
    };
  }

  async sendDigits(channelId: string, digits: Masked): Promise<number> {
    const { dtmf, seconds, ...pace } = dialledDigits(digits);
    await this.#do('channels', 'sendDTMF', { channelId, dtmf, ...pace });
    return seconds;
  }

  async answer(channelId: string): Promise<void> {
    await this.#do('channels', 'answer', { channelId });
  }

  async playMusic(channelId: string): Promise<void> {
    await this.#do('channels', 'startMoh', { channelId });
  }

  async join({ bridgeId, legs }: Joining): Promise<void> {
    const joined = this.ari.together(() => {
      // Of what a waiting leg hears, nothing may be left once they talk.
      const ready = legs.flatMap(({ channelId, is }) => {
        const operation = beforeJoining[is];
        return operation === null ? [] : [this.#do('channels', operation, { channelId })];
      });
      // Refused where it is there already: a process that died had made it. Where there is none, adding to it is refused.
      // Asterisk writes each packet of media itself then. It would otherwise pass them on as they are (bridge_native_rtp),
      // and with them what the carrier puts into their headers: extensions, CSRC, SSRC.
      const bridging = this.#unlessRefused('bridges', 'createWithId', {
        bridgeId,
        type: 'mixing,proxy_media',
      });
      this.#making.set(bridgeId, bridging);
      const adding = this.#do('bridges', 'addChannel', {
        bridgeId,
        channel: legs.map(({ channelId }) => channelId).join(','),
        // Else Asterisk tells the manager's phone the caller ID of the customer's leg in a re-INVITE.
        inhibitConnectedLineUpdates: true,
      });
      return [...ready, bridging.finally(() => this.#making.delete(bridgeId)), adding];
    });
    await Promise.all(joined);
  }

  async part(bridgeId: string, stay: readonly string[] = []): Promise<void> {
    await this.#onceMade(bridgeId, async () => {
      const parting = this.ari.together(() => [
        // Whoever stays is parted for sure, or it has failed.
        stay.length > 0
          ? this.#do('bridges', 'destroy', { bridgeId })
          : this.#unlessRefused('bridges', 'destroy', { bridgeId }),
        // Asterisk leaves there whom a channel was joined with: the watchdog of the dialplan would not end one that waits.
        // It has as much patience with them as with callers who wait.
        ...stay.flatMap((channelId) =>
          this.#setVariables(channelId, { BRIDGEPEER: '', ...waitingVariables }),
        ),
      ]);
      await Promise.all(parting);
    });
  }

  async answerTransfer(channelId: string, accepted: boolean): Promise<void> {
    await this.#do('channels', 'transfer_progress', {
      channelId,
      states: accepted ? 'channel_answered' : 'channel_declined',
    });
  }

  async say({ channelId, playbackId, what, language }: Saying): Promise<void> {
    const playing = this.ari.together(() => [
      // Playing opens the early media (183) by itself, but may then be faster than it: the phone would hear the
      // sentence without its beginning (seen: RTP before the 183).
      this.#do('channels', 'progress', { channelId }),
      this.#do('channels', 'playWithId', {
        channelId,
        playbackId,
        media: what.flatMap((part) => mediaOf(part, language)).join(','),
        lang: language,
      }),
    ]);
    await Promise.all(playing);
  }

  async snoop({ channelId, snoopId, whispers }: Parameters<Pbx['snoop']>[0]): Promise<void> {
    const request = this.#do('channels', 'snoopChannelWithId', {
      channelId,
      snoopId,
      spy: 'both',
      whisper: whispers ? 'out' : 'none',
      app: this.options.application,
      appArgs: argument.leg,
    });
    this.#making.set(snoopId, request);
    await request.finally(() => this.#making.delete(snoopId));
  }

  async sayToAll({ bridgeId, playbackId, what, language }: Parameters<Pbx['sayToAll']>[0]): Promise<void> {
    const media = what.flatMap((part) => mediaOf(part, language)).join(',');
    await this.#do('bridges', 'playWithId', { bridgeId, playbackId, media, lang: language });
  }

  async hush(playbackId: string): Promise<void> {
    await this.#unlessRefused('playbacks', 'stop', { playbackId });
  }

  async watchTalk(channelId: string): Promise<void> {
    const { beepHertz } = this.options;
    const setting = this.ari.together(() =>
      this.#setVariables(channelId, {
        'TALK_DETECT(set)': `${talk.silenceMs},${talk.loudness}`,
        ...(beepHertz !== 0 && { [`TONE_DETECT(${beepHertz},${leastBeepMs})`]: '' }),
      }),
    );
    await Promise.all(setting);
  }

  async unwatchTalk(channelId: string): Promise<void> {
    const removing = this.ari.together(() =>
      this.#setVariables(channelId, {
        'TALK_DETECT(remove)': '',
        ...(this.options.beepHertz !== 0 && { 'TONE_DETECT(0,,x)': '' }),
      }),
    );
    await Promise.all(removing);
  }

  async hasBeeped(channelId: string): Promise<boolean> {
    if (this.options.beepHertz === 0) return false;
    try {
      return Number(await this.#variable(channelId, 'TONE_DETECT(rx)')) > 0;
    } catch {
      // The leg is gone, or the PBX has no res_tonedetect: its talk alone decides.
      return false;
    }
  }

  #setVariables(channelId: string, variables: Readonly<Record<string, string>>): Promise<void>[] {
    return Object.entries(variables).map(([variable, value]) =>
      this.#unlessRefused('channels', 'setChannelVar', { channelId, variable, value }),
    );
  }

  async #variable(channelId: string, variable: string): Promise<unknown> {
    const answer = await this.ari.call('channels.getChannelVar', (client) =>
      operationOf(client, 'channels', 'getChannelVar')({ channelId, variable }),
    );
    return (answer as { value?: unknown } | null)?.value;
  }

  async lineOf(channelId: string): Promise<LineTotals | null> {
    try {
      const text = await this.#variable(channelId, statisticsOfChannel);
      return typeof text === 'string' ? lineTotalsIn(text) : null;
    } catch {
      // It has hung up meanwhile, or there is no connection: the next look may find more.
      return null;
    }
  }

  async hangUp(channelId: string, cause: number): Promise<void> {
    await this.#onceMade(channelId, () =>
      this.#unlessRefused('channels', 'hangup', { channelId, reason_code: String(cause) }),
    );
  }

  async survey(): Promise<Survey> {
    // As good an occasion as any: it comes every half minute.
    void this.endingsFile?.setAsideWhenLong();
    const [channels, bridges] = await Promise.all([
      this.#list<AriChannel>('channels'),
      this.#list<{ id: string; channels: string[] }>('bridges'),
    ]);
    return {
      channels: new Map(channels.map(({ id, state }) => [id, { answered: state === 'Up' }])),
      bridges: new Map(
        bridges
          .filter(({ id }) => this.#ownBridge.test(id))
          .map(({ id, channels: joined }) => [id, new Set(joined)]),
      ),
      own: new Set(channels.filter((channel) => this.#isOwn(channel)).map(({ id }) => id)),
    };
  }

  async endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>> {
    if (this.endingsFile === null) return new Map();
    // First what the PBX has not written yet: it leaves there only once it is in the file.
    const unwritten = await this.#unwrittenEndings();
    const endings = await this.endingsFile.of(channelIds, unwritten);
    return new Map(
      [...endings].map(([channelId, ending]) => [channelId, { ...ending, at: this.time.ofPast(ending.at) }]),
    );
  }

  async #unwrittenEndings(): Promise<string[]> {
    const answers = this.ari.together(() =>
      unwrittenEndings.map((variable) =>
        this.ari.call('asterisk.getGlobalVar', (client) =>
          operationOf(client, 'asterisk', 'getGlobalVar')({ variable }),
        ),
      ),
    );
    try {
      const values = (await Promise.all(answers)) as Array<{ value?: string } | null>;
      return values.flatMap((answer) => (answer?.value ?? '').split('|'));
    } catch {
      // Without ARI: within a second they are in the file, which is read again.
      return [];
    }
  }

  adopt(channelId: string): void {
    if (!this.#phones.has(channelId)) this.#phones.set(channelId, null);
  }

  /** A leg that Star7 made, or a phone that its dialplan has handed to it and that is in its hands now. */
  #isOwn({ id, dialplan }: AriChannel): boolean {
    return (
      this.#ownChannel.test(id) ||
      (dialplan?.app_name === 'Stasis' &&
        [argument.shortCode, argument.inbound].some((entry) =>
          dialplan.app_data?.startsWith(`${this.options.application},${entry},`),
        ))
    );
  }

  async #list<Item>(resource: 'channels' | 'bridges'): Promise<Item[]> {
    const listed = await this.ari.call(`${resource}.list`, (client) =>
      operationOf(client, resource, 'list')({}),
    );
    return listed as Item[];
  }

  /**
   * Ends what is being made after the reply to the request that makes it, whatever that says. Where nothing is, it is asked for at
   * once: a turn later would be too late to go together with the rest.
   */
  async #onceMade(id: string, end: () => Promise<void>): Promise<void> {
    const making = this.#making.get(id);
    if (making !== undefined) await making.catch(() => undefined);
    await end();
  }

  async #originate(parameters: { channelId: string; [parameter: string]: unknown }): Promise<void> {
    const { channelId } = parameters;
    const request = this.#do('channels', 'originate', {
      app: this.options.application,
      appArgs: argument.leg,
      ...parameters,
    });
    this.#making.set(channelId, request);
    await request.finally(() => this.#making.delete(channelId));
  }

  /**
   * Another phone has taken a leg's place: INVITE with Replaces (RFC 3891), which Asterisk grants to every endpoint,
   * `allow_transfer=no` or not. Whoever that is was not authorised for the order, so both go; the end of the leg
   * that was replaced ends the call.
   */
  #refuseTakeOver(event: AriEvent): void {
    for (const taken of [channelIn(event, 'channel'), channelIn(event, 'replace_channel')]) {
      if (taken !== null) void this.#hangUpQuietly(taken.id);
    }
  }

  async #hangUpQuietly(channelId: string): Promise<void> {
    try {
      await this.#unlessRefused('channels', 'hangup', { channelId });
    } catch {
      // Asterisk's own time-out on the leg remains.
    }
  }

  /** ARI refuses to make what there is and to end what there is not: either way it is as it was wanted. */
  async #unlessRefused(resource: string, operation: string, parameters: object): Promise<void> {
    try {
      await this.#do(resource, operation, parameters);
    } catch (error) {
      if (!(error instanceof AriError && error.slug === 'refused')) throw error;
    }
  }

  async #do(resource: string, operation: string, parameters: object): Promise<void> {
    await this.ari.call(`${resource}.${operation}`, (client) =>
      operationOf(client, resource, operation)(parameters),
    );
  }
}

/**
 * Channels of phones that dialled in, each with how its far side asked to hang up, once it has; all others are
 * Star7's own legs.
 *
 * Asterisk subscribes an application to a channel that entered through the dialplan only until StasisEnd, so its
 * ChannelDestroyed never comes: StasisEnd is its end. Legs that were originated do get theirs.
 */
export type Phones = Map<string, ChannelEnding | null>;

interface ChannelEnding {
  cause: number;
  sipCode: number | null;
  saidBy: SipSpeaker;
}

/** ITU-T Q.850: where Asterisk names no cause. */
const normalClearing = 16;
const normalEnding: ChannelEnding = { cause: normalClearing, sipCode: null, saidBy: 'far' };

/**
 * Asterisk gives a leg this status by itself where its INVITE has no answer at all (RFC 3261, timer B), and the event does
 * not tell it from a far side's.
 */
const ownSipCode = 408;

interface AriChannel {
  id: string;
  name: string;
  state: string;
  /** Where it is in the dialplan. `app_data` may hold what was dialled: to be looked at, not to be kept. */
  dialplan?: { app_name?: string; app_data?: string };
}

/**
 * Reads one ARI event. What does not have the form that Asterisk describes says nothing: a wrong type would otherwise
 * travel through the call into its record.
 * @param phones learns the channels that dialled in, and forgets those gone
 * @param receivedAt stands for a time that the event does not say, or that cannot be one
 * @returns null where the event says nothing to the calls
 */
export function readAriEvent(event: AriEvent, phones: Phones, receivedAt: Micros = 0): PbxEvent | null {
  const at = microsOf(event.timestamp) ?? receivedAt;
  if (event.type === 'PlaybackFinished') {
    const id = (event['playback'] as { id?: unknown } | null | undefined)?.id;
    return isId(id) ? { type: 'played', playbackId: id, at } : null;
  }
  if (event.type === 'ChannelTransfer') return transferAskedIn(event, at);
  const channel = channelIn(event, 'channel');
  return channel === null ? null : readChannelEvent(event, channel, phones, at);
}

function readChannelEvent(
  event: AriEvent,
  channel: NamedChannel,
  phones: Phones,
  at: Micros,
): PbxEvent | null {
  const channelId = channel.id;
  switch (event.type) {
    case 'StasisStart': {
      const args: readonly unknown[] = Array.isArray(event['args']) ? event['args'] : [];
      if (args[0] === argument.leg) return { type: 'answered', channelId, at };
      const entry = args[0];
      if (entry !== argument.shortCode && entry !== argument.inbound) return null;
      phones.set(channelId, null);
      const endpoint = endpointOf(channel.name);
      // The dialplan sends what was dialled through URIENCODE, so that no comma in it makes more arguments.
      const dialled = percentDecoded(textOf(args.at(-1)));
      return { type: 'arrived', channelId, entry, endpoint, caller: null, dialled, at };
    }
    case 'ChannelStateChange':
      if (channel.state === 'Ringing') return { type: 'ringing', channelId, at };
      // A leg of ours can be bridged only once it is in Stasis: its StasisStart is its answer.
      return channel.state === 'Up' && phones.has(channelId) ? { type: 'answered', channelId, at } : null;
    case 'ChannelHangupRequest':
      if (event['soft'] === true && event['cause'] === softHangup.shutdown)
        return { type: 'shut-down', channelId, at };
      if (phones.has(channelId)) phones.set(channelId, hangupRequestOf(event));
      return null;
    case 'StasisEnd': {
      const ending = phones.get(channelId);
      if (!phones.delete(channelId)) return null;
      return { type: 'ended', channelId, ...(ending ?? normalEnding), at };
    }
    case 'ChannelDestroyed':
      return { type: 'ended', channelId, ...endingOf(event), at };
    case 'ChannelTalkingStarted':
      return { type: 'talk-began', channelId, at };
    case 'ChannelTalkingFinished':
      return {
        type: 'talk-ended',
        channelId,
        talk: isWhole(event['duration'], 0, longestTalkMs) ? event['duration'] * 1000 : 0,
        silence: talk.silenceMs * 1000,
        at,
      };
    case 'ChannelDtmfReceived':
      return { type: 'digit', channelId, digit: textOf(event['digit']), at };
    default:
      return null;
  }
}

/**
 * A REFER, which Asterisk leaves to its application where PJSIP_TRANSFER_HANDLING is `ari-only` (22.3 and later). The same event
 * comes again, with a state, once it has been answered.
 * Source: ast_refer_notify_transfer_request() in main/refer.c.
 */
function transferAskedIn(event: AriEvent, at: Micros): PbxEvent | null {
  const { state, refer_to: target, referred_by: source } = event as AriEvent & TransferParts;
  const channelId = source?.source_channel?.id;
  if (!isId(channelId) || isThere(state)) return null;
  const { destination, protocol_id: replaces } = target?.requested_destination ?? {};
  if (isThere(replaces)) return { type: 'transfer-asked', channelId, ...secondCallIn(target, source), at };
  const to = typeof destination === 'string' ? destination.slice(0, longestTarget) : null;
  return { type: 'transfer-asked', channelId, to, at };
}

/** With whom the phone has the second call that it names. A dialog of another phone's is none of its own. */
function secondCallIn(
  target: TransferParts['refer_to'],
  source: TransferParts['referred_by'],
): { to: string | null; second?: string } {
  const second = target?.destination_channel;
  const own = endpointOf(textOf(source?.source_channel?.name));
  if (!isId(second?.id) || own === null || endpointOf(textOf(second.name)) !== own) return { to: null };
  return { to: endpointOf(textOf(target?.connected_channel?.name)), second: second.id };
}

interface TransferParts {
  state?: unknown;
  refer_to?: {
    requested_destination?: { destination?: unknown; protocol_id?: unknown };
    destination_channel?: { id?: unknown; name?: unknown };
    connected_channel?: { name?: unknown };
  };
  referred_by?: { source_channel?: { id?: unknown; name?: unknown } };
}

/** Longer than any extension. */
const longestTarget = 64;

type NamedChannel = Pick<AriChannel, 'id' | 'name' | 'state'>;

/** @returns null where there is none that can be told from others */
function channelIn(event: AriEvent, property: 'channel' | 'replace_channel'): NamedChannel | null {
  const channel = event[property] as Partial<Record<keyof NamedChannel, unknown>> | null | undefined;
  const id = channel?.id;
  return isId(id) ? { id, name: textOf(channel?.name), state: textOf(channel?.state) } : null;
}

/** Asterisk's own end of a channel's id: AST_MAX_PUBLIC_UNIQUEID in include/asterisk/channel.h, 149 characters. */
function isId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length < 150;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function endingOf(event: AriEvent): ChannelEnding {
  const { cause, tech_cause: techCause } = event;
  return {
    // Q.850 has seven bits for it.
    cause: isWhole(cause, 1, 127) ? cause : normalClearing,
    // For PJSIP channels the SIP status; 0 or absent where there was none.
    sipCode: isWhole(techCause, 300, 699) ? techCause : null,
    saidBy: techCause === ownSipCode ? 'own' : 'far',
  };
}

/**
 * Where Asterisk itself hangs up, its hangup request names no Q.850 cause but its own reason: AST_SOFTHANGUP_* in
 * include/asterisk/channel.h. Some of these are Q.850 causes as well; `soft` tells the two apart.
 */
const softHangup = { device: 1, shutdown: 4, timeout: 8, explicit: 32, unbridge: 64 } as const;
const softHangups: ReadonlySet<unknown> = new Set(Object.values(softHangup));
/** Of PJSIP the device's is `rtp_timeout`, for which it sets this cause without saying so here (res_pjsip_sdp_rtp). */
const noMedia = 44;

function hangupRequestOf(event: AriEvent): ChannelEnding {
  const ending = endingOf(event);
  if (event['soft'] !== true || !softHangups.has(event['cause'])) return ending;
  return { ...ending, cause: event['cause'] === softHangup.device ? noMedia : normalClearing };
}

/** A day. */
const longestTalkMs = 86_400_000;

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** A record with a time that DATETIME cannot hold could never be stored. */
const lastMoment = Date.UTC(2200, 0);

/**
 * ARI's `2026-11-23T22:00:00.123+0000` lacks the colon that ISO 8601 wants in its offset.
 * @returns null for what is no time of this or the next century
 */
function microsOf(timestamp: unknown): Micros | null {
  const text = textOf(timestamp);
  const milliseconds = Date.parse(`${text.slice(0, -2)}:${text.slice(-2)}`);
  return milliseconds >= 0 && milliseconds < lastMoment ? milliseconds * 1000 : null;
}
