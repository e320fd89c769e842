import { describe, expect, it } from 'vitest';
import { accepts, variants } from '../../scratch/kernels/simd/engine.ts';
import { exactly, hashAfter, SMALL, type Subject } from './networks.ts';

/** What float64 has no passes of its own for is JavaScript's, on one thread. */
const IN_FLOAT64 = { activation: 'relu', optimiser: 'sgd' } as const;

/** Each has jobs that are shared by rows and by columns, and passes that are; widths that fill no tile. */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  'usual, SGD': SMALL,
  'odd, Adam': { inputs: 211, hidden: [131, 33], activation: 'elu', optimiser: 'adam', rows: 57 },
  'rows that collide in the cache, momentum': { inputs: 1024, hidden: [100], activation: 'relu', optimiser: 'momentum', rows: 35 },
  'wide, tanh': { inputs: 40, hidden: [521], activation: 'tanh', optimiser: 'nesterov', rows: 43 },
};

const EVERY = (['float32', 'float64'] as const).flatMap((dtype) =>
  variants.filter((variant) => accepts(variant, dtype)).map((variant) => ({ variant, dtype })),
);

describe.each(EVERY)('the weights after 300 steps on $variant kernels in $dtype', ({ variant, dtype }) => {
  it.each(Object.keys(SUBJECTS))('have the same bits on 1, 2 and 3 threads: %s', (name) => {
    const subject = { ...SUBJECTS[name]!, ...(dtype === 'float64' && IN_FLOAT64) };
    const [one, two, three] = [1, 2, 3].map((threads) => hashAfter(300, subject, variant, dtype, exactly(threads)));
    expect([two, three]).toEqual([one, one]);
  });
});
