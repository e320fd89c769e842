import { axisX, axisY, dot, gridX, gridY, lineY } from '@observablehq/plot';
import { networkLegend } from '../compare/show/pictures/legend.ts';
import { formatTick, logScale } from '../compare/show/pictures/scales.ts';
import { plotPicture } from '../compare/show/pictures/svg.ts';
import { penOf } from '../compare/show/pictures/theme.ts';

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Curves over logarithmic axes: straight lines at 45° grow in proportion. */
export function logLogPicture(words: { readonly title: string; readonly x: string; readonly y: string }, curves: readonly Curve[]): string {
  const all = curves.flatMap(({ points }) => points);
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const x = logScale(Math.min(...xs), Math.max(...xs));
  const y = logScale(Math.min(...ys), Math.max(...ys));
  const marks = curves.flatMap(({ points }, n) => {
    const { colour, symbol, dash, width } = penOf(n);
    return [
      lineY(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: width, strokeDasharray: dash }),
      dot(points, { x: 'x', y: 'y', symbol, fill: colour, r: 4 }),
    ];
  });
  return plotPicture(
    { title: words.title, legend: networkLegend(curves.map(({ name }) => name)) },
    {
      height: 420,
      marginLeft: 64,
      marginBottom: 48,
      x,
      y,
      marks: [
        gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: [...(x.ticks ?? [])] }),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: [...(y.ticks ?? [])] }),
        axisX({ label: words.x, text: formatTick, ticks: [...(x.ticks ?? [])] }),
        axisY({ label: words.y, text: formatTick, ticks: [...(y.ticks ?? [])] }),
        ...marks,
      ],
    },
  );
}
