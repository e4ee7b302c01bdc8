import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { HttpRig } from '../http/http-rig';

const header =
  '// Made from the OpenAPI document by scripts/web-types; test/unit/web holds it to the routes.\n\n';

/** The generator is an ES module, which jest cannot load: it runs as a process of its own. */
const generator = join(process.cwd(), 'node_modules/openapi-typescript/bin/cli.js');

interface Document {
  paths: Record<string, Record<string, { tags?: string[] }>>;
  components: { schemas: Record<string, unknown> };
}

/** The text of src/web/api/schema.d.ts, as the routes are now. */
export async function apiTypes(): Promise<string> {
  return typesOf(await documentNow());
}

/** The text of src/client/shop-types.ts: of the routes for programs of the shop alone. */
export async function clientTypes(): Promise<string> {
  const document = JSON.parse(await documentNow()) as Document;
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).filter(([, { tags }]) => tags?.includes('shop'))),
  ]);
  const { Problem, StatedOrder } = document.components.schemas;
  const own = {
    ...document,
    paths: Object.fromEntries(
      paths.filter(([, methods]) => Object.keys(methods as object).length > 0),
    ) as object,
    components: { schemas: { Problem, StatedOrder } },
  };
  return typesOf(JSON.stringify(own));
}

async function documentNow(): Promise<string> {
  const { app } = new HttpRig();
  const document = (await app.inject('/api/openapi.json')).body;
  await app.close();
  return document;
}

function typesOf(document: string): string {
  const types = execFileSync(process.execPath, [generator, '--alphabetize'], {
    input: document,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return header + types.replace(/^\/\*\*[^]*?\*\/\n+/, '');
}
