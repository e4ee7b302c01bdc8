import type { Random } from '#kernel/random';

/**
 * One entry point of Star7, driven with one input after another. An input is plain JSON, so that it can be
 * stored in a fixture.
 */
export interface FuzzTarget<Input = unknown> {
  readonly name: string;
  generate(random: Random): Input;
  /** Inputs that grow, by the name of the growing part: growth checks find disproportionate run times. */
  readonly growing?: Readonly<Record<string, (size: number) => Input>>;
  open(): Promise<FuzzSession<Input>>;
}

/** The real code between fakes, for some hundred inputs. */
export interface FuzzSession<Input = unknown> {
  /**
   * @returns the depths that it reached
   * @throws where an invariant is broken
   */
  run(input: Input): Promise<readonly string[]>;
  /** The content of logs, answers, events, records and files since the last call. */
  said(): string;
  /** Closes everything. @throws where something is left open */
  close(): Promise<void>;
}

/** A broken invariant. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** @throws Broken */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}
