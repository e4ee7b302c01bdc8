import { Feed } from '#kernel/feed';
import { noReach, ringingKinds, stateOfAll } from '#people/model/reach';
import type { AskingDevice, DeviceKind, DeviceState, ReachFacts } from '#people/model/reach';

/** A device of the shop that rings: its kind, and the PJSIP endpoint. */
export interface RingingEndpoint {
  kind: Extract<DeviceKind, 'page' | 'desk'>;
  endpoint: string;
}

/**
 * Which PJSIP endpoint belongs to which extension. A desk phone's endpoint has the name of its extension, as
 * dialplan/README.md sets it up. A desk phone that Star7 has set up has an endpoint of its own, which rings in the place of that one; a
 * phone in a page has one for each time that its manager goes on duty. Of both nothing but this directory tells whose they are.
 */
export interface PhoneEndpoints {
  /** Whose phone it is. An endpoint that Star7 has not made: the extension of its own name. */
  extensionOf(endpoint: string): string;
  /** What is dialled where one device is wanted: the first that rings, else the desk phone. */
  endpointOf(extension: string): string;
  /** All of the shop's that ring at once, by the manager's choice. @param asking rings alone, if it is there */
  ringing(extension: string, asking?: AskingDevice): RingingEndpoint[];
  /** Whether it is a phone in a page. */
  isInPage(endpoint: string): boolean;
}

export class EndpointDirectory implements PhoneEndpoints {
  readonly #extensions = new Map<string, string>();
  /** Endpoints that Star7 has made for desk phones, by extension. */
  readonly #desks = new Map<string, string>();
  readonly #deskEndpoints = new Set<string>();
  readonly #reachable = new Map<string, string>();
  /** Extensions that are reached elsewhere from now on. */
  readonly changes = new Feed<string>();

  /** @param reachOf what the manager of an extension has chosen */
  constructor(private readonly reachOf: (extension: string) => ReachFacts = () => noReach) {}

  extensionOf(endpoint: string): string {
    return this.#extensions.get(endpoint) ?? endpoint;
  }

  endpointOf(extension: string): string {
    return this.ringing(extension)[0]?.endpoint ?? this.#deskOf(extension);
  }

  ringing(extension: string, asking?: AskingDevice): RingingEndpoint[] {
    const page = this.#reachable.get(extension);
    return this.kindsOf(extension, asking).flatMap((kind): RingingEndpoint[] => {
      switch (kind) {
        case 'page':
          return page === undefined ? [] : [{ kind, endpoint: page }];
        case 'desk':
          return [{ kind, endpoint: this.#deskOf(extension) }];
        case 'mobile':
          return [];
      }
    });
  }

  /** The kinds of devices that ring at once; none: the extension cannot be reached. @param asking as of {@link ringing} */
  kindsOf(extension: string, asking?: AskingDevice): DeviceKind[] {
    const { reach, hasMobile } = this.reachOf(extension);
    const isThere = { page: this.#reachable.has(extension), desk: true, mobile: hasMobile };
    return ringingKinds(reach, (kind) => isThere[kind], asking);
  }

  /** All that ring, as one phone. */
  stateOf(extension: string, ofEndpoint: (endpoint: string) => DeviceState): DeviceState {
    return stateOfAll([
      ...this.ringing(extension).map(({ endpoint }) => ofEndpoint(endpoint)),
      // Of a mobile nothing is known but that it can be tried.
      ...(this.kindsOf(extension).includes('mobile') ? [{ registered: true, inUse: false }] : []),
    ]);
  }

  isInPage(endpoint: string): boolean {
    return this.#extensions.has(endpoint) && !this.#deskEndpoints.has(endpoint);
  }

  /** The endpoint is this extension's desk phone, in the place of the one that has the extension's name. */
  addDesk(endpoint: string, extension: string): void {
    this.#extensions.set(endpoint, extension);
    this.#desks.set(extension, endpoint);
    this.#deskEndpoints.add(endpoint);
    this.changes.publish(extension);
  }

  /** The endpoint is this extension's, and may call. It is not dialled before it is {@link reachable}. */
  add(endpoint: string, extension: string): void {
    this.#extensions.set(endpoint, extension);
  }

  remove(endpoint: string): void {
    this.unreachable(endpoint);
    const extension = this.#extensions.get(endpoint);
    this.#extensions.delete(endpoint);
    this.#deskEndpoints.delete(endpoint);
    if (extension === undefined || this.#desks.get(extension) !== endpoint) return;
    this.#desks.delete(extension);
    this.changes.publish(extension);
  }

  #deskOf(extension: string): string {
    return this.#desks.get(extension) ?? extension;
  }

  /** The page has registered, and can ring. */
  reachable(endpoint: string): void {
    const extension = this.#extensions.get(endpoint);
    if (extension === undefined || this.#reachable.get(extension) === endpoint) return;
    this.#reachable.set(extension, endpoint);
    this.changes.publish(extension);
  }

  /** The page has no connection. */
  unreachable(endpoint: string): void {
    const extension = this.#extensions.get(endpoint);
    if (extension === undefined || this.#reachable.get(extension) !== endpoint) return;
    this.#reachable.delete(extension);
    this.changes.publish(extension);
  }
}
