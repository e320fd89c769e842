import { chart } from '../shared/chart.ts';
import { byId, element } from '../shared/element.ts';
import { lazyWorker } from '../shared/lazy.ts';
import { announce, startPage } from '../shared/page.ts';
import type { Asked, Story } from './story.ts';

const ROWS = 145;

startPage();

const curves = byId('curves', HTMLElement);
let worker: Worker | undefined;

async function tell(batchSize: number): Promise<void> {
  worker?.terminate(); // what it tells of another size is no longer wanted
  curves.setAttribute('aria-busy', 'true');
  try {
    const begun = await lazyWorker('story');
    worker = begun;
    begun.onmessage = ({ data }: MessageEvent<Story>) => show(data);
    begun.onerror = ({ message }) => fail(message);
    begun.postMessage({ batchSize } satisfies Asked);
  } catch (error) {
    fail((error as Error).message);
  }
}

function fail(message: string): void {
  curves.replaceChildren(element('p', { class: 'notice' }, message));
}

function show({ batchSize, learningRate, right, wrong, undone, gap }: Story): void {
  curves.replaceChildren(
    chart({
      title: 'Loss',
      series: [
        { name: 'right:', values: right.loss, as: 'right' },
        { name: 'wrong:', values: wrong.loss, as: 'wrong' },
      ],
      written: (value) => String(Number(value.toPrecision(3))),
    }),
    chart({
      title: 'Accuracy on rows it was not trained on',
      series: [
        { name: 'right:', values: right.accuracy, as: 'right' },
        { name: 'wrong:', values: wrong.accuracy, as: 'wrong' },
      ],
      written: (value) => `${points(value)} %`,
      most: 1,
    }),
  );
  curves.removeAttribute('aria-busy');
  const short = ROWS % batchSize;
  const told: Readonly<Record<string, string>> = {
    batchSize: String(batchSize),
    learningRate: String(learningRate),
    realRate: `${learningRate}/${batchSize} = ${Number((learningRate / batchSize).toPrecision(4))}`,
    undoneRate: String(learningRate * batchSize),
    full: small(undone.full),
    all: small(undone.all),
    shortRows: short === 0 ? `${batchSize}, like the others,` : String(short),
  };
  for (const place of document.querySelectorAll<HTMLElement>('[data-told]')) place.textContent = told[place.dataset['told'] ?? ''] ?? '';
  const rows: [string, string][] = [
    ['as it should be', `${points(gap.right)}`],
    ['as the program is', `${points(gap.wrong)}`],
    ...gap.shares.map(({ name, share }): [string, string] => [`accounted for: ${name}`, points(share)]),
  ];
  byId('gap', HTMLTableElement).tBodies[0]?.replaceChildren(
    ...rows.map(([says, number]) => element('tr', {}, element('th', { scope: 'row' }, says), element('td', {}, number))),
  );
  announce(`Trained in batches of ${batchSize}.`);
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}

function small(value: number): string {
  return value === 0 ? '0, to the last digit' : value.toPrecision(2);
}

byId('sizes', HTMLFieldSetElement).addEventListener('change', ({ target }) => void tell(Number((target as HTMLInputElement).value)));
void tell(64);
