/** How large a survey may be, for the server and the pages: this file imports nothing. */

/** Controls for each customer who is asked. */
export const controlsFrom = 1;
export const controlsTo = 3;

/** How many are asked for at most. */
export const mostAnswers = 60;
