/** What the server puts in the place of a number or an address (src/core/note-text.ts). */
export const hiddenMark = '███';
