import { element } from '../../shared/element.ts';
import type { Place } from '../places/places.ts';

/** The lines of the program that are spoken of, each to be gone to. */
export function shownPlaces(places: readonly Place[], show: (line: number) => void): HTMLElement {
  const buttons = places.map(({ line, says }) => {
    const button = element('button', { type: 'button', class: 'quiet' }, `Line ${line}: ${says}`);
    button.addEventListener('click', () => show(line));
    return button;
  });
  return element('p', { class: 'places' }, ...buttons);
}
