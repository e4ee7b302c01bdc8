/** An element with fields as its children, escaped. @param path names from the outermost to the innermost */
export function xmlOf(path: readonly string[], fields: Readonly<Record<string, string>>): string {
  const content = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return path.reduceRight((inner, name) => `<${name}>${inner}</${name}>`, content.join(''));
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
