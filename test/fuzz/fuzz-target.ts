import type { Random } from './random';

/** One way into Star7, driven with one input after another. An input is plain JSON: it goes into a fixture as it is. */
export interface FuzzTarget<Input = unknown> {
  readonly name: string;
  generate(random: Random): Input;
  /** Inputs that grow, by what is large in them: what takes more than its share longer is found in growth.test.ts. */
  readonly growing?: Readonly<Record<string, (size: number) => Input>>;
  open(): Promise<FuzzSession<Input>>;
}

/** The real code between its fakes, for some hundred inputs. */
export interface FuzzSession<Input = unknown> {
  /**
   * @returns the depths that it reached
   * @throws where something is not as it must be
   */
  run(input: Input): Promise<readonly string[]>;
  /** What logs, answers, events, records and files have said since this was asked last. */
  said(): string;
  /** Lets go of everything. @throws where something is left over */
  close(): Promise<void>;
}

/** Something that must hold after every input does not. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** @throws Broken */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}
