import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showCount } from '../../../../compare/cli/progress/count-progress.ts';
import { timeLeft } from '../../../../compare/show/terminal/bar.ts';
import { Screen } from '../../show/terminal/screen.ts';

function counted(screen: Screen): void {
  let clock = 0;
  const count = showCount(screen.stream(), 'widths', true, () => (clock += 500));
  for (const done of [1, 2, 3]) count.update(done, 4);
  count.stop();
}

describe('how many are done', () => {
  it('is a bar on a terminal, as long as there is room', () => {
    for (const [columns, bar] of [
      [80, `${'█'.repeat(18)}${'░'.repeat(6)} `],
      [40, `${'█'.repeat(9)}${'░'.repeat(3)} `],
      [20, ''],
    ] as const) {
      const screen = new Screen(columns, 24);
      counted(screen);
      expect(screen.text()).toBe(`widths ${bar}3/4  ETA 1 s\n`); // two took 1.5 s: what was done at the beginning took no time
    }
  });

  it('says how long the rest takes once that is steady, no finer than it is known', () => {
    const left = (seconds: number, done: number, of: number) => timeLeft(seconds, done, of);
    expect([left(2, 0, 1000), left(2, 1, 1000), left(9, 49, 1000), left(9, 50, 1000), left(10, 1, 1000), left(3, 1000, 1000)]).toEqual([
      ...['–', '–', '–', '3 min', '3 h', '0 s'],
    ]);
    expect([left(30, 1, 2), left(600, 10, 12), left(3600, 1, 2)]).toEqual(['30 s', '120 s', '60 min']);
  });

  it('hides the cursor while it goes, and gives it back', () => {
    const screen = new Screen(80, 24);
    const count = showCount(screen.stream(), 'widths', true);
    count.update(1, 4);
    expect(screen.cursorShown).toBe(false);
    count.stop();
    expect(screen.cursorShown).toBe(true);
  });

  it('off a terminal is the lines that there are', () => {
    const written: string[] = [];
    const stream = new PassThrough().on('data', (chunk: Buffer) => written.push(chunk.toString()));
    const count = showCount(stream as unknown as NodeJS.WriteStream, 'widths');
    for (const done of [1, 2, 3]) count.update(done, 3, done === 2 ? undefined : `widths: ${done} of 3`);
    count.stop();
    expect(written.join('')).toBe('widths: 1 of 3\nwidths: 3 of 3\n');
  });
});
