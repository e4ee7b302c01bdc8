import type { Paths } from './paths';

/** The JSON of an operation's successful answer. */
export type Answer<Path extends keyof Paths, Method extends keyof Paths[Path]> = Paths[Path][Method] extends {
  responses: infer Responses;
}
  ? JsonOf<Responses[keyof Responses & (200 | 201 | 202)]>
  : never;

/** The JSON body of an operation's request. */
export type Body<Path extends keyof Paths, Method extends keyof Paths[Path]> = Paths[Path][Method] extends {
  requestBody: infer Sent;
}
  ? JsonOf<Sent>
  : never;

type JsonOf<Response> = Response extends { content: { 'application/json': infer Json } } ? Json : never;

/** One item of a listed answer. */
export type ItemOf<Page> = Page extends { items: (infer Item)[] } ? Item : never;

export type Session = Answer<'/api/session', 'get'>;
export type Role = Session['role'];
export type Call = Answer<'/api/calls/{id}', 'get'>;
export type Order = ItemOf<Answer<'/api/queue', 'get'>>;
export type QueuePart = Order['queue'];
/** What is listed: a part, or those with unread mails. */
export type QueueList = QueuePart | 'mail';
export type Outcome = ItemOf<Answer<'/api/outcomes', 'get'>>;
export type Entry = ItemOf<Answer<'/api/orders/{number}/timeline', 'get'>>;
