import { fromBase64 } from '../../inside/quantise.ts';
import type { Comparison } from '../../results/schema.ts';
import { GREYS } from './colours.ts';
import { shortened } from './letters.ts';
import type { Picture } from './picture.ts';
import { pngUrl } from './png.ts';
import { picture } from './svg.ts';
import { FONT_SIZE, MARGIN, penOf, WIDTH } from './theme.ts';

const ACROSS = 6;
const LINE = 20;
const SMALL = FONT_SIZE - 2;

/** Test rows that a network got wrong, as images, each with its true class and every network's answer. */
export function misclassifiedImages({ inside, networks, data }: Comparison): Picture[] {
  const { image, misclassified } = inside ?? {};
  const answering = networks.flatMap(({ name, test }, n) => (test ? [{ name, predictions: test.predictions, n }] : []));
  if (!image || !misclassified || misclassified.rows.length === 0 || answering.length === 0) return [];
  const cell = (WIDTH - MARGIN) / ACROSS;
  const [width, height] = [cell - 2 * MARGIN, ((cell - 2 * MARGIN) * image.rows) / image.cols];
  const line = height + (answering.length + 1) * LINE + MARGIN;
  const className = (k: number | undefined) => data.classes[k ?? -1] ?? '?';
  const { total, rows } = misclassified;
  const title = total > rows.length ? `${rows.length} of the ${total.toLocaleString('en-US')} misclassified test rows` : `The ${total} misclassified test rows`;
  const svg = picture({ title }, Math.ceil(rows.length / ACROSS) * line, ({ element, text }) =>
    rows.flatMap(({ row, label, pixels }, i) => {
      const [x, y] = [MARGIN + (i % ACROSS) * cell, Math.floor(i / ACROSS) * line];
      const url = pngUrl({ width: image.cols, height: image.rows, pixels: fromBase64(pixels), palette: GREYS });
      const words = (said: string, l: number, fill: string) =>
        text(shortened(said, cell - 12, SMALL), { x, y: y + height + LINE * (l + 0.8), 'font-size': SMALL, fill });
      return [
        element('image', { href: url, x, y, width, height, style: 'image-rendering:pixelated' }),
        words(`true ${className(label)}`, 0, 'var(--ink)'),
        ...answering.map(({ name, predictions, n }, l) => {
          const said = predictions[row];
          const mark = said === label ? '✓' : '✗';
          return words(`${mark} ${className(said)} ${name}`, l + 1, n === 0 ? 'var(--soft)' : penOf(n).colour);
        }),
      ];
    }),
  );
  const order = answering.length > 1 ? '; those on which the networks disagree come first' : '';
  const read = 'Each image is a test row as it was read, with its true class and what every network says of it: would you have said otherwise?';
  const table = {
    caption: `${title}: the answers`,
    head: ['test row', 'true class', ...answering.map(({ name }) => name)],
    rows: rows.map(({ row, label }) => [String(row), className(label), ...answering.map(({ predictions }) => className(predictions[row]))]),
  };
  return [{ file: 'misclassified.svg', alt: `${title}, with the true class and every network's answer${order}`, svg, read, table }];
}
