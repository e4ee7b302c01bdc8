import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpRig } from './http-rig';

const folder = mkdtempSync(path.join(tmpdir(), 'star7-pages-'));
mkdirSync(path.join(folder, 'web/assets'), { recursive: true });
const pagesFolder = path.join(folder, 'web');
writeFileSync(path.join(pagesFolder, 'index.html'), '<!doctype html><title>Star7</title>');
writeFileSync(path.join(pagesFolder, 'star7.svg'), '<svg/>');
writeFileSync(path.join(pagesFolder, 'assets/main-abc.js'), 'first()');
writeFileSync(path.join(pagesFolder, 'assets/main-abc.js.br'), 'compressed');
writeFileSync(path.join(folder, 'secret.txt'), 'a key');

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const rig = new HttpRig({ pagesFolder });

afterAll(async () => {
  await rig.app.close();
  rmSync(folder, { recursive: true });
});

describe('pages', () => {
  it.each(['/', '/orders', '/sign-in?next=%2Forders', '/orders/1001'])(
    '%s is the first page',
    async (url) => {
      const reply = await rig.app.inject({ url, headers: html });
      expect(reply.statusCode).toBe(200);
      expect(reply.body).toContain('<title>Star7</title>');
      expect(reply.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        // The phone in the page, and no other device.
        'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
      });
      const policy = String(reply.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(policy).toContain(
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe');
    },
  );

  it('lets browsers keep content-named files forever, compressed where possible', async () => {
    const plain = await rig.app.inject('/assets/main-abc.js');
    expect(plain.body).toBe('first()');
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    const small = await rig.app.inject({ url: '/assets/main-abc.js', headers: { 'accept-encoding': 'br' } });
    expect(small.body).toBe('compressed');
    expect(small.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await rig.app.inject('/star7.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['/api/nothing', html],
    ['/assets/main-old.js', html],
    ['/assets/..%2f..%2fsecret.txt', html],
    ['/orders', { accept: 'application/json' }],
    ['/%2e%2e/secret.txt', {}],
  ])('%s is not found, and the answer says so', async (url, headers) => {
    const reply = await rig.app.inject({ url, headers });
    expect(reply.statusCode).toBe(404);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.body).not.toContain('a key');
  });

  it('does not let browsers cache a missing file', async () => {
    const reply = await rig.app.inject('/assets/main-old.js');
    expect(reply.statusCode).toBe(404);
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('answers other methods like all routes', async () => {
    expect((await rig.app.inject({ method: 'POST', url: '/' })).statusCode).toBe(405);
    expect((await rig.app.inject({ method: 'POST', url: '/orders', headers: html })).statusCode).toBe(404);
  });
});

describe('without built pages', () => {
  it.each([null, path.join(folder, 'none')])('reports that: %s', async (none) => {
    const bare = new HttpRig({ pagesFolder: none });
    const reply = await bare.app.inject({ url: '/', headers: html });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.body).toContain('/api/openapi.json');
    expect((await bare.app.inject({ url: '/orders', headers: html })).statusCode).toBe(404);
  });
});
