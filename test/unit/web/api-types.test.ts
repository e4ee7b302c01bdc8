import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypes } from './api-types';

describe('src/web/api/schema.d.ts', () => {
  it('is what the routes say now (else run scripts/web-types)', async () => {
    const kept = readFileSync(join(__dirname, '../../../src/web/api/schema.d.ts'), 'utf8');
    expect(kept === (await apiTypes())).toBe(true);
  });
});
