import { chosenDevices } from './devices';

export type MicrophoneFault = 'insecure' | 'denied' | 'missing' | 'busy' | 'lost';

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';

  constructor(readonly fault: MicrophoneFault) {
    super(fault);
  }
}

const levelMs = 100;
/** By the browser's own means. */
const cleaning = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * The microphone, asked for once and open as long as the manager is on duty: a call that comes in is answered at once, and a
 * browser neither slows down nor discards a tab that records. Between calls, and while muted, it gives silence.
 */
export class Microphone {
  #stream: MediaStream | null = null;
  readonly #looks = new Set<() => void>();
  /** Closed, or opened again, while the browser was asked for it: what that gives is of no use then. */
  #turn = 0;

  /** @param onLost it was unplugged, or the permission withdrawn */
  constructor(private readonly onLost: () => void) {}

  /** @throws MicrophoneError */
  async open(): Promise<MediaStream> {
    if (!window.isSecureContext || !('mediaDevices' in navigator)) throw new MicrophoneError('insecure');
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const { microphone: deviceId } = chosenDevices();
      const stream = await navigator.mediaDevices.getUserMedia({
        // Preferred, not required: where it is not plugged in, the next one serves.
        audio: { ...cleaning, ...(deviceId !== '' && { deviceId: { ideal: deviceId } }) },
      });
      if (turn !== this.#turn) {
        stop(stream);
        throw new MicrophoneError('lost');
      }
      stop(this.#stream);
      this.#becomes(stream);
      for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => this.#lose(stream));
      this.sound(false);
      return stream;
    } catch (error) {
      throw error instanceof MicrophoneError ? error : new MicrophoneError(faultOf(error));
    }
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** Whether it gives sound, or silence. */
  sound(on: boolean): void {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = on;
  }

  /**
   * How loud it is, also while it gives silence, and when another one takes its place.
   * @param onLevel gets 0 to 1 @returns ends it
   */
  look(onLevel: (level: number) => void): () => void {
    let end = levelOf(this.#stream, onLevel);
    const again = (): void => {
      end();
      end = levelOf(this.#stream, onLevel);
    };
    this.#looks.add(again);
    return () => {
      this.#looks.delete(again);
      end();
    };
  }

  close(): void {
    this.#turn += 1;
    stop(this.#stream);
    this.#becomes(null);
  }

  #lose(stream: MediaStream): void {
    if (stream !== this.#stream) return;
    this.#becomes(null);
    this.onLost();
  }

  #becomes(stream: MediaStream | null): void {
    this.#stream = stream;
    for (const again of this.#looks) again();
  }
}

/** Measures a copy of the stream's track, which keeps the device open until this is ended. @param onLevel gets 0 to 1 */
export function levelOf(stream: MediaStream | null, onLevel: (level: number) => void): () => void {
  const track = stream?.getAudioTracks()[0]?.clone();
  if (track === undefined) return () => undefined;
  // A track's copy is switched on and off apart from it.
  track.enabled = true;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
  }, levelMs);
  return () => {
    clearInterval(timer);
    track.stop();
    void context.close();
  };
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Media Capture and Streams, 10.1: why getUserMedia rejects. */
function faultOf(error: unknown): MicrophoneFault {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
