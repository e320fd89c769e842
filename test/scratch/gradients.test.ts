import { describe, expect, it } from 'vitest';
import { scratchBackend } from '../../scratch/backend.ts';
import type { Activation } from '../../src/model/activations/activations.ts';
import { layersOf, type ModelSpec, type Output } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { copyWeights, type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import { usualTraining } from '../../src/model/training-spec.ts';
import { copy } from '../../src/numbers/matrix.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import type { LabelledSamples } from '../../src/run/batches.ts';
import { meanLoss } from '../../src/run/metrics/classification.ts';
import { modelOf, normalMatrix, SIGMOID, SOFTMAX3, tinySamples } from '../tiny-plan.ts';

const INPUTS = 4;
const WIDTHS: readonly (readonly number[])[] = [[], [7], [4, 4], [6, 4, 3]]; // [4, 4] after 4 inputs: square layers

/** As a network shows its gradient through the seam: W − W' of one step at learning rate 1. */
async function impliedGradient(network: Network, weights: readonly LayerWeights[], { X, y }: LabelledSamples): Promise<Float64Array[]> {
  await network.setWeights(weights);
  await network.step(X, y, 1);
  const after = tensorsOf(await network.weights());
  return tensorsOf(weights).map(({ values }, t) => difference(values.data, after[t]!.values.data));
}

/** (L(w + h) − L(w − h))/2h for every parameter, one after the other; L from the logits alone. */
async function finiteDifferences(network: Network, weights: readonly LayerWeights[], { X, y }: LabelledSamples, output: Output): Promise<Float64Array[]> {
  const moved = copyWeights(weights);
  const lossAt = async () => {
    await network.setWeights(moved);
    return meanLoss(await network.predict(X), y, output);
  };
  const gradients: Float64Array[] = [];
  for (const {
    values: { data },
  } of tensorsOf(moved)) {
    const gradient = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) {
      const w = data[i]!;
      const h = 1e-6 * Math.max(1, Math.abs(w));
      data[i] = w + h;
      const above = await lossAt();
      data[i] = w - h;
      gradient[i] = (above - (await lossAt())) / (2 * h);
      data[i] = w;
    }
    gradients.push(gradient);
  }
  return gradients;
}

/**
 * Standard normal weights and biases: large enough that no gradient drowns in the rounding of a finite difference,
 * which is 2⁻⁵³·L/h, about 1e-10 here.
 */
function lively(model: ModelSpec): LayerWeights[] {
  return layersOf(model).map(({ inputs, outputs }, l) => ({
    W: copy(normalMatrix(inputs, outputs, 100 + l), 'float64'),
    b: copy(normalMatrix(1, outputs, 200 + l), 'float64'),
  }));
}

/** Every tensor whose gradient is further than 1e-7 from finite differences, relative L2, by name. */
async function wrongTensors(model: ModelSpec, kernel: 'naive' | 'blocked', batches: readonly LabelledSamples[]): Promise<string[]> {
  const weights = lively(model);
  const network = await (await scratchBackend({ dtype: 'float64', kernel })).create(model, usualTraining(model), weights);
  const wrong: string[] = [];
  for (const batch of batches) {
    const found = await impliedGradient(network, weights, batch);
    const expected = await finiteDifferences(network, weights, batch, model.output);
    tensorsOf(weights).forEach(({ label: name }, t) => {
      const error = norm(difference(found[t]!, expected[t]!)) / norm(expected[t]!);
      if (!(error < 1e-7)) wrong.push(`${name} of ${batch.X.rows} rows: ${error}`);
    });
  }
  return wrong;
}

describe.each<'naive' | 'blocked'>(['naive', 'blocked'])('%s kernels in float64', (kernel) => {
  describe.each<[string, Output]>([
    ['softmax', SOFTMAX3],
    ['sigmoid', SIGMOID],
  ])('%s', (_, output) => {
    const batches = [tinySamples(9, INPUTS, output, 1), tinySamples(5, INPUTS, output, 2)];

    it.each<Activation>(['relu', 'tanh', 'sigmoid'])(
      'every %s gradient is the slope of the loss: 0 to 3 hidden layers, a full batch, a short one',
      async (activation) => {
        for (const widths of WIDTHS) {
          expect(await wrongTensors(modelOf(INPUTS, widths, activation, output), kernel, batches), String(widths)).toEqual([]);
        }
      },
    );
  });
});
