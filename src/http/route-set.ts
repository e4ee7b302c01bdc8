import type { FastifyInstance } from 'fastify';

/** Registers routes on a server, or on a part of it. */
export type Routes = (app: FastifyInstance) => void;

/**
 * The routes of a capability, by who may use them. Each list is refused as a whole to everyone else, before anything of
 * the request's body is read.
 */
export interface RouteSet {
  /** Schemas with an `$id`, which answers refer to by name. */
  schemas?: readonly object[];
  /** Outside `/api`, for everyone. */
  open?: Routes;
  /** Under `/api`, before anybody is signed in: these routes check for themselves who asks. */
  signIn?: Routes;
  /** Under `/api`, for everyone with a credential: each route says what its role may do. */
  api?: Routes;
  /** Under `/api`, for supervisors and administrators. */
  supervisors?: Routes;
  /** Under `/api`, for administrators. */
  administrators?: Routes;
}
