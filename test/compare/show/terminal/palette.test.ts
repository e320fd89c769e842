import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { pens } from '../../../../compare/show/terminal/pens.ts';

const coloured = (isTerminal: boolean, environment: NodeJS.ProcessEnv) => palette(isTerminal, environment).isColorSupported;

describe('colours', () => {
  it('are for a terminal', () => {
    expect([coloured(true, {}), coloured(false, {})]).toEqual([true, false]);
    expect([coloured(true, { TERM: 'xterm-256color' }), coloured(true, { TERM: 'dumb' })]).toEqual([true, false]);
  });

  it('are not wanted where NO_COLOR is set to anything, even on a terminal that forces them', () => {
    expect([coloured(true, { NO_COLOR: '1' }), coloured(true, { NO_COLOR: '0' }), coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect(coloured(true, { NO_COLOR: '' })).toBe(true); // as no-color.org has it
  });

  it('are wanted off a terminal where FORCE_COLOR is set, other than to 0', () => {
    expect([coloured(false, { FORCE_COLOR: '1' }), coloured(false, { FORCE_COLOR: '' }), coloured(false, { FORCE_COLOR: '0' })]).toEqual([true, true, false]);
  });

  it('are not for a stream that does not say what it is, where CI is set either', () => {
    // picocolors, left to itself, would colour everything there; it looks when it is loaded, so this takes a process of its own
    const module = pathToFileURL(join(process.cwd(), 'compare/show/terminal/palette.ts')).href;
    const script = `import { palette } from ${JSON.stringify(module)}; process.stdout.write(String(palette(undefined).isColorSupported));`;
    const { PATH = '' } = process.env;
    expect(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8', env: { PATH, CI: 'true' } })).toBe(
      'false',
    );
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
