import type { Matrix } from '../../../src/matrix.ts';
import { map, product, sumRows, transpose } from '../../reference/reference.ts';
import { everyAndEach, type Mistake, type Setting, type Suspects } from '../mistake.ts';
import { scale } from '../textbook.ts';
import { reallyDivided } from './output-gradient.ts';
import { otherLayout, toOtherLayout } from './layout.ts';

/** Mistakes in the gradients of W and b, and in what is handed to the layer below. */
export const backwardMistakes: Suspects = (setting) => [...biases(setting), ...weights(setting), ...deltas(setting)];

function biases({ layers, batchSize, shortRows }: Setting): Mistake[] {
  const all = layers.map((_, l) => l);
  const right = 'db = Σ rows of dZ (dZ already holds the 1/B)';
  return [
    ...everyAndEach<Mistake>(all, (isIn, where, suffix, last) => ({
      id: `bias-mean${suffix}`, name: `The bias gradient is a mean over the batch, not a sum${where}`, stage: 'gradient', tensor: `db${last + 1}`, right,
      mend: 'Sum dZ over the rows (np.sum, not np.mean).', effect: `Biases learn ${batchSize} times too slowly, ${shortRows} times on the short batch.`,
      wrong: (formulas) => ({ biasGradient: (pass, l) => (isIn(l) ? scale(formulas.biasGradient(pass, l), 1 / pass.y.length) : formulas.biasGradient(pass, l)) }),
    })),
    ...everyAndEach<Mistake>(all, (isIn, where, suffix, last) => ({
      id: `bias-gradient-missing${suffix}`, name: `The bias gradient is missing (0)${where}`, stage: 'gradient', tensor: `db${last + 1}`, right,
      mend: 'db = Σ rows of dZ, in every layer.', effect: `${suffix ? 'Its bias stays' : 'All biases stay'} at the initial value.`,
      wrong: (formulas) => ({ biasGradient: (pass, l) => (isIn(l) ? none(pass.weights[l]!.b) : formulas.biasGradient(pass, l)) }),
    })),
  ];
}

function weights({ layers, depth, batchSize }: Setting): Mistake[] {
  const all = layers.map((_, l) => l);
  const upper = all.slice(1);
  const right = 'dW = Aᵀ·dZ, A the INPUT of the layer (in, out)';
  const transposable = all.filter((l) => layers[l]!.inputs > 1 && layers[l]!.outputs > 1);
  const sameWidth = all.filter((l) => layers[l]!.inputs === layers[l]!.outputs);
  const found = (id: string, name: string, tensor: string, mend: string, effect: string, wrong: Mistake['wrong']): Mistake => ({
    id, name, stage: 'gradient', tensor, right, mend, effect, wrong,
  });
  return [
    ...everyAndEach(transposable, (isIn, where, suffix, last) =>
      found(`weight-gradient-transposed${suffix}`, `dW is transposed${where}`, `dW${last + 1}`, 'dW = Aᵀ·dZ, not dZᵀ·A.', 'Each weight moves by the gradient of another.', (formulas) => ({
        weightGradient: (pass, l) => (isIn(l) ? toOtherLayout(formulas.weightGradient(pass, l)) : formulas.weightGradient(pass, l)),
      }))),
    ...everyAndEach(upper, (isIn, where, suffix, last) =>
      found(`weight-gradient-from-z${suffix}`, `dW is taken with the pre-activation Z of the layer below, not with its activation A${where}`, `dW${last + 1}`,
        "Keep A[l − 1] in the forward pass and use it in dW[l].", 'Weights of silent units move as well.', (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.Z[l - 1]!), pass.dZ[l]!) : formulas.weightGradient(pass, l)),
        }))),
    ...everyAndEach(sameWidth, (isIn, where, suffix, last) =>
      found(`weight-gradient-from-output${suffix}`, `dW is taken with the layer's output, not with its input${where}`, `dW${last + 1}`, 'dW[l] = A[l − 1]ᵀ·dZ[l].', 'Weights move by the wrong units.', (formulas) => ({
        weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.A[l + 1]!), pass.dZ[l]!) : formulas.weightGradient(pass, l)),
      }))),
    ...everyAndEach(all, (isIn, where, suffix, last) =>
      found(`weight-gradient-missing${suffix}`, `The gradient of W is missing (0)${where}`, `dW${last + 1}`, 'dW = Aᵀ·dZ, in every layer.', suffix ? 'Its weights stay as they began.' : 'All weights stay as they began.', (formulas) => ({
        weightGradient: (pass, l) => (isIn(l) ? none(pass.weights[l]!.W) : formulas.weightGradient(pass, l)),
      }))),
    ...everyAndEach(all, (isIn, where, suffix, last) =>
      found(`layer-frozen${suffix}`, `The layer is never updated${suffix ? where : ': none is'}`, `dZ${last + 1}`, 'Update W and b of every layer.', 'It keeps its initial weights.', (formulas) => ({
        updated: (pass, direction, rate) => formulas.updated(pass, direction, rate).map((layer, l) => (isIn(l) ? pass.weights[l]! : layer)),
      }))),
    found('weight-gradient-mean', 'dW is divided by the batch size once more; db is not', `dW${depth}`, 'dW = Aᵀ·dZ: the mean is already in dZ.', `Weights learn ${batchSize} times too slowly, biases rightly.`, (formulas) => ({
      weightGradient: (pass, l) => scale(formulas.weightGradient(pass, l), 1 / pass.y.length),
    })),
    ...everyAndEach(all.slice(0, -1), (isIn, where, suffix, last) =>
      found(`gradient-before-derivative${suffix}`, `dW and db are taken from dA, before the activation's derivative is multiplied in${where}`, `dZ${last + 1}`, 'dZ = dA ⊙ f\'(Z) first, then dW = Aᵀ·dZ and db = Σ dZ.',
        'Units that are silent or saturated learn as if they were not.', (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.A[l]!), pass.dA[l]!) : formulas.weightGradient(pass, l)),
          biasGradient: (pass, l) => (isIn(l) ? sumRows(pass.dA[l]!) : formulas.biasGradient(pass, l)),
        }))),
  ];
}

