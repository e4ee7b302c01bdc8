import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA';
import { callHeader } from '#phone/model/gate-rules';
import { phoneEndOf } from '#phone/model/phone-end';
import type { PhoneEnd } from '#phone/model/phone-end';

/** Of addresses, which go by their user alone: no such host exists (RFC 6761). */
const host = 'star7.invalid';
const registerSeconds = 120;
/** Seconds between two attempts to connect. */
const reconnect = { connection_recovery_min_interval: 1, connection_recovery_max_interval: 4 };
/** Milliseconds without a path for media, after which another one is looked for. */
const lostPathMs = 2000;
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
  #call: SipCall | null = null;

  constructor(
    { endpoint, password }: { endpoint: string; password: string },
    private readonly events: SipEvents,
  ) {
    const { protocol, host: server } = window.location;
    const socket = new WebSocketInterface(`${protocol === 'https:' ? 'wss' : 'ws'}://${server}/api/phone`);
    this.#ua = new UA({
      sockets: [socket],
      uri: `sip:${endpoint}@${host}`,
      contact_uri: `sip:${endpoint}@${host};transport=ws`,
      password,
      register_expires: registerSeconds,
      session_timers: false,
      no_answer_timeout: longestRing,
      user_agent: 'Star7',
      ...reconnect,
    });
    this.#ua.on('registered', () => events.registered());
    this.#ua.on('registrationFailed', () => events.refused());
    this.#ua.on('disconnected', ({ code }: { code?: number }) => events.disconnected(phoneEndOf(code)));
    this.#ua.on('newRTCSession', (event: IncomingRTCSessionEvent) => {
      if ((event.originator as string) === 'remote') this.#take(event);
    });
  }

  start(): void {
    this.#ua.start();
  }

  /** Ends the call, and the registration. */
  stop(): void {
    this.#call?.end();
    this.#ua.stop();
  }

  /** Dials a short code. */
  dial(code: string, stream: MediaStream): SipCall {
    const session = this.#ua.call(`sip:${code}@${host}`, { mediaStream: stream, ...media });
    return this.#hold(new SipCall(session, () => this.#ua.isConnected()));
  }

  #take({ session, request }: IncomingRTCSessionEvent): void {
    if (this.#call !== null) {
      session.terminate({ status_code: busyHere });
      return;
    }
    const header = (request as { getHeader: (name: string) => string | undefined }).getHeader(callHeader);
    this.events.incoming(this.#hold(new SipCall(session, () => this.#ua.isConnected())), header ?? null);
  }

  #hold(call: SipCall): SipCall {
    this.#call = call;
    call.onEnd(() => {
      if (this.#call === call) this.#call = null;
    });
    return call;
  }
}

const media = {
  mediaConstraints: { audio: true, video: false },
  // Host candidates only: no address is asked of strangers.
  pcConfig: { iceServers: [] },
};

/** A call of this page's phone. */
export class SipCall {
  readonly #audio = new Audio();
  readonly #ends = new Set<() => void>();
  #lostPath: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: RTCSession,
    private readonly isConnected: () => boolean,
  ) {
    this.#audio.autoplay = true;
    // An outgoing session has its connection already.
    const connection = session.connection as RTCPeerConnection | null;
    if (connection) this.#play(connection);
    else session.on('peerconnection', ({ peerconnection }) => this.#play(peerconnection));
    const ended = (): void => {
      clearTimeout(this.#lostPath);
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

  answer(stream: MediaStream): void {
    this.session.answer({ mediaStream: stream, ...media });
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

  /** Speaks by another microphone from now on. */
  async speakBy(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks();
    const connection = this.session.connection as RTCPeerConnection | null;
    await connection
      ?.getSenders()
      .find((sender) => sender.track?.kind !== 'video')
      ?.replaceTrack(track ?? null);
  }

  #play(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ streams: [stream] }) => {
      this.#audio.srcObject = stream ?? null;
    });
    connection.addEventListener('iceconnectionstatechange', () => {
      clearTimeout(this.#lostPath);
      // Another network, or Wi-Fi came back: the call goes on by another path. JsSIP ends it where ICE has failed.
      if (connection.iceConnectionState === 'disconnected') this.#findPathLater();
    });
  }

  #findPathLater(): void {
    this.#lostPath = setTimeout(() => {
      if (!this.session.isEstablished()) return;
      // An offer that cannot be sent ends the call.
      if (this.isConnected()) this.session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
      else this.#findPathLater();
    }, lostPathMs);
  }
}
