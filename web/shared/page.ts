import { byId } from './element.ts';
import { startTheme } from './theme.ts';

/** What every page does: its colours, and, where it comes from a server, to be there without a network the next time. */
export function startPage(): void {
  startTheme(byId('theme', HTMLButtonElement));
  const { root = '' } = document.documentElement.dataset;
  if (/^https?:$/.test(location.protocol) && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register(`${root}service-worker.js`).catch(() => undefined); // without it the page works as well, on line
  }
}

/** Says something to whoever hears the page instead of seeing it. */
export function announce(text: string): void {
  byId('announced', HTMLElement).textContent = text;
}
