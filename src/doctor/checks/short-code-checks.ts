import type { Dialplan } from '../dialplan';
import { contextsIn } from '../dialplan';
import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { handedToStar7 } from '../dialplan-entry';
import type { HandedOver } from '../dialplan-entry';

/** Typical order numbers of various lengths and first digits, since patterns may require either. */
const samples = ['1234567890', '9876543210'].flatMap((digits) =>
  Array.from(digits, (_digit, index) => digits.slice(0, index + 1)),
);

/**
 * The short code is set in two places: in the dialplan, which accepts it, and in STAR7_SHORT_CODE, which
 * phones display for the redial of a click-to-call. Where they differ, a redial reaches no one, or the wrong
 * person.
 */
export function shortCodeChecks({ pbx, settings }: Facts): Finding[] {
  const { dialplan, endpoints } = pbx ?? {};
  if (!dialplan || !endpoints) return [];
  const contexts = new Set(
    [...endpoints.managers.values()].flatMap((options) => options?.['context'] ?? []).filter(Boolean),
  );
  return [...contexts].flatMap((context) => check(dialplan, context, settings));
}

function check(
  dialplan: Dialplan,
  context: string,
  { shortCode, ariApplication }: Facts['settings'],
): Finding[] {
  // Extensions from elsewhere may accept the code; `dialplan-elsewhere` reports that they cannot be seen.
  const within = new Set(contextsIn(dialplan, context));
  if (dialplan.switches.some((one) => within.has(one.context))) return [];
  const handed = (prefix: string): { number: string; given: HandedOver[] }[] =>
    samples.map((number) => ({
      number,
      given: handedToStar7(dialplan, context, `${prefix}${number}`, {
        application: ariApplication,
        word: 'short-code',
      }),
    }));
  const results = handed(shortCode);
  if (results.some(({ number, given }) => given.includes(number) || given.includes(null))) return [];
  const wrong = results.find(({ given }) => given.length > 0);
  return [
    {
      slug: 'short-code-differs',
      severity: 'medium',
      subject: `context ${context}`,
      what:
        wrong === undefined
          ? `STAR7_SHORT_CODE is ${shortCode}, and ${shortCode} with an order number does not reach Stasis(${ariApplication},short-code,…) from there.`
          : `STAR7_SHORT_CODE is ${shortCode}, and of ${shortCode}${wrong.number} the dialplan hands Star7 ${wrong.given.map((given) => given ?? '').join(', ')} as the order number.`,
      why: 'At click-to-call, a phone displays the code and the order number for redial: redialling then fails or reaches another order.',
      mend: {
        where: `extensions.conf, [${context}], or STAR7_SHORT_CODE (and STAR7_ARI_APPLICATION)`,
        line:
          shortCode === '*7'
            ? 'include => star7-short-codes'
            : `exten => _${shortCode}.,1,Goto(star7-short-codes,*7\${URIENCODE(\${EXTEN:${String(shortCode.length)}})},1)`,
      },
    },
  ];
}
