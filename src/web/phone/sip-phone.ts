import { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA';
import { callHeader } from '#phone/model/gate-rules';
import { phoneEndOf } from '#phone/model/phone-end';
import type { PhoneEnd } from '#phone/model/phone-end';
import { chosenDevices, soundBy } from './devices';
import type { CallTotals } from './call-quality';
import { preferOpus } from './prefer-opus';
import { PathKeeper } from './path-keeper';
import type { OfferEnd } from './path-keeper';
import { SipSocket } from './sip-socket';
import type { Answer } from '../api/types';

/** Of addresses, which go by their user alone: no such host exists (RFC 6761). */
const host = 'star7.invalid';
const registerSeconds = 120;
/** Seconds between two attempts to connect. */
const reconnect = { connection_recovery_min_interval: 1, connection_recovery_max_interval: 2 };
/** A gathering that is not through by then goes on without what is still to come. */
const longestGatheringMs = 1000;
/** To a registration: not known, or not by this password. */
const credentialsRefused: ReadonlySet<number> = new Set([401, 403, 404, 407]);
const busyHere = 486;
const decline = 603;
/** Seconds; how long the phone rings is Star7's affair, which ends it earlier. */
const longestRing = 600;

export interface SipEvents {
  /** The PBX knows where to reach this page. */
  registered: () => void;
  /** @param end what the gate said; null where the network broke */
  disconnected: (end: PhoneEnd | null) => void;
  /** The PBX does not take the credentials. */
  refused: () => void;
  /** @param callId of Star7's call, where it is one that Star7 made */
  incoming: (call: SipCall, callId: string | null) => void;
}

/** SIP over WebSocket by JsSIP: one connection, one registration, one call at a time. */
export class SipPhone {
  readonly #ua: UA;
  readonly #socket: SipSocket;
  #call: SipCall | null = null;
  #relay: Relay | null;

  constructor(
    { endpoint, password, relay }: { endpoint: string; password: string; relay: Relay | null },
    private readonly events: SipEvents,
  ) {
    this.#relay = relay;
    const { protocol, host: server } = window.location;
    this.#socket = new SipSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${server}/api/phone`);
    this.#ua = new UA({
      sockets: [this.#socket],
      uri: `sip:${endpoint}@${host}`,
      contact_uri: `sip:${endpoint}@${host};transport=ws`,
      password,
      register_expires: registerSeconds,
      session_timers: false,
      no_answer_timeout: longestRing,
      user_agent: 'Star7',
      ...reconnect,
    });
    this.#ua.on('registered', () => {
      this.#call?.path.connected();
      events.registered();
    });
    this.#ua.on('registrationFailed', ({ response }) => this.#registrationFailed(response));
    this.#ua.on('disconnected', ({ code }: { code?: number }) => {
      this.#call?.path.disconnected();
      events.disconnected(phoneEndOf(code));
    });
    this.#ua.on('newRTCSession', (event: IncomingRTCSessionEvent) => {
      if ((event.originator as string) === 'remote') this.#take(event);
    });
  }

  get relay(): Relay | null {
    return this.#relay;
  }

  /** From now on the sound of calls is relayed by these credentials, also where the call that is up looks for another path. */
  set relay(relay: Relay | null) {
    this.#relay = relay;
    if (relay !== null) this.#call?.relayBy(relay);
  }

  start(): void {
    window.addEventListener('online', this.#online);
    this.#ua.start();
  }

  /** Ends the call, and the registration. */
  stop(): void {
    window.removeEventListener('online', this.#online);
    this.#call?.end();
    this.#ua.stop();
    this.#socket.retire();
  }

  /** A connection by the network that there was before leads nowhere; the call's path is looked for over the next one. */
  readonly #online = (): void => this.#socket.drop();

  /** Without a response the connection broke, or the PBX is silent, which only a new connection tells apart. */
  #registrationFailed(response: { status_code?: number } | null | undefined): void {
    if (credentialsRefused.has(response?.status_code ?? 0)) this.events.refused();
    else this.#socket.drop();
  }

  /** Dials a short code. */
  dial(code: string, stream: MediaStream): SipCall {
    const session = this.#ua.call(`sip:${code}@${host}`, { mediaStream: stream, ...mediaBy(this.relay) });
    return this.#hold(new SipCall(session, this.relay));
  }

  #take({ session, request }: IncomingRTCSessionEvent): void {
    if (this.#call !== null) {
      session.terminate({ status_code: busyHere });
      return;
    }
    const header = (request as { getHeader: (name: string) => string | undefined }).getHeader(callHeader);
    this.events.incoming(this.#hold(new SipCall(session, this.relay)), header ?? null);
  }

  #hold(call: SipCall): SipCall {
    this.#call = call;
    call.onEnd(() => {
      if (this.#call === call) this.#call = null;
    });
    return call;
  }
}

export type Relay = NonNullable<Answer<'/api/phone', 'post'>['relay']>;

