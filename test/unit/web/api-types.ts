import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import { HttpRig } from '../http/http-rig';

const header =
  '// Made from the OpenAPI document by scripts/web-types; test/unit/web holds it to the routes.\n\n';

/** The text of src/web/api/schema.d.ts, as the routes are now. */
export async function apiTypes(): Promise<string> {
  const { app } = new HttpRig();
  const document = (await app.inject('/api/openapi.json')).json<OpenAPI3>();
  await app.close();
  return header + astToString(await openapiTS(document, { alphabetize: true }));
}
