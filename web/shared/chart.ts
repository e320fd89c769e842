import { drawn, element } from './element.ts';

/** One line over the epochs. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  /** How it is drawn: the second of two is dashed. */
  readonly as: 'right' | 'wrong' | 'first' | 'second';
}

/** Lines over the epochs. */
export interface Charted {
  readonly title: string;
  readonly series: readonly Series[];
  /** How many epochs there will be; if absent those of the longest line. */
  readonly epochs?: number;
  readonly written: (value: number) => string;
  /** The end of the scale, where it has one of its own. */
  readonly most?: number;
}

const WIDTH = 420;
const HEIGHT = 220;
const FRAME = { left: 58, right: 12, top: 10, bottom: 32 };
const TICKS = 4;

/** A drawing of both, with its numbers in words and in a table. */
export function chart({ title, series, written, most, epochs: planned }: Charted): HTMLElement {
  const longest = Math.max(...series.map(({ values }) => values.length));
  const epochs = planned ?? longest;
  const values = series.flatMap((one) => one.values.filter(Number.isFinite));
  const step = roundStep((most ?? highest(series)) / TICKS);
  const high = most ?? TICKS * step;
  const low = Math.max(-high, Math.floor(Math.min(0, ...values) / step) * step);
  const x = (i: number) => FRAME.left + (i / Math.max(1, epochs - 1)) * (WIDTH - FRAME.left - FRAME.right);
  const y = (value: number) => FRAME.top + (1 - (Math.min(Math.max(value, low), high) - low) / (high - low)) * (HEIGHT - FRAME.top - FRAME.bottom);
  const line = ({ values, as }: Series) =>
    drawn('path', {
      class: `curve ${as}`,
      d: values.flatMap((value, i) => (Number.isFinite(value) ? [`${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`] : [])).join(''),
    });
  const ends = series.map((one) => `${one.name} ${planned === undefined ? last(one.values, longest, written) : soFar(one.values, written)}`);
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  return element(
    'figure',
    { class: 'chart' },
    element('figcaption', {}, title),
    drawn(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: 'img',
        'aria-label': `${title}: in the end ${ends.join(', ')}.`,
      },
      ...ticks.flatMap((value) => [
        drawn('path', { class: 'rule', d: `M${FRAME.left} ${y(value)}H${WIDTH - FRAME.right}` }),
        drawn('text', { x: FRAME.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, written(value)),
      ]),
      drawn('text', { x: FRAME.left, y: HEIGHT - 10 }, '1'),
      drawn('text', { x: WIDTH - FRAME.right, y: HEIGHT - 10, 'text-anchor': 'end' }, `epoch ${epochs}`),
      ...series.map(line),
    ),
    element(
      'p',
      { class: 'keys-of' },
      ...series.map(({ as }, s) => element('span', { class: as }, `${as === 'wrong' || as === 'second' ? '╌╌' : '──'} ${ends[s]}`)),
    ),
  );
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= least * 0.999) ?? 10);
}

/** What a curve that shoots up does not leave the other without room for. */
function highest(series: readonly Series[]): number {
  const tops = series.map(({ values }) => Math.max(0, ...values.filter(Number.isFinite)));
  const [first = 1] = tops;
  return Math.max(Math.min(Math.max(...tops), 4 * first), first) || 1;
}

function last(series: readonly number[], epochs: number, written: (value: number) => string): string {
  const value = series.at(-1);
  return value === undefined ? 'diverged at once' : `${written(value)}${series.length < epochs ? `, diverged in epoch ${series.length + 1}` : ''}`;
}

/** Of a training that may go on. */
function soFar(values: readonly number[], written: (value: number) => string): string {
  const value = values.at(-1);
  return value === undefined ? '…' : written(value);
}
