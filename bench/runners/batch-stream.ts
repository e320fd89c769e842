import type { Matrix } from '../../src/numbers/matrix.ts';
import { stream } from '../../src/numbers/random.ts';
import { batches, type Samples } from '../../src/run/batches.ts';
import type { Task } from '../workloads.ts';

/** Batch after batch, epoch after epoch, each in a new order: drawing it and gathering the rows is part of training. */
export function* batchStream({ train, batchSize }: Task, room?: Matrix): Generator<Samples, never> {
  for (let epoch = 1; ; epoch++) {
    yield* batches(train, stream(1, `order/${epoch}`).permutation(train.X.rows), batchSize, room);
  }
}
