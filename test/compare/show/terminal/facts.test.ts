import { describe, expect, it } from 'vitest';
import { factLines } from '../../../../compare/show/terminal/facts.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';

describe('facts', () => {
  it('stand beside their names, and what does not fit beneath', () => {
    const lines = factLines(
      [
        ['data', 'one two three'],
        ['A', 'four'],
      ],
      { width: 14, colours: palette(false, {}) },
    );
    expect(lines.join('\n')).toBe('data  one two\n      three\nA     four');
  });
});
