/** What the worker is made for. */
export interface WorkerTask {
  /** The target's module, beside worker.ts, and the name that it exports. */
  module: string;
  name: string;
  seed: number;
  /** After which an input is given up that does not settle; the usual one unless told. */
  inputDeadlineMs?: number | undefined;
  /** Int32Array of one: the input that is being run, for when the worker cannot say so any more. */
  progress: SharedArrayBuffer;
}

export type WorkerRequest =
  | { do: 'batch'; from: number; count: number }
  | { do: 'replay'; input: unknown }
  | { do: 'make'; index: number }
  | { do: 'minimise'; input: unknown; what: string }
  | { do: 'grow'; size: number }
  | { do: 'heap' };

/** Something that an input did and should not have done. */
export interface Fault {
  /** -1 for one that no single input of the batch brings about by itself, and for a fixture. */
  index: number;
  /** In words without digits: what an input says may stand in an error's message. */
  what: string;
  input: unknown;
}

export interface BatchResult {
  depths: Record<string, number>;
  faults: Fault[];
  slowestMs: number;
}

export type WorkerReply =
  | { result: BatchResult }
  | { faults: Fault[] }
  | { input: unknown }
  | { grown: Record<string, number> }
  | { heapBytes: number }
  /** The target itself is broken: its session could not even be opened. */
  | { failed: string };
