import { MultiBar, type SingleBar } from 'cli-progress';
import type { EpochRecord } from '../../../src/run/history.ts';
import { type Curve, drawnOf, measured } from '../../../src/run/metrics/measures.ts';
import { METRICS, TASKS, type TaskName } from '../../../src/run/metrics/metric.ts';
import { hasRoom } from '../../show/terminal/live-frame.ts';
import { BAR_OPTIONS } from './bar-options.ts';
import { liveCurves } from './live.ts';
import { isLively, type Progress, type ProgressOptions } from './progress.ts';

/** On a terminal curves that draw themselves, or bars alone where it is too small for them; else a plain line for each epoch. */
export function showProgress(options: ProgressOptions, lively = isLively(options.stream)): Progress {
  const { stream, networks } = options;
  if (!lively) return lines(options);
  return hasRoom(stream.columns ?? 0, stream.rows ?? 0, networks.length) ? liveCurves(options) : bars(options);
}

function bars({ networks, epochs, stepsPerEpoch, task, stream }: ProgressOptions): Progress {
  const [, { key, metric }] = drawnOf(task);
  const logged = `val_${metric.logged} {measured}`;
  const width = Math.max(...networks.map((name) => name.length));
  const wide = (stream.columns ?? 80) >= 72;
  const format = wide ? `{network} {bar} epoch {epoch}/{epochs}  ${logged}  ETA {eta_formatted}` : `{network} {percentage} % ${logged}`;
  const multi = new MultiBar({ ...BAR_OPTIONS, format, barsize: 24, etaBuffer: 50, stream });
  const start = (network: string): [string, SingleBar] => [
    network,
    multi.create(epochs * stepsPerEpoch, 0, { network: network.padEnd(width), epoch: 0, epochs, measured: '  –   ' }),
  ];
  const drawn = new Map(networks.map(start));
  return {
    onStep: (network, step) => drawn.get(network)?.update(step),
    onEpoch: (network, record) =>
      drawn.get(network)?.update(record.epoch * stepsPerEpoch, { epoch: record.epoch, measured: metric.format(record[key] ?? NaN) }),
    stop: () => multi.stop(),
  };
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
