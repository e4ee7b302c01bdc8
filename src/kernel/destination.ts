/** What the numbering plan and the site's settings say of a number, without saying the number. */
export type Destination = 'open' | 'premium-rate' | 'abroad';
