import type { Finder } from '#kernel/redaction/redaction';
import type { Span } from '#kernel/redaction/reading';

/** Endings of names in the domain name system: all of two letters, and those that shops and people use. */
const topLevel =
  '(?:[a-z]{2}|xn--[a-z0-9-]{2,59}|рф|рус|бел|укр|қаз|com|net|org|info|biz|pro|name|mobi|online|store|shop|site|club|email|mail|app|dev|xyz|top|art|blog|cloud|link|live|media|moscow|tatar|expert|group|team|tech|world|space|agency|studio|company|market|work|life|one|ltd|gmbh|edu|gov|int|mil|local|localdomain|lan|home|corp|intern|internal|intranet|private|test|example|invalid|onion|host|дети|онлайн|сайт|aero|asia|jobs|museum|post|tel|travel|cat|coop|page|bio|ink|vip|fun|love|lol|wtf|fyi|guru|ninja|rocks|wiki|zone|care|center|chat|social|support|software|systems|solutions|services|network|digital|design|photo|photos|pics|pictures|video|news|today|click|icu|buzz|cfd|sbs|quest|monster|beauty|hair|skin|autos|homes|gay|red|blue|black|pink|gold|cash|money|finance|cam|uno|ooo|win|bid|loan|date|stream|download|trade|party|review|science|rest|bar|cafe|restaurant|land|house|school|academy|education|consulting|marketing|management|international|foundation|community|email|directory|holdings|ventures|capital|partners|legal|law|doctor|dental|health|fit|yoga|run|bike|auto|car|cars|taxi|tours|flights|hotel|rent|sale|deals|discount|gift|gifts|toys|game|games|play|band|music|audio|film|movie|theater|dance|dog|pet|pets|garden|farm|eco|green|energy|solar|build|builders|construction|plumbing|tools|supply|supplies|parts|repair|cleaning|kitchen|furniture|clothing|fashion|shoes|jewelry|watch|style|boutique|shopping)';
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?`;
const path = String.raw`(?::\d{1,5})?(?:[/?#][^\s<>"'«»()\[\]{}]*)?`;

/** With or without a scheme, and all that belongs to it: a path may hold an address in any form. */
const hosts = new RegExp(
  String.raw`(?:[a-z][a-z0-9+.-]{1,12}:\/\/[^\s<>"'«»]+|(?<![\p{L}\p{N}@._-])(?:www\.)?(?:${label}\.){1,8}${topLevel}(?![\p{L}\p{N}_-])${path})`,
  'gu',
);
/** Of the token at the end of a link that confirms an address: base 32. */
const linkCharacters = 32;
const scheme = /^[a-z][a-z0-9+.-]{1,12}:\/\/(?:[^/?#@]*@)?/;
/** Abbreviations of the two languages that look like names of hosts, and files that people speak of. */
const noHost = /^(?:\p{L}\.){1,4}\p{L}{1,2}$|\.(?:js|ts|md|py|sh|cs|ai|ps|gz|db|so|pl|rs|doc|pdf)$/u;

const addresses4 = /(?<![\d.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d.]*\d)/g;
/** RFC 4291, section 2.2: eight groups, or fewer with `::`. Times of day have two colons and no `::`. */
const addresses6 =
  /(?<![\p{L}\p{N}:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?)(?![\p{L}\p{N}:])/gu;
/** Names that Windows and macOS give a computer. */
const machines =
  /(?<![\p{L}\p{N}])(?:desktop|laptop|win)-[a-z0-9]{5,15}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:[\p{L}\p{N}’'-]+-)?(?:macbook|imac|iphone|ipad)(?:-(?:pro|air|mini))?-[\p{L}\p{N}-]+/gu;

/**
 * Finds names and addresses of computers: links, sites, IP addresses, names of home machines. A site that is not the shop's own leads
 * to who wrote it, and in a mail nobody checks where a link leads.
 * @param kept hosts that stay, with all below them, in lower case
 * @param confirmUrl of a page whose links hold a secret of the customer; null for none
 */
export function hostFinder(kept: readonly string[], confirmUrl: string | null = null): Finder {
  const links = confirmUrl === null ? null : confirmLinks(confirmUrl);
  return ({ text }) => [
    ...(links === null ? [] : spans(text, links)),
    ...spans(text, hosts).filter(({ from, to }) => !isHarmless(text.slice(from, to), kept)),
    ...[addresses4, addresses6, machines].flatMap((pattern) => spans(text, pattern)),
  ];
}

/** With what follows, over the end of a line too: mail programs break links in quotations. */
function confirmLinks(url: string): RegExp {
  const place = url.toLowerCase().replace(scheme, '').replace(/\/$/, '');
  const escaped = place.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const anyBreak = String.raw`[\s>]{0,8}`;
  return new RegExp(
    String.raw`(?:https?:\/\/)?${escaped}(?:\/?(?:${anyBreak}[a-z2-7]){${String(linkCharacters)}}|[^\s<>"'«»]*)`,
    'gu',
  );
}

function spans(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}

function isHarmless(found: string, kept: readonly string[]): boolean {
  const host = found.replace(scheme, '').replace(/[:/?#].*$/su, '');
  // What belongs to the shop may still carry an address behind the question mark.
  if (/[?#@]/.test(found)) return false;
  if (kept.some((each) => host === each || host === `www.${each}` || host.endsWith(`.${each}`))) return true;
  return !scheme.test(found) && !host.startsWith('www.') && noHost.test(host);
}
