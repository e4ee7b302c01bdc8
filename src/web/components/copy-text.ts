/**
 * Copies a text. Browsers offer the clipboard API only over TLS and on localhost; elsewhere the text is selected in
 * `shown`, the element that displays it, and copied as with Ctrl+C. It stays selected, so that the key works too.
 * @returns whether it was copied
 */
export async function copyText(text: string, shown: Node | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(shown);
  }
}

function copySelected(shown: Node | null): boolean {
  if (shown === null) return false;
  window.getSelection()?.selectAllChildren(shown);
  try {
    // Deprecated, and the only way without TLS.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } catch {
    return false;
  }
}
