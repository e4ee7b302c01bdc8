import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @returns Node's own collector, which collects all garbage of this process; no flag is needed when Node starts */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
