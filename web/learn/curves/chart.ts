import { drawn, element } from '../../shared/element.ts';

/** Two lines over the epochs. */
export interface Charted {
  readonly title: string;
  readonly right: readonly number[];
  readonly wrong: readonly number[];
  readonly written: (value: number) => string;
  /** The end of the scale, where it has one of its own. */
  readonly most?: number;
}

const WIDTH = 420;
const HEIGHT = 220;
const FRAME = { left: 58, right: 12, top: 10, bottom: 32 };
const TICKS = 4;

/** A drawing of both, with its numbers in words and in a table. */
export function chart({ title, right, wrong, written, most }: Charted): HTMLElement {
  const epochs = Math.max(right.length, wrong.length);
  const values = [...right, ...wrong].filter(Number.isFinite);
  const step = roundStep((most ?? highest(right, wrong)) / TICKS);
  const high = most ?? TICKS * step;
  const low = Math.max(-high, Math.floor(Math.min(0, ...values) / step) * step);
  const x = (i: number) => FRAME.left + (i / Math.max(1, epochs - 1)) * (WIDTH - FRAME.left - FRAME.right);
  const y = (value: number) => FRAME.top + (1 - (Math.min(Math.max(value, low), high) - low) / (high - low)) * (HEIGHT - FRAME.top - FRAME.bottom);
  const line = (series: readonly number[], name: string) =>
    drawn('path', {
      class: `curve ${name}`,
      d: series.flatMap((value, i) => (Number.isFinite(value) ? [`${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`] : [])).join(''),
    });
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
        'aria-label': `${title}: in the end ${last(right, epochs, written)} where it is right, ${last(wrong, epochs, written)} where it is wrong.`,
      },
      ...ticks.flatMap((value) => [
        drawn('path', { class: 'rule', d: `M${FRAME.left} ${y(value)}H${WIDTH - FRAME.right}` }),
        drawn('text', { x: FRAME.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, written(value)),
      ]),
      drawn('text', { x: FRAME.left, y: HEIGHT - 10 }, '1'),
      drawn('text', { x: WIDTH - FRAME.right, y: HEIGHT - 10, 'text-anchor': 'end' }, `epoch ${epochs}`),
      line(right, 'right'),
      line(wrong, 'wrong'),
    ),
    element(
      'p',
      { class: 'keys-of' },
      element('span', { class: 'good' }, `── right: ${last(right, epochs, written)}`),
      element('span', { class: 'bad' }, `╌╌ wrong: ${last(wrong, epochs, written)}`),
    ),
  );
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= least * 0.999) ?? 10);
}

/** What a curve that shoots up does not leave the other without room for. */
function highest(right: readonly number[], wrong: readonly number[]): number {
  const of = (series: readonly number[]) => Math.max(0, ...series.filter(Number.isFinite));
  return Math.max(Math.min(of(wrong), 4 * of(right)), of(right)) || 1;
}

function last(series: readonly number[], epochs: number, written: (value: number) => string): string {
  const value = series.at(-1);
  return value === undefined ? 'diverged at once' : `${written(value)}${series.length < epochs ? `, diverged in epoch ${series.length + 1}` : ''}`;
}
