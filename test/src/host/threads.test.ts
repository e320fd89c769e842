import { expect, it } from 'vitest';
import { threadsFor } from '../../../src/host/threads.ts';

it('leaves each of several trainings its share of the cores, and at least one', () => {
  const most = (trainings: number, cores: number) => threadsFor('auto', trainings, cores).most;
  expect([most(1, 2), most(2, 2), most(3, 2), most(1, 8), most(2, 8), most(3, 8), most(1, 256)]).toEqual([2, 1, 1, 8, 4, 2, 64]);
  expect(threadsFor('auto', 1, 4).byTime).toBe(true);
});

it('takes a number as it is told', () => {
  expect(threadsFor(3, 2, 1)).toEqual({ most: 3, byTime: false });
});
