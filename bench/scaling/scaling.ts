import { bestVariant } from '../../scratch/kernels/simd/choice.ts';
import { createSimd } from '../../scratch/kernels/simd/simd.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import type { Timing } from '../measure.ts';
import { SCALING_AXES, type ScalingAxis, type ScalingPoint } from '../results.ts';
import { slice } from '../runners/slice.ts';
import { training } from '../runners/training.ts';
import { median } from '../statistics.ts';
import { varied } from '../variations.ts';
import { madeTask, type Task } from '../workloads.ts';

/** One thing grows, the others stay: 4000 rows of 100 features, two hidden layers of 64, batch 64, two classes. */
const USUAL: Readonly<Record<ScalingAxis, number>> = { rows: 4000, features: 100, width: 64 };
const SIZES: Readonly<Record<ScalingAxis, readonly number[]>> = {
  rows: [1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000],
  features: [10, 20, 50, 100, 200, 500, 784, 1000, 1024, 2000, 2048, 3000],
  width: [8, 16, 32, 64, 128, 256, 512, 1000, 1024],
};

/** The time of an epoch at every size; all sizes are timed in turns, round by round. Nothing where there is no SIMD. */
export async function scaling({ rounds, seconds }: Timing, say: (text: string) => void): Promise<ScalingPoint[]> {
  const variant = bestVariant();
  if (!variant) return [];
  const points = SCALING_AXES.flatMap((axis) =>
    SIZES[axis].map((size) => {
      const { rows, features, width }: Record<ScalingAxis, number> = { ...USUAL, [axis]: size };
      const task = madeTask(features, [width, width], 2, 64, rows);
      return { of: axis, size, task, work: training(varied(task), createSimd(variant), ''), epochs: [] as number[] };
    }),
  );
  for (let round = 0; round <= rounds; round++) {
    say(`scaling: round ${round} of ${rounds}`);
    for (const { task, work, epochs } of points) {
      const { cpuSeconds, samples } = await slice(work, seconds);
      if (round > 0) epochs.push((cpuSeconds / samples) * task.train.X.rows); // the first warms up
    }
  }
  return points.map(({ of, size, task, epochs }) => ({ of, size, epochSeconds: median(epochs), multiplyAdds: multiplyAdds(task) }));
}

/** Of the matrix products of an epoch: X·W and Xᵀ·dY for every layer, dY·Wᵀ for all but the first. */
function multiplyAdds({ model, train }: Task): number {
  return train.X.rows * layersOf(model).reduce((sum, { inputs, outputs }, l) => sum + inputs * outputs * (l === 0 ? 2 : 3), 0);
}
