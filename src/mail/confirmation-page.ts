import { createHash } from 'node:crypto';
import type { Language } from '#kernel/language';

/** What the page says: it asks, thanks, or has a link that is of no use. */
export type ConfirmationStep = 'ask' | 'done' | 'invalid';

const words: Readonly<
  Record<Language, Record<ConfirmationStep, { title: string; text: string }> & { button: string }>
> = {
  ru: {
    ask: {
      title: 'Подтверждение адреса почты',
      text: 'Нажмите кнопку, если вы получили письмо со ссылкой и хотите, чтобы письма о заказе приходили на этот адрес.',
    },
    done: { title: 'Адрес подтверждён', text: 'Спасибо! Эту страницу можно закрыть.' },
    invalid: {
      title: 'Ссылка не действует',
      text: 'Она уже использована или устарела. Если адрес вы уже подтвердили, больше ничего делать не нужно. Если нет, попросите магазин прислать новую ссылку.',
    },
    button: 'Подтвердить адрес',
  },
  en: {
    ask: {
      title: 'Confirm your e-mail address',
      text: 'Press the button if you have received the mail with this link and want mails about your order to come to that address.',
    },
    done: { title: 'Address confirmed', text: 'Thank you. You can close this page.' },
    invalid: {
      title: 'This link is not valid',
      text: 'It has been used already, or is too old. If you have confirmed your address before, there is nothing to do. If not, ask the shop for a new link.',
    },
    button: 'Confirm the address',
  },
};

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{box-sizing:border-box;max-width:30rem;padding:1.5rem}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 1rem}
button{font:inherit;font-weight:600;padding:.75rem 1.25rem;border:0;border-radius:.5rem;background:#1864ab;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #74c0fc;outline-offset:2px}
p.shop{opacity:.75;margin:0 0 .25rem}`;

/** Nothing is loaded, nothing runs, and the form goes to this page alone. No address of the page is told to anybody. */
export const confirmationHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/**
 * The page behind a link: without the address, the order or anything else of the customer, and the same for every link.
 * @param shop its name
 */
export function confirmationPage(step: ConfirmationStep, language: Language, shop: string): string {
  const { [step]: said, button } = words[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="shop">${escaped(shop)}</p>
<h1>${said.title}</h1>
<p>${said.text}</p>
${step === 'ask' ? `<form method="post"><button>${button}</button></form>` : ''}
</main>
</body>
</html>
`;
}

/** The first of both languages that a browser prefers (RFC 9110, section 12.5.4). @returns Russian where it names neither */
export function languageOf(accepted: string | undefined): Language {
  const [first = 'ru'] = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().slice(0, 2))
    .filter((each) => each === 'ru' || each === 'en');
  return first === 'en' ? 'en' : 'ru';
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${String(each.charCodeAt(0))};`);
}
