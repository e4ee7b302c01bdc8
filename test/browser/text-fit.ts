import type { Page } from 'playwright-core';

/**
 * Text of the page as it is shown now that cannot be read whole: a line each, with what is wrong, the text and its place.
 *
 * - `broken`: a word whose letters are on two lines, without a hyphen or any other place to break it;
 * - `cut`: text beyond the edge of what clips it, without an ellipsis and a title that has all of it;
 * - `spilt`: text beyond the edge of its own box;
 * - `wide`: the page, or a part of it, has to be scrolled sideways.
 *
 * Not looked at: lines of code, and what only screen readers get.
 */
export async function textFaults(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(${findFaults})()`);
}

// As text: the compiler of the tests knows no document.
const findFaults = `() => {
  const faults = new Set();
  const name = (element) => {
    const own = element.tagName.toLowerCase();
    const word = typeof element.className === 'string' ? element.className.split(/\\s+/)[0] : '';
    return word === '' ? own : own + '.' + word;
  };
  const report = (fault, text, element) =>
    faults.add(fault + ': "' + text.trim().slice(0, 60) + '" in ' + name(element));
  const skipped = 'code, pre, kbd, script, style, noscript, svg, select, option';
  /** For screen readers alone: a pixel of it is there. */
  const isUnseen = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { width, height } = each.getBoundingClientRect();
      const { position, overflow } = getComputedStyle(each);
      if (position === 'absolute' && overflow === 'hidden' && (width <= 1 || height <= 1)) return true;
    }
    return false;
  };
  const hasTitle = (element) => element.closest('[title]:not([title=""])') !== null;
  const boxOf = (element) => {
    let box = element;
    while (box.parentElement !== null && /^(?:inline|contents)$/.test(getComputedStyle(box).display)) {
      box = box.parentElement;
    }
    return box;
  };

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.add('wide: the page by ' + (root.scrollWidth - root.clientWidth) + ' px');

  for (const element of document.body.querySelectorAll('*')) {
    if (element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1) continue;
    if (element.clientWidth <= 1 || element.closest(skipped) !== null || !element.checkVisibility()) continue;
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
    const text = element.textContent ?? '';
    if (text.trim() === '' || isUnseen(element)) continue;
    if (element.scrollWidth > element.clientWidth + 1) {
      if (/^(?:auto|scroll)$/.test(overflowX) && element !== document.body) report('wide', text, element);
      if (/^(?:hidden|clip)$/.test(overflowX) && !(textOverflow === 'ellipsis' && hasTitle(element))) {
        report('cut', text, element);
      }
    }
    if (element.scrollHeight > element.clientHeight + 1 && webkitLineClamp !== 'none' && !hasTitle(element)) {
      report('cut', text, element);
    }
  }

  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.data;
    const element = node.parentElement;
    if (text.trim() === '' || element === null || element.closest(skipped) !== null) continue;
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()];
    if (rects.length === 0 || isUnseen(element)) continue;
    const box = boxOf(element);
    const edge = box.getBoundingClientRect();
    const { overflowX } = getComputedStyle(box);
    if (
      overflowX === 'visible' &&
      rects.some(({ left, right, width }) => width > 1 && (right > edge.right + 1 || left < edge.left - 1))
    ) {
      report('spilt', text, box);
    }
    if (rects.length === 1) continue;
    for (const { 0: word, index } of text.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
      if (Math.max(...tops) - Math.min(...tops) > 4) report('broken', word, element);
    }
  }
  return [...faults];
}`;