/** dA = dZ·Wᵀ, from layer l to the layer below. */
function deltas({ layers, depth, batchSize, learningRate }: Setting): Mistake[] {
  const upper = layers.map((_, l) => l).slice(1);
  const transposable = upper.filter((l) => layers[l]!.inputs > 1 && layers[l]!.outputs > 1);
  const right = 'dA[l − 1] = dZ[l]·W[l]ᵀ, with the W of the forward pass';
  const powers = layers.map((_, l) => depth - l).map((power) => (power === 1 ? `÷ ${batchSize}` : `÷ ${batchSize}^${power}`));
  const found = (id: string, name: string, last: number, mend: string, effect: string, wrong: Mistake['wrong']): Mistake => ({
    id, name, stage: 'gradient', tensor: `dZ${last}`, right, mend, effect, wrong,
  });
  return [
    ...everyAndEach(transposable, (isIn, where, suffix, last) =>
      found(`back-through-w${suffix}`, `The gradient goes back through W, not through Wᵀ${where}`, last, 'dA = dZ·Wᵀ.', 'The layers below are given another unit\'s gradient.', (formulas) => ({
        inputGradient: (pass, l) => (isIn(l) ? product(pass.dZ[l]!, transpose(otherLayout(pass.weights[l]!.W))) : formulas.inputGradient(pass, l)),
      }))),
    ...(depth > 1
      ? [
          found('updated-too-early', 'W is updated before the gradient passes back through it', depth - 1, 'Compute all gradients first, then update all layers.', 'The layers below are given the gradient of a network that is already another; the larger the learning rate, the more.', (formulas) => ({
            inputGradient: (pass, l) => {
              const W = map(pass.weights[l]!.W, (w, i) => w - pass.learningRate * pass.gradients[l]!.W.data[i]!);
              return formulas.inputGradient({ ...pass, weights: pass.weights.with(l, { ...pass.weights[l]!, W }) }, l);
            },
          })),
          found('back-not-passed', 'No gradient is handed to the layers below the last', depth - 1, 'Go on with dA = dZ·Wᵀ to the first layer.', 'Only the last layer learns.', () => ({
            inputGradient: (pass, l) => none(pass.A[l]!),
          })),
          found('mean-in-every-layer', 'The mean over the batch is taken again in every layer', depth, 'Divide by B once, in the gradient of the loss.',
            `dW1 … dW${depth} are ${powers.join(', ')}: in the last layer ${reallyDivided(learningRate, batchSize)}, in the first ${reallyDivided(learningRate, batchSize ** depth)}.`, (formulas) => ({
              lossGradient: (pass) => scale(formulas.lossGradient(pass), 1 / pass.y.length),
              inputGradient: (pass, l) => scale(formulas.inputGradient(pass, l), 1 / pass.y.length),
            })),
          found('mean-between-layers', 'The gradient handed to the layer below is divided by the batch size', depth - 1, 'Divide by B once, in the gradient of the loss.',
            `The layer below the last learns ${batchSize} times too slowly, each further one ${batchSize} times slower still.`, (formulas) => ({
              inputGradient: (pass, l) => scale(formulas.inputGradient(pass, l), 1 / pass.y.length),
            })),
        ]
      : []),
  ];
}

/** Zeros of that shape: not 0·M, in which a NaN would live on. */
function none(M: Matrix): Matrix {
  return map(M, () => 0);
}
