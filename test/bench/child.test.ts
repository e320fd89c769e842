import { describe, expect, it } from 'vitest';
import { type Child, startChild } from '../../bench/child.ts';
import { inTurn } from '../../bench/measure.ts';
import type { Missing } from '../../bench/protocol.ts';

const node = (program: string): [string, ...string[]] => [process.execPath, '-e', program];
const present = (answer: Child | Missing): Child => {
  if ('missing' in answer) throw new Error(answer.missing);
  return answer;
};
const SAY = 'const say = (message) => console.log(JSON.stringify(message));';
const OBEDIENT = `${SAY}
  say({ description: process.env.OMP_NUM_THREADS + ' thread', cpuSeconds: 0.1 });
  require('readline').createInterface(process.stdin).on('line', (line) => say({ samples: 100 * JSON.parse(line).seconds, cpuSeconds: 1, wallSeconds: 2 }))
    .on('close', () => say({ peakBytes: 7 }));`;

describe('startChild', () => {
  it('waits for the first epoch, asks slice by slice, and hears of the memory at the end', async () => {
    const child = present(await startChild(node(OBEDIENT)));
    expect(child.started).toEqual({ description: '1 thread', cpuSeconds: 0.1 });
    expect((await child.work(2)).samples).toBe(200);
    expect((await child.work(3)).samples).toBe(300);
    expect(await child.end()).toEqual({ peakBytes: 7 });
  });

  it('lets every library have as many threads as it is told', async () => {
    const child = present(await startChild(node(OBEDIENT), 3));
    expect(child.started.description).toBe('3 thread');
    await child.end();
  });

  it('tells what a row says it misses', async () => {
    expect(await startChild(node(`${SAY} say({ missing: 'no SIMD' })`))).toEqual({ missing: 'no SIMD' });
  });

  it("takes the last line of a row's complaint for the reason: a module that Python has not", async () => {
    expect(await startChild(node("require('fs').closeSync(1); setTimeout(() => console.error('Traceback\\nModuleNotFoundError: torch'), 100)"))).toEqual({
      missing: 'ModuleNotFoundError: torch',
    });
  });

  it('tells that there is no such program', async () => {
    expect(await startChild(['no-such-program-anywhere'])).toEqual({ missing: expect.stringContaining('ENOENT') });
  });

  it('names the row that dies amid its work', async () => {
    const child = present(
      await startChild(node(`${SAY} say({ description: '', cpuSeconds: 0 }); process.stdin.once('data', () => { throw new Error('spilt'); });`)),
    );
    await expect(child.work(1)).rejects.toThrow(/ended early/);
  });
});

describe('inTurn', () => {
  it('begins every round with another one and leaves none out', () => {
    expect([0, 1, 2, 3].map((round) => inTurn(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
    expect(inTurn([], 1)).toEqual([]);
  });
});
