import { byId } from '../shared/element.ts';

/** Leaves of the list of mistakes those in which every word that is typed occurs; on other pages nothing. */
export function startSearch(): void {
  const search = document.getElementById('search');
  if (!search) return;
  const [words, found] = [byId('words', HTMLInputElement), byId('found', HTMLElement)];
  const items = [...document.querySelectorAll<HTMLElement>('#mistakes li')];
  const groups = [...document.querySelectorAll<HTMLElement>('#mistakes .symptom')];
  const show = () => {
    const typed = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = `${item.dataset['words'] ?? ''} ${item.textContent.toLowerCase()}`;
      item.hidden = !typed.every((word) => text.includes(word));
    }
    for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])');
    const left = items.filter((item) => !item.hidden).length;
    found.textContent = typed.length === 0 ? '' : left === 1 ? '1 mistake' : `${left} mistakes`;
  };
  words.addEventListener('input', show);
  search.hidden = false;
  show();
}
