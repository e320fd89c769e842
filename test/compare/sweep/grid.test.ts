import { describe, expect, it } from 'vitest';
import { gridOf } from '../../../compare/sweep/grid.ts';

const grid = (given: Readonly<Record<string, unknown>>) => gridOf(given, (option) => `--${option}`);

describe('a grid', () => {
  it('is every combination of the values, the last setting changing fastest; all else is as in a run', () => {
    const { axes, cells } = grid({ learningRate: '0.1,0.01', batchSize: '8, full', epochs: '3' });
    expect(axes).toEqual([
      { option: 'learning-rate', values: ['0.1', '0.01'] },
      { option: 'batch-size', values: ['8', 'full'] },
    ]);
    expect(cells.map(({ spec }) => [spec.learningRate, spec.batchSize, spec.epochs])).toEqual([
      [0.1, 8, 3],
      [0.1, 'full', 3],
      [0.01, 8, 3],
      [0.01, 'full', 3],
    ]);
  });

  it('has values that are lists themselves with +, and words whose number is in parentheses', () => {
    const { cells } = grid({ hidden: '8,16+4,none', activation: 'relu,leaky-relu(0.2)' });
    expect(cells.map(({ spec }) => [spec.hidden, spec.activation])).toEqual([
      [[8], ['relu']],
      [[8], ['leaky-relu(0.2)']],
      [[16, 4], ['relu']],
      [[16, 4], ['leaky-relu(0.2)']],
      [[], ['relu']],
      [[], ['leaky-relu(0.2)']],
    ]);
    expect(grid({ hidden: '16+4' }).cells.map(({ spec }) => spec.hidden)).toEqual([[16, 4]]);
  });

  it('knows settings by what others call them', () => {
    const { axes, cells } = grid({ lr: '0.5,0.25' });
    expect(axes[0]?.option).toBe('learning-rate');
    expect(cells.map(({ spec }) => spec.learningRate)).toEqual([0.5, 0.25]);
  });

  it('leaves commas to settings that have their own: seeds, networks, columns', () => {
    const { axes, cells } = grid({ seeds: '1,2', networks: 'scratch,tfjs', drop: 'a,b' });
    expect(axes).toEqual([]);
    expect(cells.map(({ spec }) => [spec.seeds, spec.networks, spec.drop])).toEqual([
      [
        [1, 2],
        ['scratch', 'tfjs'],
        ['a', 'b'],
      ],
    ]);
  });

  it.each([
    [{ hidden: '64,64' }, /^--hidden: '64' is given twice\. Layers of one network are written with \+: 64\+64\.$/],
    [{ learningRate: '0.1,0.1' }, /^--learning-rate: '0\.1' is given twice\.$/],
    [{ learningRate: '0.1,fast' }, /^--learning-rate: expected a number above 0, got 'fast'\.$/],
    [{ hidden: '8,16', optimizer: 'sgd,adam', momentum: '0.9' }, /\(in the combination 8, adam\)$/],
    [{ learningRate: Array.from({ length: 200 }, (_, i) => i + 1).join(), epochs: Array.from({ length: 60 }, (_, i) => i + 1).join() }, /12,000 combinations/],
  ])('that makes no sense is refused in a line: %j', (given, said) => {
    expect(() => grid(given)).toThrow(said);
  });
});
