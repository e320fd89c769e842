import { describe, expect, it } from 'vitest';
import { drawn } from './grammar.ts';
import { examined, sigmoid, small, softmax } from './planted.ts';

const ACTIVATIONS = ['tanh', 'relu', 'sigmoid'] as const;

/** What a diagnosis makes of mistakes that were drawn. */
async function found(seed: number, count: number) {
  const mistakes = drawn(seed, count, 3);
  const task = small(ACTIVATIONS[seed % 3], seed % 4 === 3 ? sigmoid : softmax);
  const { findings, proof } = await examined(
    mistakes.map(({ plant }) => plant),
    task,
  );
  const real = findings.filter(({ severity }) => severity !== 'note');
  const channels = real.flatMap(({ places }) => places.map(({ channel }) => channel as string));
  return {
    proof,
    count: real.length,
    missed: mistakes.filter((mistake) => !mistake.channels.some((channel) => channels.includes(channel))).map(({ says }) => says),
  };
}

describe('mistakes drawn from a grammar over every channel', { timeout: 60_000 }, () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('one is told where it is, and all numbers come: %i', async (seed) => {
    expect(await found(seed, 1)).toMatchObject({ proof: { state: 'confirmed', wrong: 0 }, missed: [] });
  });

  it.each([0, 1, 2, 3, 6, 8])('none of three is hidden by another: %i', async (seed) => {
    expect(await found(seed, 3)).toMatchObject({ proof: { state: 'confirmed' }, missed: [] });
  });
});
