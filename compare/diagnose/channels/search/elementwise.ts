import { leaf, type Point } from './bank.ts';
import { innerScale } from './inner-scale.ts';
import { close, round, shown, times } from './numbers.ts';
import { type Formula, recover } from './recover.ts';

export interface Elementwise {
  readonly text: string;
  at(point: Point): number;
}

interface Given {
  readonly tolerance: number;
  /** Other quantities known at the points, by name. */
  readonly more?: Readonly<Record<string, readonly number[]>>;
}

/** v = f(z, …): as one expression, α·g(kz) + β, in two at the sign of z, or in straight pieces; whichever is simplest. */
export function elementwise(z: readonly number[], v: readonly number[], { tolerance, more = {} }: Given): Elementwise | undefined {
  const leaves = (at: readonly number[]) =>
    Object.entries({ z, ...more }).map(([name, values]) =>
      leaf(
        name,
        at.map((i) => values[i]!),
      ),
    );
  const all = z.map((_, i) => i);
  const whole = recover(leaves(all), v, tolerance, { size: 4000, fingerprinted: 24 });
  if (whole && whole.cost <= 6 && !/1\[.*[·+−]|[·+−].*1\[/.test(whole.text)) return whole; // a gate in a sum reads better as two halves
  const halves = [all.filter((i) => z[i]! > 0), all.filter((i) => z[i]! <= 0)].map((at): Formula | undefined =>
    at.length > 5
      ? recover(
          leaves(at),
          at.map((i) => v[i]!),
          tolerance,
          { cost: 3, size: 3000, fingerprinted: 24 },
        )
      : undefined,
  );
  const [above, below] = halves;
  const isPlain = above && below && above.cost + below.cost <= 6; // a slope on either side
  const scaled = isPlain ? undefined : innerScale('z', z, v, tolerance);
  if (scaled) return scaled;
  if (above && below && (!whole || above.cost + below.cost < whole.cost + 2)) {
    return { text: `${above.text} where z > 0, ${below.text} elsewhere`, at: (point) => (point['z']! > 0 ? above : below).at(point) };
  }
  return (whole && whole.cost < 9 ? undefined : pieces(z, v, 10 * tolerance)) ?? (whole && whole.cost < 13 ? whole : undefined);
}

interface Line {
  readonly to: number;
  readonly slope: number;
  readonly at0: number;
}

/** At most four straight pieces of five points or more: two points lie on a line always. */
function pieces(z: readonly number[], v: readonly number[], tolerance: number): Elementwise | undefined {
  const points = z.map((x, i) => ({ x, y: v[i]! })).toSorted((a, b) => a.x - b.x);
  const lines: Line[] = [];
  for (let i = 0; i < points.length; ) {
    const line = through(points[i]!, points[i + 1] ?? points[i]!);
    let j = i + 1;
    while (j < points.length && Math.abs(points[j]!.y - line.slope * points[j]!.x - line.at0) < tolerance * (1 + Math.abs(points[j]!.y))) j++;
    if (j - i < 5) {
      if (lines.length === 0 || lines.length > 3 || points.length - i < 5 || !(j - i <= 2)) return undefined;
      i++; // a point across a corner
      continue;
    }
    lines.push({ ...line, to: points[j - 1]!.x });
    i = j;
  }
  if (lines.length < 2 || lines.length > 4) return undefined;
  const cuts = lines
    .slice(0, -1)
    .map((line, i) => (line.slope === lines[i + 1]!.slope ? line.to : (lines[i + 1]!.at0 - line.at0) / (line.slope - lines[i + 1]!.slope)));
  const text = lines.map(
    ({ slope, at0 }, i) =>
      `${slope === 0 ? shown(at0) : `${times(slope)}z${at0 === 0 ? '' : ` + ${shown(at0)}`}`}${i < cuts.length ? ` up to z = ${shown(cuts[i]!)}` : ' beyond'}`,
  );
  const at = (point: Point) => {
    const x = point['z']!;
    const i = cuts.findIndex((cut) => x <= cut);
    const { slope, at0 } = lines.at(i)!;
    return slope * x + at0;
  };
  return close(
    points.map(({ x }) => at({ z: x })),
    points.map(({ y }) => y),
    10 * tolerance,
  )
    ? { text: text.join(', '), at }
    : undefined;
}

function through(a: { x: number; y: number }, b: { x: number; y: number }): Omit<Line, 'to'> {
  const slope = a.x === b.x ? 0 : (b.y - a.y) / (b.x - a.x);
  const [s, at0] = [slope, a.y - slope * a.x].map((v) => (Math.abs(v) < 1e-9 ? 0 : v)) as [number, number];
  return { slope: round(s)?.value ?? s, at0: round(at0)?.value ?? at0 };
}
