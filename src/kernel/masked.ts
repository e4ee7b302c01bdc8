let open: (masked: Masked) => string;

/**
 * A phone number or an e-mail address that the program may carry but not show.
 *
 * Printing, JSON, inspection, templates and string concatenation all give `[hidden]`. Only {@link reveal}
 * returns the text itself, and the lint rule in eslint.config.js lists the few files that may import that
 * function.
 */
export class Masked {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static {
    open = (masked) => masked.#text;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  valueOf(): string {
    return hidden;
  }

  [Symbol.toPrimitive](): string {
    return hidden;
  }

  /** Node's `util.inspect`, hence `console.log` and winston's printers. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden;
  }
}

/** The replacement for a masked text in any output. */
export const hidden = '[hidden]';

/** Hides a text. */
export function mask(text: string): Masked {
  return new Masked(text);
}

/** The text behind the mask. Importable only where eslint.config.js says so. */
export function reveal(masked: Masked): string {
  return open(masked);
}
