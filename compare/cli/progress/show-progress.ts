import type { EpochRecord } from '../../../src/run/history.ts';
import { type Curve, measured } from '../../../src/run/metrics/measures.ts';
import { METRICS, TASKS, type TaskName } from '../../../src/run/metrics/metric.ts';
import { liveCurves } from './live.ts';
import { isLively, type Progress, type ProgressOptions } from './progress.ts';

/** On a terminal curves that draw themselves, or bars alone where it is too small for them; else a plain line for each epoch. */
export function showProgress(options: ProgressOptions, lively = isLively(options.stream)): Progress {
  return lively ? liveCurves(options) : lines(options);
}

function lines({ networks, epochs, task, stream }: ProgressOptions): Progress {
  const width = Math.max(...networks.map((name) => name.length));
  const digits = Math.max(2, String(epochs).length);
  return {
    onEpoch: (network, record) => stream.write(`${network.padEnd(width)}  ${epochLine(record, task, digits)}\n`),
    stop() {},
  };
}

/** 'Epoch 01: loss=0.8111 train_acc=0.4998 val_acc=0.5016' */
export function epochLine(record: EpochRecord, task: TaskName = 'classification', digits = 2): string {
  const { epoch: key } = TASKS[task];
  const [train, validation] = [measured<Curve>('train', key), measured<Curve>('validation', key)].map(({ key, metric }) => metric.format(record[key] ?? NaN));
  const { logged } = METRICS[key];
  return `Epoch ${String(record.epoch).padStart(digits, '0')}: loss=${record.trainLoss.toFixed(4)} train_${logged}=${train} val_${logged}=${validation}`;
}
