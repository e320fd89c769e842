import type { EpochRecord } from '../../src/run/history.ts';
import { type Charted, chart } from '../shared/chart.ts';
import { element } from '../shared/element.ts';
import type { Told } from './trainer/protocol.ts';

export type Records = ReadonlyMap<string, readonly EpochRecord[]>;

const KINDS = ['first', 'second'] as const;

/** What is measured in each epoch of any task, the first that there is of each line. */
const CURVES: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Loss while training', ['trainLoss']],
  ['Accuracy on validation rows', ['validationAccuracy']],
  ['Loss on validation rows', ['validationLoss']],
];

/** The curves so far. */
export function curves(records: Records, epochs: number): HTMLElement {
  const charts = CURVES.flatMap(([title, names]) => {
    const name = names.find((one) => [...records.values()].some(([first]) => first && one in first));
    if (name === undefined) return [];
    const series = [...records].map(([network, of], i): Charted['series'][number] => ({
      name: `${network}:`,
      values: of.map((record) => (record as unknown as Readonly<Record<string, number>>)[name] ?? NaN),
      as: KINDS[i] ?? 'second',
    }));
    const isShare = name.endsWith('Accuracy');
    return [chart({ title, series, epochs, written: isShare ? percent : inShort, ...(isShare && { most: 1 }) })];
  });
  return element('div', { class: 'charts' }, ...charts);
}

function percent(value: number): string {
  return `${Number((100 * value).toFixed(2))} %`;
}

function inShort(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The verdict and the table of the end. */
export function result({ verdicts, rows, comparison }: Extract<Told, { kind: 'done' }>): HTMLElement[] {
  const names = comparison.networks.map(({ name }) => name);
  const head = ['In the end', ...names, 'Difference'].map((text) => element('th', { scope: 'col' }, text));
  const body = rows.map(({ label, values, difference }) =>
    element('tr', {}, element('th', { scope: 'row' }, label), ...[...values, difference].map((text) => element('td', {}, text))),
  );
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  return [
    ...verdicts.map((text) => element('p', { class: `verdict ${/^IN PARITY/.test(text) ? 'good' : 'bad'}` }, text)),
    element('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': 'Final figures' }, table),
    ...comparison.networks.map(({ name, description }) => element('p', { class: 'muted' }, `${name}: ${description}`)),
  ];
}
