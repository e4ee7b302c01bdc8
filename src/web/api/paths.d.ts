import type { PlannedPaths } from './planned';
import type { PlannedSupervision } from './planned-supervision';
import type { paths as Described } from './schema';

export type Paths = Described & Omit<PlannedPaths & PlannedSupervision, keyof Described>;
