/**
 * Loaded into Star7's server before its own code (`node --require`): at each SIGUSR2 it collects all garbage twice and writes
 * what is left of the heap, bytes, to BENCH_HEAP_FILE. A hook, because NODE_OPTIONS allows no --expose-gc.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { garbageCollector } from '../lab/garbage-collector';

const file = process.env['BENCH_HEAP_FILE'];

if (file !== undefined && process.argv.includes('serve')) {
  const collect = garbageCollector();
  process.on('SIGUSR2', () => {
    collect();
    collect();
    writeFileSync(`${file}.next`, String(process.memoryUsage().heapUsed));
    renameSync(`${file}.next`, file);
  });
}
