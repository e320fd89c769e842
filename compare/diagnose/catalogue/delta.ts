import { map, product, scale, transpose } from '../../../src/numbers/algebra.ts';
import { everyAndEach, type Mistake, type Setting } from '../mistake.ts';
import { byRows, mistakesFor, reallyDivided } from './gradient-mistake.ts';
import { otherLayout, zerosLike } from './layout.ts';

/** dA = dZ·Wᵀ, from layer l to the layer below. */
export function deltaMistakes({ layers, depth, batchSize, learningRate }: Setting): Mistake[] {
  const upper = layers.map((_, l) => l).slice(1);
  const transposable = upper.filter((l) => layers[l]!.inputs > 1 && layers[l]!.outputs > 1);
  const found = mistakesFor('dA[l − 1] = dZ[l]·W[l]ᵀ, with the W of the forward pass');
  const powers = layers.map((_, l) => depth - l).map((power) => (power === 1 ? `÷ ${batchSize}` : `÷ ${batchSize}^${power}`));
  return [
    ...everyAndEach(transposable, (isIn, where, suffix, last) =>
      found(
        `back-through-w${suffix}`,
        `The gradient goes back through W, not through Wᵀ${where}`,
        `dZ${last}`,
        'dA = dZ·Wᵀ.',
        "The layers below are given another unit's gradient.",
        (formulas) => ({
          inputGradient: (pass, l) => (isIn(l) ? product(pass.dZ[l]!, transpose(otherLayout(pass.weights[l]!.W))) : formulas.inputGradient(pass, l)),
        }),
      ),
    ),
    ...(depth > 1
      ? [
          found(
            'updated-too-early',
            'W is updated before the gradient passes back through it',
            `dZ${depth - 1}`,
            'Compute all gradients first, then update all layers.',
            'The layers below are given the gradient of a network that is already another; the larger the learning rate, the more.',
            (formulas) => ({
              inputGradient: (pass, l) => {
                const W = map(pass.weights[l]!.W, (w, i) => w - pass.learningRate * pass.gradients[l]!.W.data[i]!);
                return formulas.inputGradient({ ...pass, weights: pass.weights.with(l, { ...pass.weights[l]!, W }) }, l);
              },
            }),
          ),
          found(
            'back-not-passed',
            'No gradient is handed to the layers below the last',
            `dZ${depth - 1}`,
            'Go on with dA = dZ·Wᵀ to the first layer.',
            'Only the last layer learns.',
            () => ({
              inputGradient: (pass, l) => zerosLike(pass.A[l]!),
            }),
          ),
          found(
            'mean-in-every-layer',
            'The mean over the batch is taken again in every layer',
            `dZ${depth}`,
            'Divide by B once, in the gradient of the loss.',
            byRows(
              batchSize,
              `dW1 … dW${depth} are ${powers.join(', ')}: in the last layer ${reallyDivided(learningRate, batchSize)}, in the first ${reallyDivided(learningRate, batchSize ** depth)}.`,
            ),
            (formulas) => ({
              lossGradient: (pass) => scale(formulas.lossGradient(pass), 1 / pass.X.rows),
              inputGradient: (pass, l) => scale(formulas.inputGradient(pass, l), 1 / pass.X.rows),
            }),
          ),
          found(
            'mean-between-layers',
            'The gradient handed to the layer below is divided by the batch size',
            `dZ${depth - 1}`,
            'Divide by B once, in the gradient of the loss.',
            byRows(batchSize, `The layer below the last learns ${batchSize} times too slowly, each further one ${batchSize} times slower still.`),
            (formulas) => ({
              inputGradient: (pass, l) => scale(formulas.inputGradient(pass, l), 1 / pass.X.rows),
            }),
          ),
        ]
      : []),
  ];
}
