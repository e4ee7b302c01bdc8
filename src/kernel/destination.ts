/** The class of a number by the numbering plan and the site's settings, without the number itself. */
export type Destination = 'open' | 'premium-rate' | 'abroad';
