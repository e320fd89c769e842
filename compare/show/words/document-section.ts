import { markdownTable } from 'markdown-table';
import { escapeMarkdown } from './escape.ts';
import type { Comparison, NetworkResult } from '../../results/schema.ts';
import { accuracy, loss, NONE } from './side-by-side.ts';
import { drawTable } from '../terminal/table.ts';
import type { TextOptions } from '../terminal/text-options.ts';
import { wrap } from './wrap.ts';

/** Train loss and validation accuracy that the document prints, by epoch, and its test accuracies. */
export const PRINTED = {
  document: {
    title: "the document's program",
    epochs: new Map([[1, [0.8111, 0.5016]], [10, [0.6645, 0.6011]], [20, [0.5992, 0.6613]], [30, [0.5376, 0.7129]], [40, [0.4696, 0.7607]], [50, [0.3977, 0.7991]]]),
    test: 0.798,
  },
  framework: {
    title: "the document's PyTorch",
    epochs: new Map([[1, [0.6716, 0.7809]], [2, [0.3701, 0.954]], [3, [0.1077, 0.9631]], [5, [0.0335, 0.97]], [10, [0.0037, 0.9709]], [50, [0.0002, 0.9736]]]),
    test: 0.9707,
  },
} as const satisfies Record<string, { title: string; epochs: ReadonlyMap<number, readonly number[]>; test: number }>;
type Printed = (typeof PRINTED)[keyof typeof PRINTED];

/** What --preset document adds to the report; nothing without it. */
export function documentMarkdown(comparison: Comparison): string {
  if (!isDocument(comparison)) return '';
  const [head, ...rows] = table(comparison);
  return [...notes(comparison).map(escapeMarkdown), markdownTable([head!, ...rows].map((cells) => cells.map(escapeMarkdown)), { align: 'r' })].join('\n\n');
}

/** The same for the terminal. */
export function documentText(comparison: Comparison, { width, colours }: TextOptions): string {
  if (!isDocument(comparison)) return '';
  const [head = [], ...rows] = table(comparison);
  const title = wrap('Beside what the document prints (train loss, validation accuracy):', width);
  return [
    title.split('\n').map((line) => colours.bold(line)).join('\n'),
    drawTable(head, rows, { width, colours, paint: (text) => colours.bold(text) }),
    ...notes(comparison).map((note) => wrap(note, width)),
  ].join('\n');
}

/** The initial weights that a report may say the networks had. */
export function initialWeightsFact({ settings }: Comparison): string {
  return settings['preset'] === 'document'
    ? `document: ${String(settings['init'])}; the others: pytorch-default, drawn for themselves`
    : `${String(settings['init'])}, the same bits for every network`;
}

function isDocument({ settings }: Comparison): boolean {
  return settings['preset'] === 'document';
}

/** The network of this run that stands where each of the document's two programs stood. */
function pairs({ networks }: Comparison): [Printed, NetworkResult][] {
  return networks.map((network) => [network.name === 'document' ? PRINTED.document : PRINTED.framework, network]);
}

function table(comparison: Comparison): string[][] {
  const sides = pairs(comparison);
  const epochs = [...new Set(sides.flatMap(([{ epochs }]) => [...epochs.keys()]))].sort((a, b) => a - b);
  const both = (figures: readonly number[] | undefined) => (figures ? `${loss(figures[0]!)} ${accuracy(figures[1]!)}` : NONE);
  const here = ({ epochs: records }: NetworkResult, epoch: number) => {
    const record = records[epoch - 1];
    return both(record && [record.trainLoss, record.validationAccuracy]);
  };
  return [
    ['epoch', ...sides.flatMap(([{ title }, { name }]) => [title, `${name}, here`])],
    ...epochs.map((epoch) => [String(epoch), ...sides.flatMap(([printed, network]) => [both(printed.epochs.get(epoch)), here(network, epoch)])]),
    ['test', ...sides.flatMap(([{ test }, network]) => [accuracy(test), network.test ? accuracy(network.test.accuracy) : NONE])],
  ];
}

function notes(comparison: Comparison): string[] {
  const distances = pairs(comparison).flatMap(([{ title, epochs }, network]) => {
    const gaps = [...epochs].flatMap(([epoch, [, printed]]) => {
      const record = network.epochs[epoch - 1];
      return record ? [Math.abs(record.validationAccuracy - printed!)] : [];
    });
    return gaps.length === 0 ? [] : [`${network.name} from ${title} ${(gaps.reduce((a, b) => a + b) / gaps.length).toFixed(4)}`];
  });
  return [
    ...(distances.length > 0 ? [`Mean distance of the validation accuracies over the printed epochs: ${distances.join(', ')}. The document's own rows are not to be had.`] : []),
    ...(comparison.parity.length > 0 ? [] : [
      'As in the document each network has initial weights and an order of rows of its own, so that they cannot be in parity; that is not checked.',
    ]),
  ];
}
