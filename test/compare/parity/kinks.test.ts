import { describe, expect, it } from 'vitest';
import { isPiecewiseLinear, jumpsOf } from '../../../compare/parity/kinks.ts';
import { ACTIVATIONS } from '../../../src/model/activations/activations.ts';

describe('an activation', () => {
  it('has a slope that jumps where it breaks off, and none where it only bends', () => {
    const jumps = Object.fromEntries(ACTIVATIONS.map(({ name }) => [name, jumpsOf(name)] as const).filter(([, at]) => at.length > 0));
    expect(jumps).toEqual({ relu: [0], 'leaky-relu': [0], selu: [0], relu6: [0, 6], 'hard-sigmoid': [-3, 3], 'hard-tanh': [-1, 1] });
  });

  it('jumps by as much as its parameter makes it', () => {
    expect([jumpsOf('leaky-relu(1)'), jumpsOf('elu(1)'), jumpsOf('elu(0.5)'), jumpsOf('elu(1.5)')]).toEqual([[], [], [0], [0]]);
    expect([jumpsOf('leaky-relu(0.995)'), jumpsOf('leaky-relu(0.98)')]).toEqual([[], [0]]); // by less than a hundredth
  });

  it('is straight in each piece, or curved in any', () => {
    const straight = ACTIVATIONS.map(({ name }) => name).filter(isPiecewiseLinear);
    expect(straight).toEqual(['relu', 'leaky-relu', 'relu6', 'hard-sigmoid', 'hard-tanh', 'linear']);
  });
});
