import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
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

export interface CellProgress {
  advance(title: string): void;
  stop(): void;
}

/** A bar with its ETA on a terminal, else a plain line for every tenth of the way. */
export function showCells(of: number, kept: number, stream: NodeJS.WriteStream): CellProgress {
  if (!stream.isTTY || process.env['TERM'] === 'dumb') return lines(of, kept, stream);
  const bar = new SingleBar({
    format: '{bar} {value}/{total} trainings  ETA {eta_formatted}', barCompleteChar: '█', barIncompleteChar: '░', barsize: 30,
    hideCursor: true, etaBuffer: 20, stream, linewrap: null,
  });
  bar.start(of, kept);
  return { advance: () => bar.increment(), stop: () => bar.stop() };
}

function lines(of: number, kept: number, stream: NodeJS.WriteStream): CellProgress {
  let done = kept;
  if (kept > 0) stream.write(`${kept} of ${of} trainings were kept\n`);
  return {
    advance() {
      done++;
      if (Math.floor((10 * done) / of) > Math.floor((10 * (done - 1)) / of)) stream.write(`${done} of ${of} trainings\n`);
    },
    stop() {},
  };
}
