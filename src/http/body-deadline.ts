import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerClientError } from './error-answers';

const deadlines = new WeakMap<FastifyRequest, NodeJS.Timeout>();

/**
 * Gives every body so long to arrive. Node has such a deadline (requestTimeout), but one for the whole server, and a
 * large file over a slow line may take an hour: its route says {@link takeTime}.
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

/** The body of this request may take as long as its route lets it. */
export function takeTime(request: FastifyRequest): void {
  clearTimeout(deadlines.get(request));
}
