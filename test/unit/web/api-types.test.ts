import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypes, clientTypes } from './api-types';

it.each([
  ['src/web/api/schema.d.ts', apiTypes],
  ['src/client/shop-types.ts', clientTypes],
])('%s is what the routes say now (else run scripts/web-types)', async (file, types) => {
  const kept = readFileSync(join(__dirname, '../../..', file), 'utf8');
  expect(kept === (await types())).toBe(true);
});
