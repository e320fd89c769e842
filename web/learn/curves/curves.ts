import { chart } from '../../shared/chart.ts';
import { byId, element } from '../../shared/element.ts';
import { lazyWorker } from '../../shared/lazy.ts';
import { announce } from '../../shared/page.ts';
import type { Curves } from './worker.ts';

/** On the page of a mistake: the button that trains a right and a wrong network, and their curves. */
export function startCurves(): void {
  const code = document.querySelector<HTMLElement>('[data-code]')?.dataset['code'];
  if (code === undefined) return;
  const [button, place] = [byId('train', HTMLButtonElement), byId('curve', HTMLElement)];
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    place.replaceChildren(...(await trained(code)));
    button.disabled = false;
    announce('Both are trained.');
  });
}

async function trained(code: string): Promise<HTMLElement[]> {
  try {
    const worker = await lazyWorker('curves');
    const curves = await new Promise<Curves>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Curves>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(code);
    });
    worker.terminate();
    if (!curves) return [element('p', {}, 'What this mistake computes is drawn by luck in every run: it has no one curve.')];
    const { right, wrong } = curves;
    const same = JSON.stringify(right) === JSON.stringify(wrong);
    return [
      same && element('p', {}, 'Both curves are the same: this mistake shows in what others see of the network, or only where something rare happens.'),
      element('p', { class: 'muted' }, 'The same rows, weights and order; 145 rows in batches of 64, at learning rate 0.1.'),
      chart({
        title: 'Loss that the network tells',
        series: [
          { name: 'right:', values: right.loss, as: 'right' },
          { name: 'wrong:', values: wrong.loss, as: 'wrong' },
        ],
        written: inShort,
      }),
      chart({
        title: 'Accuracy on rows it was not trained on',
        series: [
          { name: 'right:', values: right.accuracy, as: 'right' },
          { name: 'wrong:', values: wrong.accuracy, as: 'wrong' },
        ],
        written: percent,
        most: 1,
      }),
    ].filter((shown) => shown !== false);
  } catch (error) {
    return [element('p', { class: 'notice' }, (error as Error).message)];
  }
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

function inShort(value: number): string {
  return String(Number(value.toPrecision(3)));
}
