/**
 * Copies a text. The browser's clipboard is there over TLS and on localhost alone; elsewhere the text is selected in
 * `shown`, where it stands on the page, and copied as with Ctrl+C. It stays selected, so that the key works too.
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
