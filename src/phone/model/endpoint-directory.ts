import { Feed } from '#kernel/feed';

/**
 * Which PJSIP endpoint belongs to which extension. A desk phone's endpoint has the name of its extension, as
 * dialplan/README.md sets it up; a phone in a page has an endpoint of its own for each time that its manager goes on duty, of
 * which nothing but this directory tells whose it is.
 */
export interface PhoneEndpoints {
  /** Whose phone it is. An endpoint that is not a page's: the extension of its own name. */
  extensionOf(endpoint: string): string;
  /** What is dialled to reach the extension: its page while that is reachable, else its desk phone. */
  endpointOf(extension: string): string;
  /** Whether it is a phone in a page. */
  isInPage(endpoint: string): boolean;
}

export class EndpointDirectory implements PhoneEndpoints {
  readonly #extensions = new Map<string, string>();
  readonly #reachable = new Map<string, string>();
  /** Extensions that are reached elsewhere from now on. */
  readonly changes = new Feed<string>();

  extensionOf(endpoint: string): string {
    return this.#extensions.get(endpoint) ?? endpoint;
  }

  endpointOf(extension: string): string {
    return this.#reachable.get(extension) ?? extension;
  }

  isInPage(endpoint: string): boolean {
    return this.#extensions.has(endpoint);
  }

  /** The endpoint is this extension's, and may call. It is not dialled before it is {@link reachable}. */
  add(endpoint: string, extension: string): void {
    this.#extensions.set(endpoint, extension);
  }

  remove(endpoint: string): void {
    this.unreachable(endpoint);
    this.#extensions.delete(endpoint);
  }

  /** The page has registered: it rings in place of the desk phone. */
  reachable(endpoint: string): void {
    const extension = this.#extensions.get(endpoint);
    if (extension === undefined || this.#reachable.get(extension) === endpoint) return;
    this.#reachable.set(extension, endpoint);
    this.changes.publish(extension);
  }

  /** The page has no connection: the desk phone rings again. */
  unreachable(endpoint: string): void {
    const extension = this.#extensions.get(endpoint);
    if (extension === undefined || this.#reachable.get(extension) !== endpoint) return;
    this.#reachable.delete(extension);
    this.changes.publish(extension);
  }
}
