import type { Curve } from './metrics/measures.ts';

/**
 * One epoch, as measured, the task's metric on training and validation rows among it: 'trainAccuracy' of a classification,
 * 'trainRmse' of a regression. A value that is not finite is kept: a diverged training ends with one.
 */
export interface EpochRecord extends Readonly<Partial<Record<Curve, number>>> {
  readonly epoch: number; // 1, 2, …
  readonly trainLoss: number; // row-weighted mean of the batch losses, each before its update
  readonly validationLoss: number; // this and the metrics: after the epoch's last update
  readonly trainSeconds: number; // the steps alone
  readonly evaluationSeconds: number;
}

/** Of a training that could end early. */
export interface Stopping {
  /** The epoch that was best: whose weights the network has in the end, where it could be given them back. */
  readonly best: number;
  readonly restored: boolean;
}

interface Trained {
  readonly network: string;
  readonly description: string;
  readonly epochs: readonly EpochRecord[];
  /** The loss of every batch before its update, in order. */
  readonly stepLosses: readonly number[];
  readonly stopping?: Stopping;
}

/**
 * A training from first step to last. Divergence is a result: the first loss that is not finite, or an epoch's
 * end with weights that are not, ends the training.
 */
export type History =
  | (Trained & { readonly state: 'completed' })
  | (Trained & { readonly state: 'diverged'; readonly epoch: number; readonly step: number; readonly loss: number });

/** The epoch whose weights the training ended with; none of one that was never measured. */
export function lastEpoch<E extends Pick<EpochRecord, 'epoch'>>({
  epochs,
  stopping,
}: {
  readonly epochs: readonly E[];
  readonly stopping?: Stopping | undefined;
}): E | undefined {
  return stopping?.restored ? epochs.find(({ epoch }) => epoch === stopping.best) : epochs.at(-1);
}

/** Of a whole training, the steps alone. */
export function trainSeconds({ epochs }: { readonly epochs: readonly Pick<EpochRecord, 'trainSeconds'>[] }): number {
  return epochs.reduce((sum, epoch) => sum + epoch.trainSeconds, 0);
}
