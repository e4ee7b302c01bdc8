import type { Api } from './api';

/** Registers routes on a server, or on a part of it. */
export type Routes = (app: Api) => void;

/** The routes of a capability, by audience. Everyone else is refused before the request's body is read. */
export interface RouteSet {
  /** Schemas with an `$id`, which answers refer to by name. */
  schemas?: readonly object[];
  /** Outside `/api`, for everyone. */
  open?: Routes;
  /** Under `/api`, without a credential: these routes authenticate the caller themselves. */
  signIn?: Routes;
  /** Under `/api`, for everyone with a credential but the shop's programs: each route checks the rights of the role. */
  api?: Routes;
  /** Under `/api`, for programs of the shop that state orders: all that they may. */
  shop?: Routes;
  /** Under `/api`, for supervisors and administrators. */
  supervisors?: Routes;
  /** Under `/api`, for administrators. */
  administrators?: Routes;
}
