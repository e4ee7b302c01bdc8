/** The task of a worker. */
export interface WorkerTask {
  /** The target's module, beside worker.ts, and its exported name. */
  module: string;
  name: string;
  seed: number;
  /** Time after which an input that does not settle is given up; a default where omitted. */
  inputDeadlineMs?: number | undefined;
  /** An Int32Array of one: the index of the current input, readable after the worker has died. */
  progress: SharedArrayBuffer;
}

export type WorkerRequest =
  | { do: 'batch'; from: number; count: number }
  | { do: 'replay'; input: unknown }
  | { do: 'make'; index: number }
  | { do: 'minimise'; input: unknown; what: string }
  | { do: 'grow'; size: number }
  | { do: 'heap' };

/** A fault that an input caused. */
export interface Fault {
  /** -1 for a fault that no single input of the batch causes alone, and for a fixture. */
  index: number;
  /** Without digits, since an error's message may contain data of the input. */
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
  /** The target itself is broken: its session cannot be opened. */
  | { failed: string };
