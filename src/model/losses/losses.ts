import type { Output } from '../model-spec.ts';
import { read, type Written } from '../word.ts';
import { sigmoidCrossEntropy, softmaxCrossEntropy } from './cross-entropies.ts';
import { absoluteError, halfSquaredError, huber, squaredError } from './distances.ts';
import { hinge, squaredHinge } from './hinges.ts';
import type { LossRecord, Row } from './record.ts';

export const LOSSES = [softmaxCrossEntropy, sigmoidCrossEntropy, squaredError, halfSquaredError, absoluteError, huber, hinge, squaredHinge] as const;

/** As written: 'squared-error', 'huber(0.5)'. */
export type Loss = Written<(typeof LOSSES)[number]>;

/** A loss ready to be computed with, its parameter in its place. */
export interface LossFunction {
  readonly written: string;
  readonly record: LossRecord;
  readonly parameter: number;
  value(row: Row): number;
  slope(row: Row, k: number): number;
}

/** @throws Fault where there is no such loss */
export function lossNamed(written: string): LossFunction {
  const { record, parameter: δ } = read<LossRecord>(LOSSES, written, 'loss');
  return { written, record, parameter: δ, value: (row) => record.value(row, δ), slope: (row, k) => record.slope(row, k, δ) };
}

/** The loss that an output has where nothing else is said: its own cross-entropy, or the squared error. */
export function lossFor({ kind }: Pick<Output, 'kind'>): LossFunction {
  return lossNamed(LOSSES.find(({ on }) => (on as readonly string[]).includes(kind))!.name);
}
