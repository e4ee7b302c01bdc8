/** Microseconds since 1970-01-01T00:00:00Z. Fits a double exactly until the year 2255. */
export type Micros = number;
