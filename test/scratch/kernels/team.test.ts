import { afterEach, describe, expect, it, vi } from 'vitest';
import { Team } from '../../../scratch/kernels/simd/threads/team.ts';
import type { Threads } from '../../../src/host/threads.ts';

afterEach(() => void vi.restoreAllMocks());

/** A team whose helpers are there from the moment they are called, each step of which takes so many milliseconds; and what it told the kernels. */
function teamOf(threads: Threads, { present = 1, taken = 1 } = {}) {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const counts: number[] = [];
  const sentAway: number[] = [];
  const wasm = { team: (count: number) => void counts.push(count), present: () => present, taken: () => taken, disband: (n: number) => void sentAway.push(n) };
  const team = new Team({}, { buffer: new SharedArrayBuffer(8) } as never, wasm, threads); // such helpers end at once, unheard
  const step = (rows: number, milliseconds: number) => {
    team.begin(rows);
    now += milliseconds;
    team.end();
  };
  return { team, counts, sentAway, step };
}

const byTime = { most: 2, byTime: true };

describe('a team of a given number of threads', () => {
  const exactly = { most: 3, byTime: false };

  it('is all of them from the first step on, once a helper is there', () => {
    const { counts, step } = teamOf(exactly);
    step(8, 1);
    step(8, 1);
    expect(counts).toEqual([3, 3]);
  });

  it('is the caller alone as long as no helper is', () => {
    const { counts, step } = teamOf(exactly, { present: 0 });
    step(8, 1);
    expect(counts).toEqual([1]);
  });

  it('is told of by that number, once a helper took a part', () => {
    expect(teamOf(exactly).team.description).toBe('3 threads');
    expect(teamOf(exactly, { taken: 0 }).team.description).toBeUndefined();
  });

  it('sends all helpers away: one less than there are threads', () => {
    const { team, sentAway } = teamOf(exactly);
    team.disband();
    expect(sentAway).toEqual([2]);
  });
});

describe('a team whose number time decides', () => {
  it('is one until steps took more than 100 ms; from then on three steps are measured before two threads are tried', () => {
    const { counts, step } = teamOf(byTime);
    for (let i = 0; i < 7; i++) step(64, 50);
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 2]); // after the third 150 ms are gone; the fourth to the sixth are measured
  });

  it('is never more where no helper comes, and measures nothing', () => {
    const { counts, step } = teamOf(byTime, { present: 0 });
    for (let i = 0; i < 20; i++) step(64, 50);
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('measures no batch that is shorter than the largest', () => {
    const { counts, step } = teamOf(byTime);
    for (let i = 0; i < 3; i++) step(64, 50);
    for (let i = 0; i < 4; i++) step(8, 50);
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1]);
    for (let i = 0; i < 4; i++) step(64, 50);
    expect(counts.slice(7)).toEqual([1, 1, 1, 2]);
  });

  it('keeps two threads where they take less time, and is told of by the number that most steps had', () => {
    const { team, counts, step } = teamOf(byTime);
    const milliseconds = () => (counts.at(-1) === 2 ? 20 : 50);
    for (let i = 0; i < 8; i++) step(64, milliseconds());
    expect(team.description).toBeUndefined(); // six of one, two of two
    for (let i = 0; i < 20; i++) step(64, milliseconds());
    expect(counts.filter((count) => count === 2).length).toBeGreaterThan(14);
    expect(team.description).toBe('mostly 2 threads');
  });

  it('is not told of while no helper took a part', () => {
    const { team, step } = teamOf(byTime, { taken: 0 });
    for (let i = 0; i < 30; i++) step(64, 50);
    expect(team.description).toBeUndefined();
  });
});
