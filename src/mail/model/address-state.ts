import type { Micros } from '#kernel/micros';

/**
 * What is known of an order's address. `asked`: a link was sent there, and nobody has used it yet. `confirmed`: somebody who reads mails
 * there has. Stable: words of the pages.
 */
export const addressStates = ['none', 'unconfirmed', 'asked', 'confirmed'] as const;

export interface AddressState {
  state: (typeof addressStates)[number];
  /** When it was asked about, or confirmed; null otherwise. */
  at: Micros | null;
}

/** Links to one order, and by one person, in any 24 hours. */
export const mostLinksOfOrder = 3;
export const mostLinksOfPerson = 30;

/** Bytes of what is in a link: 160 bits. */
export const linkBytes = 20;

/**
 * The mail that asks for a confirmation, in both languages: which one they read is not known. Without order, name and number: whoever
 * gets it may be a stranger.
 * @param shop its name
 */
export function confirmationMail(shop: string): { subject: string; text: string } {
  return {
    subject: 'Подтвердите адрес почты · Please confirm your e-mail address',
    text: [
      `Здравствуйте! «${shop}» просит подтвердить, что это ваш адрес: на него будут приходить письма о вашем заказе. Откройте ссылку в конце письма и нажмите кнопку. Если вы ничего не заказывали, ничего делать не нужно.`,
      '',
      `Hello! ${shop} asks you to confirm that this address is yours: mails about your order will come to it. Open the link at the end and press the button. If you have ordered nothing, there is nothing to do.`,
    ].join('\n'),
  };
}
