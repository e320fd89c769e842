import type { Comparison } from '../../compare/results/schema.ts';
import { byId, element } from '../shared/element.ts';
import { lazyWorker } from '../shared/lazy.ts';
import type { Told } from './trainer/protocol.ts';

type Done = Extract<Told, { kind: 'done' }>;

const links = { results: byId('results', HTMLAnchorElement), report: byId('report', HTMLAnchorElement) };
const page = byId('page', HTMLButtonElement);
let taken: Comparison | undefined;

/** What can be taken along of a run; nothing before there is one. */
export function offer(done: Done | undefined): void {
  taken = done?.comparison;
  page.hidden = done === undefined;
  for (const link of Object.values(links)) {
    URL.revokeObjectURL(link.href);
    link.hidden = done === undefined;
  }
  if (!done) return;
  links.results.href = addressOf(done.results, 'application/json');
  links.report.href = addressOf(done.markdown, 'text/markdown');
}

/** What draws pictures is loaded once the page that holds them is asked for. */
async function takePage(): Promise<void> {
  if (!taken) return;
  const drawing = await lazyWorker('report');
  const html = await new Promise<string>((resolve, reject) => {
    drawing.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    drawing.onerror = ({ message }) => reject(new Error(message));
    drawing.postMessage(taken);
  });
  drawing.terminate();
  const link = element('a', { href: addressOf(html, 'text/html'), download: 'report.html' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers ask where to put it
}

function addressOf(text: string, type: string): string {
  return URL.createObjectURL(new Blob([text], { type }));
}

export function startTaking(onFailed: (message: string) => void): void {
  page.addEventListener('click', () => {
    page.disabled = true;
    takePage()
      .catch((error: Error) => onFailed(error.message))
      .finally(() => (page.disabled = false));
  });
}
