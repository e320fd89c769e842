import Table from 'cli-table3';
import { showCount } from '../terminal/count-progress.ts';
import { wrap, type TextOptions } from '../terminal/summary.ts';
import type { Explanation } from './explanation.ts';
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

function sharesTable({ effects, gap }: Explanation, { colours }: TextOptions): string {
  const drawn = new Table({
    head: ['', 'alone from A', 'last before B', 'share', 'of the gap', '95 % interval'].map((head) => colours.bold(head)),
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { factor, aloneFrom, aloneTo, share, interval } of effects) {
    drawn.push([factorName(factor), signed(aloneFrom), signed(aloneTo), signed(share), gap === 0 ? '–' : percent(share / gap), between(interval)]);
  }
  return drawn.toString();
}

/** A bar on a terminal, else a plain line for every tenth of the way. */
export function showCells(of: number, kept: number, stream: NodeJS.WriteStream): { advance(): void; stop(): void } {
  const count = showCount(stream, 'trainings');
  let done = kept;
  count.update(done, of, kept > 0 ? `${kept} of ${of} trainings were kept` : undefined);
  return {
    advance() {
      done++;
      const isTenth = Math.floor((10 * done) / of) > Math.floor((10 * (done - 1)) / of);
      count.update(done, of, isTenth ? `${done} of ${of} trainings` : undefined);
    },
    stop: () => count.stop(),
  };
}
