import { describe, expect, it } from 'vitest';
import { labelled, reflow } from '../../../../compare/show/words/labelled.ts';

const SAID = 'the mean over the batch is taken twice, which makes the learning rate smaller than it seems';
const text = (width: number) => ['mine: one mistake found.', [labelled('Mistake', SAID, width), labelled('Mend', 'Delete it.', width)].join('\n')].join('\n\n');

describe('a label and what it says', () => {
  it('stand beside each other where there is room, else one begins the other', () => {
    expect(labelled('Mistake', SAID, 64)).toBe(
      '  Mistake       the mean over the batch is taken twice, which\n                makes the learning rate smaller than it seems',
    );
    expect(labelled('Mistake', SAID, 32, (word) => `<${word}>`)).toBe(
      '  <Mistake>: the mean over the\n    batch is taken twice, which\n    makes the learning rate\n    smaller than it seems',
    );
  });

  it.each([20, 40, 59, 60, 80, 110])('broken again at %i columns are as if they had been broken there', (width) => {
    expect(reflow(text(110), width).split('\n').slice(-3)).toEqual(text(width).split('\n').slice(-3));
    for (const line of reflow(text(110), width).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });
});
