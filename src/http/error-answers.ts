import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#kernel/log';
import type { PageAnswer } from './pages';
import type { ProblemSlug } from './problem';
import { Problem, problemMediaType } from './problem';
import { RefusedError } from '#kernel/refused-error';
import { problemFrom } from './use-case';
import { routeOf } from './request-log';
import { securityHeaders } from './security-headers';

/** Fastify's own errors that have their own problem type. */
const slugOfCode: Readonly<Record<string, ProblemSlug>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
};

/**
 * Makes this server answer every error with problem details and log every 500.
 * @param pageAnswer tried first for requests without a route
 */
export function answerErrors(app: FastifyInstance, log: Log, pageAnswer: PageAnswer): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log[problem.slug === 'internal' ? 'error' : 'warn']('request failed', {
        method: request.method,
        route: routeOf(request),
        status: problem.status,
        // The log keeps an error's class, slug and code; its message may contain data of the request.
        error: problem.cause ?? problem,
      });
    }
    return sendProblem(reply, problem);
  });

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
    pageAnswer(request, reply) ? reply : sendProblem(reply, new Problem('not-found')),
  );
}

function problemOf(error: FastifyError | RefusedError): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RefusedError) return problemFrom(error);
  const slug = slugOfCode[error.code];
  if (slug !== undefined) return new Problem(slug);
  const { statusCode = 500 } = error;
  // Only fastify's own errors count as the client's fault: other libraries set statusCode on errors too.
  const isClients = statusCode >= 400 && statusCode < 500 && /^FST_/.test(error.code);
  return new Problem(isClients ? 'bad-request' : 'internal', { cause: error });
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return (
    reply
      .code(problem.status)
      .headers(problem.headers)
      // The requested resource might have been cacheable.
      .header('cache-control', 'no-store')
      .type(problemMediaType)
      .send(Buffer.from(problem.document()))
  );
}

const millisecondsToReadIt = 1_000;

/**
 * For input that is not even HTTP (fastify's `clientErrorHandler`): there is no request object to reply to.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem(error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'bad-request');
  const body = problem.document();
  // Whether TLS carries it is known by the request, and there is none.
  const headers = Object.entries(securityHeaders('http')).map(([name, value]) => `${name}: ${value}\r\n`);
  // A client that leaves its side open would keep the connection, and prevent the server from closing.
  setTimeout(() => socket.destroy(), millisecondsToReadIt).unref();
  socket.end(
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
      `Content-Type: ${problemMediaType}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n` +
      `${headers.join('')}Connection: close\r\n\r\n${body}`,
  );
}
