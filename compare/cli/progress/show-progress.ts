import { MultiBar, type SingleBar } from 'cli-progress';
import type { EpochRecord } from '../../../src/run/history.ts';
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

function bars({ networks, epochs, stepsPerEpoch, stream }: ProgressOptions): Progress {
  const width = Math.max(...networks.map((name) => name.length));
  const wide = (stream.columns ?? 80) >= 72;
  const format = wide ? '{network} {bar} epoch {epoch}/{epochs}  val_acc {accuracy}  ETA {eta_formatted}' : '{network} {percentage} % val_acc {accuracy}';
  const multi = new MultiBar({ ...BAR_OPTIONS, format, barsize: 24, etaBuffer: 50, stream });
  const start = (network: string): [string, SingleBar] => [
    network,
    multi.create(epochs * stepsPerEpoch, 0, { network: network.padEnd(width), epoch: 0, epochs, accuracy: '  –   ' }),
  ];
  const drawn = new Map(networks.map(start));
  return {
    onStep: (network, step) => drawn.get(network)?.update(step),
    onEpoch: (network, { epoch, validationAccuracy }) => drawn.get(network)?.update(epoch * stepsPerEpoch, { epoch, accuracy: validationAccuracy.toFixed(4) }),
    stop: () => multi.stop(),
  };
}

function lines({ networks, epochs, stream }: ProgressOptions): Progress {
  const width = Math.max(...networks.map((name) => name.length));
  const digits = Math.max(2, String(epochs).length);
  return {
    onEpoch: (network, record) => stream.write(`${network.padEnd(width)}  ${epochLine(record, digits)}\n`),
    stop() {},
  };
}

/** 'Epoch 01: loss=0.8111 train_acc=0.4998 val_acc=0.5016' */
export function epochLine({ epoch, trainLoss, trainAccuracy, validationAccuracy }: EpochRecord, digits = 2): string {
  const number = String(epoch).padStart(digits, '0');
  return `Epoch ${number}: loss=${trainLoss.toFixed(4)} train_acc=${trainAccuracy.toFixed(4)} val_acc=${validationAccuracy.toFixed(4)}`;
}
