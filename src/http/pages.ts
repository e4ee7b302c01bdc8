import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem';

const firstPage = 'index.html';

/**
 * What pages may load: scripts, styles, pictures and requests of this origin, and nothing inline. The only
 * exception is the attribute `style`: the components position menus and rows of long lists with it, and it
 * executes nothing.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  // The microphone is the phone in the page's (src/web/phone); it plays what it hears and makes its ring itself, and loads no media.
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
};

/** Vite names these files after their content, so a file never changes. */
const assetName = /^[\w-][\w.-]*$/;
const forEver = 'public, max-age=31536000, immutable';

/** Answers requests without a route; returns false to leave the answer to the caller. */
export type PageAnswer = (request: FastifyRequest, reply: FastifyReply) => boolean;

/**
 * Serves the built pages: their files, and index.html for every page address, since the page itself decides
 * what to show.
 * @param folder the output folder of Vite; with null, or without pages in it, `/` answers with a note about
 * that
 */
export function servePages(app: FastifyInstance, folder: string | null): PageAnswer {
  if (folder === null || !existsSync(path.join(folder, firstPage))) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(notBuilt),
    );
    return () => false;
  }

  void app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true });
  const sendPage = (reply: FastifyReply): FastifyReply => reply.headers(pageHeaders).sendFile(firstPage);

  app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply));
  app.get<{ Params: { '*': string } }>('/assets/*', { schema: { hide: true } }, (request, reply) => {
    const name = request.params['*'];
    if (!assetName.test(name)) throw new Problem('not-found');
    return reply.header('cache-control', forEver).sendFile(`assets/${name}`);
  });
  for (const name of otherFiles(folder)) {
    app.get(`/${name}`, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(name),
    );
  }
  return (request, reply) => {
    if (!isPageAddress(request)) return false;
    void sendPage(reply.code(200));
    return true;
  };
}

/** Files beside index.html, such as its icon, without the compressed copies. */
function otherFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== firstPage && !/\.(br|gz)$/.test(entry.name))
    .map(({ name }) => name);
}

/** Whether it is a navigation: the request of a browser for an address that was typed or revisited. */
function isPageAddress({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !/^\/(api|assets)([/?]|$)/.test(url) && (headers.accept ?? '').includes('text/html');
}

const notBuilt = `Star7 runs. Its pages are not built here: npm run build makes them.
Programs find the interface described at /api/openapi.json.
`;
