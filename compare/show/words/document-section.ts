import { accuracy, loss } from '../../../src/run/metrics/metric.ts';
import { PRINTED, type Printed } from '../../explain/printed.ts';
import type { Comparison, NetworkResult } from '../../results/schema.ts';
import { NONE, shown } from './side-by-side.ts';

/** What --preset document shows besides: a table, its head first, and sentences. */
export interface BesideDocument {
  readonly table: string[][];
  readonly notes: string[];
}

/** This run's figures beside those that the document prints; none for a run without --preset document. */
export function besideDocument(comparison: Comparison): BesideDocument | undefined {
  if (comparison.settings['preset'] !== 'document') return undefined;
  return { table: table(comparison), notes: notes(comparison) };
}

/** The initial weights that a report may say the networks had. */
export function initialWeightsFact({ settings }: Comparison): string {
  const { preset, init, biasInit } = settings;
  const told = `${String(init)}${biasInit === undefined ? '' : `, biases ${String(biasInit)}`}`;
  return preset === 'document' ? `document: ${told}; the others: pytorch-default, drawn for themselves` : `${told}, the same bits for every network`;
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
    return both(record && [record.trainLoss, record.validationAccuracy ?? NaN]);
  };
  return [
    ['epoch', ...sides.flatMap(([{ title }, { name }]) => [title, `${name}, here`])],
    ...epochs.map((epoch) => [String(epoch), ...sides.flatMap(([printed, network]) => [both(printed.epochs.get(epoch)), here(network, epoch)])]),
    ['test', ...sides.flatMap(([{ test }, network]) => [accuracy(test), shown(network.test?.accuracy, accuracy)])],
  ];
}

function notes(comparison: Comparison): string[] {
  const distances = pairs(comparison).flatMap(([{ title, epochs }, network]) => {
    const gaps = [...epochs].flatMap(([epoch, [, printed]]) => {
      const record = network.epochs[epoch - 1];
      return record ? [Math.abs((record.validationAccuracy ?? NaN) - printed!)] : [];
    });
    return gaps.length === 0 ? [] : [`${network.name} from ${title} ${(gaps.reduce((a, b) => a + b) / gaps.length).toFixed(4)}`];
  });
  return [
    ...(distances.length > 0
      ? [`Mean distance of the validation accuracies over the printed epochs: ${distances.join(', ')}. The document's own rows are not to be had.`]
      : []),
    ...(comparison.parity.length > 0
      ? []
      : ['As in the document each network has initial weights and an order of rows of its own, so that they cannot be in parity; that is not checked.']),
  ];
}
