import { describe, expect, it } from 'vitest';
import { ThreadChoice } from '../../../scratch/kernels/simd/threads/choice.ts';

/** Milliseconds of a step on so many threads, at that time. */
type Cost = (count: number, time: number) => number;

/** How many milliseconds of steps were carried out in so many, and on how many threads the last was. */
function train(most: number, cost: Cost, milliseconds: number, best: (time: number) => number) {
  const choice = new ThreadChoice(most);
  let [time, least, count] = [0, 0, 1];
  while (time < milliseconds) {
    count = choice.count;
    const took = cost(count, time);
    least += cost(best(time), time);
    choice.took(took);
    time += took;
  }
  return { count, efficiency: least / time };
}

const idle: Cost = (count) => [0, 0.4, 0.24, 0.2, 0.18][count]!;
const beside: Cost = (count) => [0, 0.4, 0.55, 0.6, 0.65][count]!; // another process on the second core

describe('the number of threads', () => {
  it('begins with one, and is two where two take less time', () => {
    expect(new ThreadChoice(2).count).toBe(1);
    const { count, efficiency } = train(2, idle, 10_000, () => 2);
    expect(count).toBe(2);
    expect(efficiency).toBeGreaterThan(0.97);
  });

  it('is one beside a busy neighbour, and the trials cost next to nothing', () => {
    const { count, efficiency } = train(2, beside, 10_000, () => 1);
    expect(count).toBe(1);
    expect(efficiency).toBeGreaterThan(0.98);
  });

  it('follows a neighbour that comes and goes', () => {
    const isBusy = (time: number) => time > 5_000 && time < 15_000;
    const { efficiency } = train(
      2,
      (count, time) => (isBusy(time) ? beside : idle)(count, time),
      20_000,
      (time) => (isBusy(time) ? 1 : 2),
    );
    expect(efficiency).toBeGreaterThan(0.9);
  });

  it('stays where another is as good', () => {
    const choice = new ThreadChoice(2);
    const counts = Array.from({ length: 1000 }, () => {
      choice.took(1);
      return choice.count;
    });
    expect(counts.filter((count) => count === 2).length).toBeLessThan(50);
  });

  it('is found among several, a step at a time', () => {
    expect(train(4, idle, 10_000, () => 4).count).toBe(4);
    expect(train(3, idle, 10_000, () => 3).count).toBe(3);
    expect(
      train(
        4,
        (count) => [0, 0.4, 0.24, 0.3, 0.36][count]!,
        10_000,
        () => 2,
      ).count,
    ).toBe(2);
  });

  it('is tried for several steps where these are long', () => {
    const choice = new ThreadChoice(2);
    const counts = Array.from({ length: 12 }, () => {
      const { count } = choice;
      choice.took(count === 1 ? 100 : 60);
      return count;
    });
    expect(counts).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
  });
});
