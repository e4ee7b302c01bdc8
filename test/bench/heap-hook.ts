/**
 * Loaded into Star7's server before its own code (`node --require`): on each SIGUSR2 it collects garbage
 * twice and writes the bytes left in the heap to BENCH_HEAP_FILE. It is a hook because NODE_OPTIONS does not
 * allow --expose-gc.
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
