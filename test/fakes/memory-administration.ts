import type { AdministrationParts } from '../../src/http/administration';
import { MemoryManagerRoster } from './memory-manager-roster';

/** What administrators' routes are joined to, in memory. */
export class MemoryAdministration implements AdministrationParts {
  readonly managers = new MemoryManagerRoster();
}
