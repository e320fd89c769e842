import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { epochLine, showProgress } from '../../../../compare/cli/progress/show-progress.ts';
import type { EpochRecord } from '../../../../src/run/history.ts';
import { Screen } from '../../show/terminal/screen.ts';

function record(epoch: number, over: Partial<EpochRecord> = {}): EpochRecord {
  return {
    epoch,
    trainLoss: 0.81114,
    trainAccuracy: 0.49975,
    validationLoss: 0.7,
    validationAccuracy: 0.50159,
    trainSeconds: 1,
    evaluationSeconds: 1,
    ...over,
  };
}

/** A stream that remembers what was written. */
function stream(): { stream: NodeJS.WriteStream; written: () => string } {
  const sink = new PassThrough();
  const chunks: string[] = [];
  sink.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return { stream: sink as unknown as NodeJS.WriteStream, written: () => chunks.join('') };
}

describe('a line of progress', () => {
  it('is as the document prints it', () => {
    expect(epochLine(record(1))).toBe('Epoch 01: loss=0.8111 train_acc=0.4998 val_acc=0.5016');
    expect(epochLine(record(50, { trainLoss: 12.5, trainAccuracy: 1, validationAccuracy: 0 }))).toBe('Epoch 50: loss=12.5000 train_acc=1.0000 val_acc=0.0000');
  });

  it('numbers a thousand epochs in four digits', () => {
    expect(epochLine(record(7), 'classification', 4)).toMatch(/^Epoch 0007: /);
  });
});

describe('progress off a terminal', () => {
  it('is a line for each epoch, under the name of its network, and nothing between', () => {
    const { stream: out, written } = stream();
    const progress = showProgress({ networks: ['scratch', 'tfjs'], epochs: 150, stepsPerEpoch: 3, task: 'classification', stream: out });
    progress.onStep?.('tfjs', 2);
    progress.onEpoch?.('tfjs', record(1));
    progress.onEpoch?.('scratch', record(1));
    progress.stop();
    expect(written()).toBe(
      'tfjs     Epoch 001: loss=0.8111 train_acc=0.4998 val_acc=0.5016\n' + 'scratch  Epoch 001: loss=0.8111 train_acc=0.4998 val_acc=0.5016\n',
    );
  });
});

describe('progress on a terminal too low for curves', () => {
  function finished(columns: number): Screen {
    const screen = new Screen(columns, 5);
    const progress = showProgress({ networks: ['scratch', 'tfjs'], epochs: 2, stepsPerEpoch: 3, task: 'classification', stream: screen.stream() });
    for (const name of ['scratch', 'tfjs']) {
      progress.onStep?.(name, 3);
      progress.onEpoch?.(name, record(1));
      progress.onEpoch?.(name, record(2));
    }
    progress.stop();
    return screen;
  }

  it('is a full bar for each network in the end, with the last epoch and accuracy', () => {
    expect(finished(80).text()).toBe(['scratch', 'tfjs   '].map((name) => `${name} ${'█'.repeat(24)} epoch 2/2  val_acc 0.5016  ETA 0 s\n`).join(''));
  });

  it('has no bar where there is no room for one', () => {
    expect(finished(50).text()).toBe('scratch epoch 2/2  val_acc 0.5016  ETA 0 s\ntfjs    epoch 2/2  val_acc 0.5016  ETA 0 s\n');
  });

  it('gives the cursor back', () => {
    expect(finished(80).cursorShown).toBe(true);
  });
});
