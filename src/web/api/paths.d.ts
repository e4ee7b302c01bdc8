import type { paths } from './schema';

export type Paths = paths;
