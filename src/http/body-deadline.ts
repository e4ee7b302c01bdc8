import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerClientError } from './error-answers';

const deadlines = new WeakMap<FastifyRequest, NodeJS.Timeout>();

/**
 * Sets a deadline for the arrival of every body. Node has such a deadline too (requestTimeout), but for the
 * whole server, and uploading a large file over a slow line may take an hour: its route calls
 * {@link takeTime}.
 */
export function limitBodyTime(app: FastifyInstance, seconds: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
    if (encoding !== undefined || (length !== undefined && Number(length) > 0)) {
      const timer = setTimeout(() => {
        if (reply.sent) raw.destroy();
        else answerClientError(new Error('late'), raw.socket);
      }, seconds * 1000);
      deadlines.set(request, timer.unref());
      const cancel = (): void => clearTimeout(timer);
      raw.once('end', cancel).once('close', cancel);
    }
    done();
  });
}

/** Removes the deadline for the body of this request. */
export function takeTime(request: FastifyRequest): void {
  clearTimeout(deadlines.get(request));
}
