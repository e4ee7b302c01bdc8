/**
 * What is measured while it happens; all else is asked for when somebody looks. Nothing given here may hold a number
 * or an address, and whoever keeps it lets through known words alone.
 */
export interface Metrics {
  /** An order was looked up for a call, or could not be. Whether there was one is not told. */
  lookedUp(outcome: LookUpOutcome, seconds: number): void;
  /**
   * The PBX was asked for something.
   * @param operation `channels.originate`: the operation alone
   * @param outcome `done`, or the slug of what went wrong
   */
  pbxAsked(operation: string, outcome: string, seconds: number): void;
  /** The connection to the PBX came up or was lost. */
  connectionChanged(part: 'pbx' | 'ami', up: boolean): void;
  /** @param route the pattern, `/api/orders/:number`, never what was asked for */
  requestAnswered(route: string, status: number, seconds: number): void;
}

export type LookUpOutcome = 'answered' | 'failed';

/** The measurements as a page that a monitoring program reads. */
export interface MetricsPage {
  readonly contentType: string;
  read(): Promise<string>;
}

/** For whom nothing is measured: tests. */
export const noMetrics: Metrics = {
  lookedUp: ignore,
  pbxAsked: ignore,
  connectionChanged: ignore,
  requestAnswered: ignore,
};

function ignore(): void {
  // Deliberately nothing.
}
