/** A manager who works here. */
export interface Person {
  extension: string;
  name: string;
}

export interface People {
  /** Everybody who works here, by extension. */
  list(): Promise<Person[]>;
}