/** Host candidates, and those of the company's own relay: no address is asked of strangers. */
function mediaBy(relay: Relay | null) {
  const iceServers =
    relay === null ? [] : [{ urls: relay.urls, username: relay.username, credential: relay.credential }];
  const iceTransportPolicy = relay?.only === true ? ('relay' as const) : ('all' as const);
  return { mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers, iceTransportPolicy } };
}

/** What JsSIP's types leave out of a session: a request within its dialog. */
interface Dialog {
  contact: string;
  sendRequest(
    method: 'INVITE' | 'ACK',
    options?: {
      extraHeaders: string[];
      body: string;
      eventHandlers: {
        onSuccessResponse: (response: { body: string }) => void;
        onErrorResponse: () => void;
        onTransportError: () => void;
        onRequestTimeout: () => void;
        onDialogError: () => void;
      };
    },
  ): void;
}

/** A call of this page's phone. */
export class SipCall {
  readonly path = new PathKeeper({
    offer: () => this.#offerPath().catch(() => 'refused' as const),
    changed: (isLost) => this.#onPath(isLost),
    giveUp: () => this.end(),
  });
  readonly #audio = new Audio();
  readonly #ends = new Set<() => void>();
  #onPath: (isLost: boolean) => void = () => undefined;
  #relay: Relay | null;

