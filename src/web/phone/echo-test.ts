import { levelOf } from './microphone';
import type { SipCall } from './sip-phone';

/** What became of an echo test, in the order in which things are looked for. */
export type EchoResult =
  /** The exchange did not answer. */
  | 'unanswered'
  /** The microphone gave nothing that could be speech. */
  | 'silent'
  /** Something was said, and nothing came back. */
  | 'lost'
  | 'heard';

/** Long enough to say a sentence. */
export const echoSeconds = 8;
/** The exchange answers at once; a network that lets nothing through is given up. */
const answerMs = 15_000;

/** 0 to 1: −40 dB. Louder than the noise of a quiet room after the browser's noise suppression. */
const speechLevel = 0.01;
/** Looks, ten a second: a knock is no speech. */
const speechLooks = 3;

/** Counts what was loud enough on either way. */
export class EchoJudge {
  #said = 0;
  #returned = 0;

  said(level: number): void {
    if (level >= speechLevel) this.#said += 1;
  }

  returned(level: number): void {
    if (level >= speechLevel) this.#returned += 1;
  }

  get result(): Exclude<EchoResult, 'unanswered'> {
    if (this.#returned >= speechLooks) return 'heard';
    return this.#said >= speechLooks ? 'lost' : 'silent';
  }
}

/**
 * Listens to a call to the echo extension, and ends it.
 * @param look at the level of the microphone @returns what was found; `unanswered` too where the call ended before the time
 */
export async function listenToEcho(
  call: SipCall,
  look: (onLevel: (level: number) => void) => () => void,
): Promise<EchoResult> {
  const judge = new EchoJudge();
  return await new Promise<EchoResult>((resolve) => {
    const ends: (() => void)[] = [];
    const timers = [setTimeout(() => finish('unanswered'), answerMs)];
    let isOver = false;
    const finish = (result: EchoResult): void => {
      // The end of the call that this ends is told, too.
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      resolve(result);
      call.end();
      for (const end of ends) end();
    };
    let answered = false;
    call.onEnd(() => finish(answered ? judge.result : 'unanswered'));
    call.onTalk(() => {
      if (answered) return;
      answered = true;
      clearTimeout(timers[0]);
      timers.push(setTimeout(() => finish(judge.result), echoSeconds * 1000));
      ends.push(look((level) => judge.said(level)));
      ends.push(levelOf(call.heard, (level) => judge.returned(level)));
    });
  });
}
