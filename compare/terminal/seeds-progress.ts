import { SingleBar } from 'cli-progress';
import type { SeedRun } from '../seeds/train-seed.ts';
import { isLively } from './progress.ts';

export interface SeedsProgress {
  onSeed(run: SeedRun, done: number, of: number): void;
  stop(): void;
}

/** A bar over all seeds on a terminal, else a line for each as it ends. */
export function showSeedsProgress(stream: NodeJS.WriteStream): SeedsProgress {
  if (!isLively(stream)) return { onSeed: (run, done, of) => void stream.write(`${seedLine(run, done, of)}\n`), stop() {} };
  const format = 'seeds {bar} {value}/{total}  ETA {eta_formatted}';
  const bar = new SingleBar({ format, barCompleteChar: '█', barIncompleteChar: '░', barsize: 24, hideCursor: true, fps: 10, stream, linewrap: null });
  return {
    onSeed: (_, done, of) => (bar.isActive ? bar.update(done) : bar.start(of, done)),
    stop: () => bar.stop(),
  };
}

/** 'seed 9: scratch test_acc=0.9620, tfjs test_acc=0.9607 (2 of 10)' */
export function seedLine({ seed, trainings }: SeedRun, done: number, of: number): string {
  const ends = trainings.map(({ network, test, diverged }) =>
    test ? `${network} test_acc=${test.accuracy.toFixed(4)}` : `${network} diverged in epoch ${diverged!.epoch}`,
  );
  return `seed ${seed}: ${ends.join(', ')} (${done} of ${of})`;
}
