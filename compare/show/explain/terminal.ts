import type { Explanation } from '../../explain/explanation.ts';
import { type TextOptions, wrap } from '../terminal/summary.ts';
import { drawTable } from '../terminal/table.ts';
import { between, percent, signed } from './numbers.ts';
import { cellsText, waterfallText } from './pictures.ts';
import { verdict } from './verdict.ts';
import { factorName } from './words.ts';

/** What the terminal shows when all is trained: cells, shares, verdict. */
export function explanationText(explanation: Explanation, { width, colours }: TextOptions): string {
  return [
    `${colours.bold('Every combination, the highest first')}\n${cellsText(explanation, width)}`,
    sharesTable(explanation, { width, colours }),
    waterfallText(explanation, width),
    ...verdict(explanation).map((sentence) => wrap(sentence, Math.min(width, 100))),
  ].join('\n\n');
}

function sharesTable({ effects, gap }: Explanation, { width, colours }: TextOptions): string {
  const rows = effects.map(({ factor, aloneFrom, aloneTo, share, interval }) => [
    factorName(factor),
    signed(aloneFrom),
    signed(aloneTo),
    signed(share),
    gap === 0 ? '–' : percent(share / gap),
    between(interval),
  ]);
  return drawTable(['', 'alone from A', 'last before B', 'share', 'of the gap', '95 % interval'], rows, {
    width,
    colours,
    paint: (head) => colours.bold(head),
  });
}
