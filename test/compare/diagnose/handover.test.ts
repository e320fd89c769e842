import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../../compare/diagnose/diagnose.ts';
import { handover } from '../../../compare/diagnose/handover.ts';
import { planProbes } from '../../../compare/diagnose/probe-plan.ts';
import type { Network } from '../../../src/model/network.ts';
import { copyWeights, type NamedTensors } from '../../../src/model/tensors.ts';
import { zeros } from '../../../src/numbers/matrix.ts';

const probe = planProbes(DEFAULT_MODEL, 16, 8).probes.find(({ id }) => id === 'handover')!;

/** A network that does nothing but hold weights, and what a step makes of every number. */
function holding(next: (w: number) => number, handOut: (weights: NamedTensors) => NamedTensors): Network {
  let held = copyWeights(probe.weights);
  return {
    step: () => {
      held.forEach(({ W }) => W.data.forEach((w, i) => (W.data[i] = next(w))));
      return 0;
    },
    predict: (X) => zeros(X.rows, 3),
    weights: () => [...handOut(held)],
    setWeights: (weights) => void (held = copyWeights(weights)),
  };
}

async function mannersOf(network: Network): Promise<string[]> {
  const shown: string[] = [];
  for await (const { quantity, name, values } of handover(network, DEFAULT_MODEL, probe, copyWeights(probe.weights))) {
    if (quantity === 'manner' && values.data[0] === 1) shown.push(name);
  }
  return shown;
}

describe('what a network does with things that are not its own', () => {
  it('is told of one that hands out its own arrays', async () => {
    expect(
      await mannersOf(
        holding(
          (w) => w / 2,
          (weights) => weights,
        ),
      ),
    ).toEqual(['weights() are views']);
  });

  it('is not told of one that hands out copies, though its weights became NaN', async () => {
    expect(
      await mannersOf(
        holding(
          (w) => w / 2,
          (weights) => copyWeights(weights),
        ),
      ),
    ).toEqual([]);
    expect(
      await mannersOf(
        holding(
          () => NaN,
          (weights) => copyWeights(weights),
        ),
      ),
    ).toEqual([]);
  });
});
