import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showCount } from '../../../../compare/cli/progress/count-progress.ts';

function counted(columns?: number): string {
  const written: string[] = [];
  const terminal = columns ? { isTTY: true, columns, rows: 24, cursorTo: () => true, clearLine: () => true, moveCursor: () => true } : {};
  const stream = Object.assign(new PassThrough(), terminal).on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const count = showCount(stream as unknown as NodeJS.WriteStream, 'widths');
  for (const done of [1, 2, 3]) count.update(done, 3, done === 2 ? undefined : `widths: ${done} of 3`);
  count.stop();
  return written.join('');
}

describe('how many are done', () => {
  it('is a bar on a terminal, as long as there is room', () => {
    expect(counted(80)).toMatch(/widths █{24} 3\/3 {2}ETA/);
    expect(counted(40)).toMatch(/widths █{12} 3\/3 {2}ETA/);
    expect(counted(20)).toMatch(/widths 3\/3 {2}ETA/);
  });

  it('off a terminal is the lines that there are', () => {
    expect(counted()).toBe('widths: 1 of 3\nwidths: 3 of 3\n');
  });
});
