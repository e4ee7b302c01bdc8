import type { PlannedSupervision } from './planned-supervision';
import type { paths as Described } from './schema';

export type Paths = Described & Omit<PlannedSupervision, keyof Described>;
