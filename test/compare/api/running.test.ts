import { setImmediate as turn } from 'node:timers/promises';
import { expect, expectTypeOf, it } from 'vitest';
import { type Running, running } from '../../../compare/api/running.ts';

/** Tells 1, 2, 3, with a turn of the event loop between any two; ends with 'done', or fails with what `fails` says. */
function counting(fails?: Error): Running<number, string> {
  return running(async (tell: (n: number) => void) => {
    for (const n of [1, 2, 3]) {
      tell(n);
      await turn();
    }
    if (fails) throw fails;
    return 'done';
  });
}

async function followed(work: AsyncIterable<number>, until = Infinity): Promise<number[]> {
  const told: number[] = [];
  for await (const n of work) {
    told.push(n);
    if (n === until) break;
  }
  return told;
}

it('is awaited for its result, followed for its events, or both, by as many as like', async () => {
  expect(await counting()).toBe('done');
  expect(await followed(counting())).toEqual([1, 2, 3]);
  const work = counting();
  expect(await Promise.all([followed(work), followed(work), work])).toEqual([[1, 2, 3], [1, 2, 3], 'done']);
  expectTypeOf(work).toExtend<Promise<string>>();
  expectTypeOf(work).toExtend<AsyncIterable<number>>();
});

it('goes on when nobody follows it any more', async () => {
  const work = counting();
  expect(await followed(work, 2)).toEqual([1, 2]);
  expect(await work).toBe('done');
});

it('tells a slow follower everything, and one that comes later what comes from then on', async () => {
  const work = counting();
  const events = work[Symbol.asyncIterator]();
  await work;
  const told = [];
  for (let next = await events.next(); !next.done; next = await events.next()) told.push(next.value);
  expect(told).toEqual([1, 2, 3]);
  expect(await followed(work)).toEqual([]);
});

it('fails in the loop with what the work fails with, after all that was told before; who only follows it is told once', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const told: number[] = [];
  const follow = async () => {
    for await (const n of counting(new Error('no more'))) told.push(n);
  };
  await expect(follow()).rejects.toThrow('no more');
  await expect(counting(new Error('no more'))).rejects.toThrow('no more');
  await turn();
  process.off('unhandledRejection', onUnhandled);
  expect([told, unhandled]).toEqual([[1, 2, 3], []]);
});
