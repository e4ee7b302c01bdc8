/** An answer to whoever gives a mail (RFC 5321, section 4.2; RFC 3463). Holds nothing of the mail. */
export class Answer extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

export const later = (): Answer => new Answer(451, '4.3.0 Not available, try again later');
export const unreadable = (): Answer => new Answer(554, '5.6.0 This message cannot be read');
export const tooLarge = (): Answer => new Answer(552, '5.3.4 Message too large');
