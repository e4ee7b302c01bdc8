/** For the server and the pages: this file imports nothing. */

/** Weeks of orders that a comparison with a year ago takes: 52, and the two windows of 8 weeks that it is about. */
export const weeksForYearAgo = 52 + 2 * 8;
