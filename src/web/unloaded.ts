/** Shown where the words of the pages could not be loaded: in both languages, with a button that retries. */
export function showUnloaded(root: HTMLElement): void {
  const note = document.createElement('div');
  note.setAttribute('role', 'alert');
  note.style.padding = '2rem';
  note.append(paragraph('ru', 'Star7 не загрузился.'), paragraph('en', 'Star7 could not be loaded.'));
  const again = document.createElement('button');
  again.textContent = 'Обновить · Reload';
  again.addEventListener('click', () => window.location.reload());
  note.append(again);
  root.replaceChildren(note);
}

function paragraph(language: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.lang = language;
  element.textContent = text;
  return element;
}
