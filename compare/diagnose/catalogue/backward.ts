import { product, scale, sumRows, transpose } from '../../../src/numbers/algebra.ts';
import { everyAndEach, type Mistake, type Setting, type Suspects } from '../mistake.ts';
import { deltaMistakes } from './delta.ts';
import { byRows, mistakesFor } from './gradient-mistake.ts';
import { toOtherLayout, zerosLike } from './layout.ts';

/** Mistakes in the gradients of W and b, and in what is handed to the layer below. */
export const backwardMistakes: Suspects = (setting) => [...biases(setting), ...weights(setting), ...deltaMistakes(setting)];

function biases({ layers, batchSize, shortRows }: Setting): Mistake[] {
  const all = layers.map((_, l) => l);
  const right = 'db = Σ rows of dZ (dZ already holds the 1/B)';
  return [
    ...everyAndEach<Mistake>(all, (isIn, where, suffix, last) => ({
      id: `bias-mean${suffix}`,
      name: `The bias gradient is a mean over the batch, not a sum${where}`,
      stage: 'gradient',
      tensor: `db${last + 1}`,
      right,
      mend: 'Sum dZ over the rows (np.sum, not np.mean).',
      effect: byRows(batchSize, `Biases learn ${batchSize} times too slowly${shortRows > 1 ? `, ${shortRows} times on the short batch` : ''}.`),
      wrong: (formulas) => ({
        biasGradient: (pass, l) => (isIn(l) ? scale(formulas.biasGradient(pass, l), 1 / pass.X.rows) : formulas.biasGradient(pass, l)),
      }),
    })),
    ...everyAndEach<Mistake>(all, (isIn, where, suffix, last) => ({
      id: `bias-gradient-missing${suffix}`,
      name: `The bias gradient is missing, or the bias is never updated${where}`,
      stage: 'gradient',
      tensor: `db${last + 1}`,
      right,
      mend: 'db = Σ rows of dZ, in every layer.',
      effect: `${suffix ? 'Its bias stays' : 'All biases stay'} at the initial value.`,
      wrong: (formulas) => ({ biasGradient: (pass, l) => (isIn(l) ? zerosLike(pass.weights[l]!.b) : formulas.biasGradient(pass, l)) }),
    })),
  ];
}

function weights({ layers, depth, batchSize }: Setting): Mistake[] {
  const all = layers.map((_, l) => l);
  const upper = all.slice(1);
  const found = mistakesFor('dW = Aᵀ·dZ, A the INPUT of the layer (in, out)');
  const transposable = all.filter((l) => layers[l]!.inputs > 1 && layers[l]!.outputs > 1);
  const sameWidth = all.filter((l) => layers[l]!.inputs === layers[l]!.outputs);
  return [
    ...everyAndEach(transposable, (isIn, where, suffix, last) =>
      found(
        `weight-gradient-transposed${suffix}`,
        `dW is transposed${where}`,
        `dW${last + 1}`,
        'dW = Aᵀ·dZ, not dZᵀ·A.',
        'Each weight moves by the gradient of another.',
        (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? toOtherLayout(formulas.weightGradient(pass, l)) : formulas.weightGradient(pass, l)),
        }),
      ),
    ),
    ...everyAndEach(upper, (isIn, where, suffix, last) =>
      found(
        `weight-gradient-from-z${suffix}`,
        `dW is taken with the pre-activation Z of the layer below, not with its activation A${where}`,
        `dW${last + 1}`,
        'Keep A[l − 1] in the forward pass and use it in dW[l].',
        'Weights of silent units move as well.',
        (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.Z[l - 1]!), pass.dZ[l]!) : formulas.weightGradient(pass, l)),
        }),
      ),
    ),
    ...everyAndEach(sameWidth, (isIn, where, suffix, last) =>
      found(
        `weight-gradient-from-output${suffix}`,
        `dW is taken with the layer's output, not with its input${where}`,
        `dW${last + 1}`,
        'dW[l] = A[l − 1]ᵀ·dZ[l].',
        'Weights move by the wrong units.',
        (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.A[l + 1]!), pass.dZ[l]!) : formulas.weightGradient(pass, l)),
        }),
      ),
    ),
    ...everyAndEach(all, (isIn, where, suffix, last) =>
      found(
        `weight-gradient-missing${suffix}`,
        `The gradient of W is missing (0)${where}`,
        `dW${last + 1}`,
        'dW = Aᵀ·dZ, in every layer.',
        suffix ? 'Its weights stay as they began.' : 'All weights stay as they began.',
        (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? zerosLike(pass.weights[l]!.W) : formulas.weightGradient(pass, l)),
        }),
      ),
    ),
    ...everyAndEach(all, (isIn, where, suffix, last) =>
      found(
        `layer-frozen${suffix}`,
        `The layer is never updated${suffix ? where : ': none is'}`,
        `dZ${last + 1}`,
        'Update W and b of every layer.',
        'It keeps its initial weights.',
        (formulas) => ({
          updated: (pass, direction, rate) => formulas.updated(pass, direction, rate).map((layer, l) => (isIn(l) ? pass.weights[l]! : layer)),
        }),
      ),
    ),
    found(
      'weight-gradient-mean',
      'dW is divided by the batch size once more; db is not',
      `dW${depth}`,
      'dW = Aᵀ·dZ: the mean is already in dZ.',
      byRows(batchSize, `Weights learn ${batchSize} times too slowly, biases rightly.`),
      (formulas) => ({
        weightGradient: (pass, l) => scale(formulas.weightGradient(pass, l), 1 / pass.X.rows),
      }),
    ),
    ...everyAndEach(all.slice(0, -1), (isIn, where, suffix, last) =>
      found(
        `gradient-before-derivative${suffix}`,
        `dW and db are taken from dA, before the activation's derivative is multiplied in${where}`,
        `dZ${last + 1}`,
        "dZ = dA ⊙ f'(Z) first, then dW = Aᵀ·dZ and db = Σ dZ.",
        'Units that are silent or saturated learn as if they were not.',
        (formulas) => ({
          weightGradient: (pass, l) => (isIn(l) ? product(transpose(pass.A[l]!), pass.dA[l]!) : formulas.weightGradient(pass, l)),
          biasGradient: (pass, l) => (isIn(l) ? sumRows(pass.dA[l]!) : formulas.biasGradient(pass, l)),
        }),
      ),
    ),
  ];
}
