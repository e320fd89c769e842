import { axisX, axisY, dot, gridX, gridY, lineY } from '@observablehq/plot';
import { networkLegend } from '../../compare/show/pictures/legend.ts';
import { formatTick, logScale } from '../../compare/show/pictures/scales.ts';
import { plotPicture } from '../../compare/show/pictures/svg.ts';
import { penOf } from '../../compare/show/pictures/theme.ts';
import { SCALING_AXES, type ScalingPoint } from '../results.ts';

/** Time per epoch against each of the three sizes, both axes logarithmic: straight lines grow in proportion. */
export function scalingPicture(points: readonly ScalingPoint[]): string {
  const sizes = points.map(({ size }) => size);
  const milliseconds = points.map(({ epochSeconds }) => 1000 * epochSeconds);
  const x = logScale(Math.min(...sizes), Math.max(...sizes));
  const y = logScale(Math.min(...milliseconds), Math.max(...milliseconds));
  const marks = SCALING_AXES.flatMap((axis, n) => {
    const { colour, symbol, dash, width } = penOf(n);
    const data = points.filter(({ of }) => of === axis).map(({ size, epochSeconds }) => ({ x: size, y: 1000 * epochSeconds }));
    return [
      lineY(data, { x: 'x', y: 'y', stroke: colour, strokeWidth: width, strokeDasharray: dash }),
      dot(data, { x: 'x', y: 'y', symbol, fill: colour, r: 4 }),
    ];
  });
  return plotPicture(
    { title: 'Time per epoch as one size grows', legend: networkLegend(SCALING_AXES) },
    {
      height: 420,
      marginLeft: 64,
      marginBottom: 48,
      x,
      y,
      marks: [
        gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: [...(x.ticks ?? [])] }),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: [...(y.ticks ?? [])] }),
        axisX({ label: 'training rows, features, or width of the hidden layers', text: formatTick, ticks: [...(x.ticks ?? [])] }),
        axisY({ label: 'ms per epoch', text: formatTick, ticks: [...(y.ticks ?? [])] }),
        ...marks,
      ],
    },
  );
}
