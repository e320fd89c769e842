import { describe, expect, it } from 'vitest';
import { palette, pens } from '../../../compare/terminal/palette.ts';

const coloured = (isTerminal: boolean, environment: NodeJS.ProcessEnv) => palette(isTerminal, environment).isColorSupported;

describe('colours', () => {
  it('are for a terminal', () => {
    expect([coloured(true, {}), coloured(false, {})]).toEqual([true, false]);
    expect([coloured(true, { TERM: 'xterm-256color' }), coloured(true, { TERM: 'dumb' })]).toEqual([true, false]);
  });

  it('are not wanted where NO_COLOR is set to anything, even on a terminal that forces them', () => {
    expect([coloured(true, { NO_COLOR: '1' }), coloured(true, { NO_COLOR: '0' }), coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' })]).toEqual([false, false, false]);
    expect(coloured(true, { NO_COLOR: '' })).toBe(true); // as no-color.org has it
  });

  it('are wanted off a terminal where FORCE_COLOR is set, other than to 0', () => {
    expect([coloured(false, { FORCE_COLOR: '1' }), coloured(false, { FORCE_COLOR: '' }), coloured(false, { FORCE_COLOR: '0' })]).toEqual([true, true, false]);
  });

  it('when there are none, leave a text as it is', () => {
    expect(palette(false, {}).red('text')).toBe('text');
    expect(palette(true, {}).red('text')).toBe('\u001b[31mtext\u001b[39m');
  });
});

describe('pens', () => {
  it('differ in glyph and in colour, the first four of them', () => {
    const four = pens(palette(true, {}), 4);
    expect(new Set(four.map(({ sample }) => sample)).size).toBe(4);
    expect(new Set(four.map(({ paint }) => paint('x'))).size).toBe(4);
    expect(pens(palette(false, {}), 2).map(({ sample, paint }) => paint(sample))).toEqual(['──', '••']);
  });

  it('begin again after the last', () => {
    const five = pens(palette(false, {}), 5);
    expect(five[4]!.sample).toBe(five[0]!.sample);
  });
});
