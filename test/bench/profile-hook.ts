/**
 * Loaded into Star7's server before its own code (`node --require`): profiles it from start to end, and
 * writes BENCH_PROFILE_FILE when it ends. It is a hook because NODE_OPTIONS does not allow --cpu-prof.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const file = process.env['BENCH_PROFILE_FILE'];

if (file !== undefined && process.argv.includes('serve')) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.on('exit', () => {
    session.post('Profiler.stop', (_, result) => writeFileSync(file, JSON.stringify(result.profile)));
  });
}
