import { describe, expect, it } from 'vitest';
import { compare } from '../../compare/run/compare.ts';
import { parseRunSpec } from '../../src/run/config.ts';

const run = (settings: Record<string, unknown>) =>
  compare(parseRunSpec({ data: 'penguins', hidden: '8', epochs: 8, learningRate: 0.05, tfjsRuntime: 'wasm', ...settings }, (option) => option));

describe('classes learnt as values, one output each', { timeout: 60_000 }, () => {
  it.each(['hinge', 'squared-hinge', 'squared-error', 'huber(0.5)'])('by %s, in parity, the largest output being the class', async (loss) => {
    const { parity, networks, diagnoses } = await run({ output: 'linear', loss });
    expect(parity.map(({ verdict }) => verdict)).toEqual(['agree']);
    expect(diagnoses).toBeUndefined();
    for (const { test } of networks) expect(test?.accuracy).toBeGreaterThan(0.8); // guessing the largest class gives 0.44
  });

  it('have for their validation loss what they are trained by, without the penalty', async () => {
    const { networks } = await run({ output: 'tanh', loss: 'squared-error', l2: 0.5, networks: 'scratch' });
    const last = networks[0]!.epochs.at(-1)!;
    expect(last.validationLoss).toBeLessThan(last.trainLoss); // the penalty is of 60 weights near 1/4, the loss of three outputs
  });
});
