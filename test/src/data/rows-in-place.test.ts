import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { inPlace } from '../../../src/data/rows-in-place.ts';
import { divide } from '../../../src/run/divide.ts';

const dataset = (rows: number): Dataset => ({
  name: 'a.csv',
  X: { rows, cols: 3, data: Float32Array.from({ length: rows * 3 }, (_, i) => i) },
  y: Uint32Array.from({ length: rows }, (_, row) => row % 2),
  classes: ['a', 'b'],
  features: ['p', 'q', 'r'],
  groups: Uint32Array.from({ length: rows }, (_, row) => row >> 2),
});

describe('rows divided where they lie', () => {
  it('are the same parts as copies, whatever they are drawn by, in the memory of the rows themselves', () => {
    const by = fc.constantFrom('class', 'row', 'group', 'time' as const);
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 120 }), fc.nat(), by, (rows, seed, drawn) => {
        const division = { testFraction: 0.25, validation: 0.2, seed, ...(drawn !== 'class' && { by: drawn }) };
        const whole = dataset(rows);
        const { parts } = divide({ train: whole }, division, inPlace);
        expect(parts).toEqual(divide({ train: dataset(rows) }, division).parts);
        for (const { X } of Object.values(parts)) expect(X.data.buffer).toBe(whole.X.data.buffer);
      }),
    );
  });

  it('must be all of them', () => {
    expect(() => inPlace(dataset(4), [0, 1], [2])).toThrow(new RangeError('An order of 4 rows is expected, got one of 3.'));
  });
});
