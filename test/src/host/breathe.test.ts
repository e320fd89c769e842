import { describe, expect, it } from 'vitest';
import { breather } from '../../../src/host/breathe.ts';

describe('a long computation', () => {
  it('lets in what waits for its thread every 20 ms, and not between', async () => {
    let now = 0;
    let waited = 0;
    const breathe = breather(undefined, () => now);
    const wait = () => void setImmediate(() => waited++);
    for (now = 1; now < 100; now++) {
      if (now % 20 === 1) wait();
      await breathe();
    }
    expect(waited).toBe(4); // at 20, 40, 60 and 80
  });

  it('ends with the reason of a signal that is aborted while it breathes', async () => {
    const stop = new AbortController();
    let now = 0;
    const breathe = breather(stop.signal, () => now);
    setImmediate(() => stop.abort(new Error('enough')));
    await breathe();
    now = 20;
    await expect(breathe()).rejects.toThrow('enough');
  });
});
