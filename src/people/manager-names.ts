/** A manager who works here. */
export interface ManagerName {
  extension: string;
  name: string;
}

export interface ManagerNames {
  /** All managers who work here, by extension. */
  list(): Promise<ManagerName[]>;
}
