import { compile } from 'html-to-text';

/** A size of nothing in a style; `0.9em` is one that people read. */
const ofNothing = (property: string): string[] =>
  [`${property}:`, `${property}: `].flatMap((name) => [
    `[style$="${name}0" i]`,
    ...['0;', '0 ', '0!', '0px', '0pt', '0em', '0rem', '0%'].map((size) => `[style*="${name}${size}" i]`),
  ]);

/** What a person does not see, programs put there: preview lines, marks of trackers, texts against filters. */
const hidden = [
  ...['[hidden]', '[aria-hidden="true"]', '[style*="display:none" i]', '[style*="display: none" i]'],
  ...['[style*="visibility:hidden" i]', '[style*="visibility: hidden" i]', '[style*="mso-hide:all" i]'],
  ...[...ofNothing('font-size'), ...ofNothing('max-height')],
  ...['[style*="opacity:0;" i]', '[style*="opacity: 0;" i]', 'head', 'script', 'style', 'title', 'template'],
  ...['noscript', 'object', 'iframe', 'button', 'select', 'svg', 'math', 'img', 'input'],
];

/** Text of an HTML part alone: where links lead, what is hidden, and whatever would be loaded are left out. */
export const htmlToText = compile({
  wordwrap: false,
  preserveNewlines: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    // Numbers before lines are the mail program's: a list could spell a telephone number.
    { selector: 'ol', format: 'unorderedList' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block' },
    { selector: 'hr', options: { length: 3 } },
    ...hidden.map((selector) => ({ selector, format: 'skip' })),
  ],
  limits: { maxInputLength: 2_000_000, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '[…]' },
});
