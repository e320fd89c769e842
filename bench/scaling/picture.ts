import { logLogPicture } from '../log-log.ts';
import { SCALING_AXES, type ScalingPoint } from '../results.ts';

/** Time per epoch against each of the three sizes. */
export function scalingPicture(points: readonly ScalingPoint[]): string {
  return logLogPicture(
    { title: 'Time per epoch as one size grows', x: 'training rows, features, or width of the hidden layers', y: 'ms per epoch' },
    SCALING_AXES.map((axis) => ({
      name: axis,
      points: points.filter(({ of }) => of === axis).map(({ size, epochSeconds }) => ({ x: size, y: 1000 * epochSeconds })),
    })),
  );
}
