import { chosenDevices, soundBy } from './devices';

/** The tone of a ringing phone: 425 Hz, one second in five, as the network of Russia has it. */
const hertz = 425;
const soundsSeconds = 1;
const everyMs = 5000;
const volume = 0.2;

/** Rings by an oscillator: there is no file to load, and the content security policy allows none. */
export class Ringer {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** To be called in a gesture of the user: browsers let a page sound only after one. */
  unlock(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Once, to hear where it rings. */
  try(): void {
    this.unlock();
    this.#ring();
  }

  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = null;
  }

  #ring(): void {
    const context = this.#context;
    if (context === null) return;
    void soundBy(context, chosenDevices().ring);
    const tone = new OscillatorNode(context, { frequency: hertz });
    tone.connect(new GainNode(context, { gain: volume })).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + soundsSeconds);
  }
}
