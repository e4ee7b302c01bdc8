import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @returns Node's own garbage collector for this process; needs no flag at the start of Node */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
