import type { Paths } from './paths';

/** What an operation answers when all is well. */
export type Answer<Path extends keyof Paths, Method extends keyof Paths[Path]> = Paths[Path][Method] extends {
  responses: infer Responses;
}
  ? JsonOf<Responses[keyof Responses & (200 | 201 | 202)]>
  : never;

/** What an operation is sent. */
export type Body<Path extends keyof Paths, Method extends keyof Paths[Path]> = Paths[Path][Method] extends {
  requestBody: infer Sent;
}
  ? JsonOf<Sent>
  : never;

type JsonOf<Response> = Response extends { content: { 'application/json': infer Json } } ? Json : never;

/** One of a list that is answered. */
export type ItemOf<Page> = Page extends { items: (infer Item)[] } ? Item : never;

export type Session = Answer<'/api/session', 'get'>;
export type Role = Session['role'];
export type Call = Answer<'/api/calls/{id}', 'get'>;
export type Order = ItemOf<Answer<'/api/queue', 'get'>>;
export type QueuePart = Order['queue'];
export type Outcome = ItemOf<Answer<'/api/outcomes', 'get'>>;
export type Entry = ItemOf<Answer<'/api/orders/{number}/timeline', 'get'>>;
