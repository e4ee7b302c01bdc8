import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { HttpRig } from '../http/http-rig';

const header =
  '// Made from the OpenAPI document by scripts/web-types; test/unit/web holds it to the routes.\n\n';

/** The generator is an ES module, which jest cannot load: it runs as a process of its own. */
const generator = join(process.cwd(), 'node_modules/openapi-typescript/bin/cli.js');

/** The text of src/web/api/schema.d.ts, as the routes are now. */
export async function apiTypes(): Promise<string> {
  const { app } = new HttpRig();
  const document = (await app.inject('/api/openapi.json')).body;
  await app.close();
  const types = execFileSync(process.execPath, [generator, '--alphabetize'], {
    input: document,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return header + types.replace(/^\/\*\*[^]*?\*\/\n+/, '');
}
