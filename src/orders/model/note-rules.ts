/** Longest note, characters. */
export const longestNote = 4000;

/** Replaces a number or an address in a note: no language, no digit, nothing that a line is broken at. */
export const hiddenMark = '███';
