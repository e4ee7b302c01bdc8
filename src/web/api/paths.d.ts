import type { PlannedPaths } from './planned';
import type { paths as Described } from './schema';

export type Paths = Described & Omit<PlannedPaths, keyof Described>;
