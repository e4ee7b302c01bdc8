/**
 * Asterisk's extension patterns. Source: docs.asterisk.org, "Pattern Matching"; main/pbx.c, ext_cmp_pattern
 * and _extension_match_core. A dash is ignored except between brackets.
 */
const classes: Readonly<Record<string, string>> = { X: '[0-9]', Z: '[1-9]', N: '[2-9]' };

/** Whether an extension of the dialplan matches the dialled text. */
export function matchesExtension(extension: string, dialled: string): boolean {
  if (!extension.startsWith('_')) return extension === dialled;
  return regularExpression(extension).test(dialled);
}

/** Whether the extension accepts text of any length and any characters: `_X.`, `_!`. */
export function isOpenEnded(extension: string): boolean {
  return extension.startsWith('_') && /[.!]/.test(extension.replaceAll(/\[[^\]]*\]/g, ''));
}

function regularExpression(pattern: string): RegExp {
  let source = '';
  for (const [, brackets, character] of pattern.slice(1).matchAll(/\[([^\]]*)\]|(.)/gs)) {
    if (brackets !== undefined) source += `[${brackets.replaceAll(/[\\\]^]/g, '\\$&')}]`;
    else if (character === '.') source += '.+';
    else if (character === '!') source += '.*';
    else if (character !== '-' && character !== undefined) source += characterSource(character);
  }
  return new RegExp(`^${source}$`, 's');
}

function characterSource(character: string): string {
  return classes[character.toUpperCase()] ?? character.replaceAll(/[\\^$*+?()|{}[\]/]/g, '\\$&');
}