  constructor(
    private readonly session: RTCSession,
    relay: Relay | null,
  ) {
    this.#relay = relay;
    this.#audio.autoplay = true;
    this.hearByChosen();
    // An outgoing session has its connection already.
    const connection = session.connection as RTCPeerConnection | null;
    if (connection) this.#play(connection);
    else session.on('peerconnection', ({ peerconnection }) => this.#play(peerconnection));
    // A relay that does not answer holds the call up no longer than this.
    let isWaiting = false;
    session.on('icecandidate', ({ candidate, ready }) => {
      if (candidate.type === 'relay') ready();
      else if (!isWaiting) {
        isWaiting = true;
        setTimeout(ready, longestGatheringMs);
      }
    });
    session.on('sdp', (event) => {
      if ((event.originator as string) === 'remote') event.sdp = preferOpus(event.sdp);
    });
    const ended = (): void => {
      this.path.close();
      this.#audio.srcObject = null;
      for (const each of this.#ends) each();
    };
    session.on('ended', ended);
    session.on('failed', ended);
  }

  /** The other side has answered, or this one has. */
  onTalk(listener: () => void): void {
    this.session.on('confirmed', listener);
    this.session.on('accepted', listener);
  }

  onEnd(listener: () => void): void {
    this.#ends.add(listener);
  }

  /** Sound has no path, or one again. */
  onPath(listener: (isLost: boolean) => void): void {
    this.#onPath = listener;
  }

  answer(stream: MediaStream): void {
    this.session.answer({ mediaStream: stream, ...mediaBy(this.#relay) });
  }

  /** Refuses a call that rings (RFC 3261, 21.6.2). */
  decline(): void {
    if (!this.session.isEnded()) this.session.terminate({ status_code: decline });
  }

  /** Hangs up, or gives up a call that is not answered yet. */
  end(): void {
    if (!this.session.isEnded()) this.session.terminate();
  }

  /** Presses keys: RTP events (RFC 4733), as phones send them. */
  press(keys: string): void {
    this.session.sendDTMF(keys, { transportType: 'RFC2833' as never, duration: 160, interToneGap: 100 });
  }

  /** What the other side says; null before it can be heard. */
  get heard(): MediaStream | null {
    return this.#audio.srcObject as MediaStream | null;
  }

  /** The customer is heard where the manager has chosen. */
  hearByChosen(): void {
    void soundBy(this.#audio, chosenDevices().speaker);
  }

  /** Speaks by another microphone from now on. */
  async speakBy(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks();
    const connection = this.session.connection as RTCPeerConnection | null;
    await connection
      ?.getSenders()
      .find((sender) => sender.track?.kind !== 'video')
      ?.replaceTrack(track ?? null);
  }

  /**
   * What is relayed now goes on by the credentials that it began with: a TURN server compares them when an allocation is made, and
   * refreshes keep its key. A new path needs an allocation of its own, and credentials that have not expired.
   */
  relayBy(relay: Relay): void {
    this.#relay = relay;
    const connection = this.session.connection as RTCPeerConnection | null;
    if (connection === null || connection.signalingState === 'closed') return;
    connection.setConfiguration({ ...connection.getConfiguration(), ...mediaBy(relay).pcConfig });
  }

  /** What the connection has counted; null before there is one. */
  async totals(): Promise<Omit<CallTotals, 'muted'> | null> {
    const connection = this.session.connection as RTCPeerConnection | null;
    if (connection === null) return null;
    const track = connection.getSenders().find((sender) => sender.track?.kind === 'audio')?.track;
    return { ...totalsOf(await connection.getStats()), cut: track?.muted ?? false };
  }

  #play(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ streams: [stream] }) => {
      this.#audio.srcObject = stream ?? null;
    });
    connection.addEventListener(
      'iceconnectionstatechange',
      (event) => {
        const state = connection.iceConnectionState;
        // JsSIP ends a call that has no path left. Its listener comes after those that capture.
        if (state === 'failed' && this.session.isEstablished()) event.stopImmediatePropagation();
        if (this.session.isEstablished()) this.path.path(state);
      },
      { capture: true },
    );
  }

  /**
   * A re-INVITE with an ICE restart. Not JsSIP's `renegotiate`, which hangs up where the connection breaks meanwhile, or where
   * the other side cannot take an offer just now.
   */
  async #offerPath(): Promise<OfferEnd> {
    const connection = this.session.connection as RTCPeerConnection | null;
    if (connection?.signalingState !== 'stable' || !this.session.isReadyToReOffer()) return 'refused';
    const offer = await connection.createOffer({ iceRestart: true });
    const isGathered = gathered(connection);
    await connection.setLocalDescription(offer);
    await isGathered;
    const answer = await this.#ask(connection.localDescription?.sdp ?? '');
    if (typeof answer !== 'string') {
      try {
        await connection.setRemoteDescription({ type: 'answer', sdp: preferOpus(answer.sdp) });
        return 'taken';
      } catch {
        // Taken back below, as where there was no answer.
      }
    }
    if (!this.session.isEnded()) await connection.setLocalDescription({ type: 'rollback' });
    return typeof answer === 'string' ? answer : 'refused';
  }

  #ask(offer: string): Promise<{ sdp: string } | Exclude<OfferEnd, 'taken'>> {
    const dialog = this.session as unknown as Dialog;
    return new Promise((resolve) => {
      dialog.sendRequest('INVITE', {
        extraHeaders: [`Contact: ${dialog.contact}`, 'Content-Type: application/sdp'],
        body: offer,
        eventHandlers: {
          // Also for each time that the answer comes again.
          onSuccessResponse: ({ body }) => {
            dialog.sendRequest('ACK');
            resolve({ sdp: body });
          },
          onErrorResponse: () => resolve('refused'),
          onTransportError: () => resolve('broken'),
          onRequestTimeout: () => resolve('broken'),
          onDialogError: () => resolve('gone'),
        },
      });
    });
  }
}

/** The audio of a report (W3C webrtc-stats). Seconds there, milliseconds here. */
function totalsOf(report: RTCStatsReport): Omit<CallTotals, 'muted' | 'cut'> {
  const all = [...(report as unknown as ReadonlyMap<string, Record<string, number | string>>).values()];
  const of = (type: string): Record<string, number | string> | undefined =>
    all.find((stats) => stats['type'] === type && (stats['kind'] ?? 'audio') === 'audio');
  const number = (stats: Record<string, number | string> | undefined, name: string): number =>
    Number(stats?.[name] ?? 0);
  const [inbound, remote, source] = [of('inbound-rtp'), of('remote-inbound-rtp'), of('media-source')];
  const codec = all.find(({ id }) => id === inbound?.['codecId']);
  const roundTrip = remote?.['roundTripTime'];
  return {
    codec: String(codec?.['mimeType'] ?? '')
      .replace(/^.*\//, '')
      .toLowerCase(),
    heard:
      inbound === undefined
        ? null
        : {
            packets: number(inbound, 'packetsReceived'),
            lost: number(inbound, 'packetsLost'),
            discarded: number(inbound, 'packetsDiscarded'),
            jitterMs: number(inbound, 'jitter') * 1000,
            bufferSeconds: number(inbound, 'jitterBufferDelay'),
            bufferSamples: number(inbound, 'jitterBufferEmittedCount'),
            targetSeconds: number(inbound, 'jitterBufferTargetDelay'),
            samples: number(inbound, 'totalSamplesReceived'),
            concealed: number(inbound, 'concealedSamples') - number(inbound, 'silentConcealedSamples'),
          },
    said:
      remote === undefined
        ? null
        : {
            lossPercent: number(remote, 'fractionLost') * 100,
            jitterMs: number(remote, 'jitter') * 1000,
            roundTripMs: roundTrip === undefined ? null : Number(roundTrip) * 1000,
            ageMs: number(source, 'timestamp') - number(remote, 'timestamp'),
            reportedAt: number(remote, 'timestamp'),
          },
    level: number(source, 'audioLevel'),
  };
}

/**
 * Host candidates, which take a moment; without any the PBX answers without ICE. To be asked for before the offer is set: what
 * `iceGatheringState` says then may still be of the offer before.
 */
function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longestGatheringMs);
    connection.addEventListener('icecandidate', function listen({ candidate }) {
      if (candidate !== null) return;
      connection.removeEventListener('icecandidate', listen);
      clearTimeout(timer);
      resolve();
    });
  });
}
