import { product, scale, sumRows, transpose } from '../../../src/numbers/algebra.ts';
import { type MistakeRecord, mistake } from '../record.ts';
import { deltaMistakes } from './delta.ts';
import { byRows } from './effects.ts';
import { toOtherLayout, zerosLike } from './layout.ts';
import { every, hidden, transposable, upper } from './where.ts';

const RIGHT_DB = 'db = Σ rows of dZ (dZ already holds the 1/B)';
const RIGHT_DW = 'dW = Aᵀ·dZ, A the INPUT of the layer (in, out)';

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const biases = [
  mistake({ id: 'bias-mean', channel: 'db', first: 'db', layers: every,
    says: 'The bias gradient is a mean over the batch, not a sum',
    right: RIGHT_DB, mend: 'Sum dZ over the rows (np.sum, not np.mean).',
    effect: ({ batchSize, shortRows }) =>
      byRows(batchSize, `Biases learn ${batchSize} times too slowly${shortRows > 1 ? `, ${shortRows} times on the short batch` : ''}.`),
    change: (right) => ({ biasGradient: (pass, l) => scale(right.biasGradient(pass, l), 1 / pass.X.rows) }),
  }),
  mistake({ id: 'bias-gradient-missing', channel: 'db', first: 'db', layers: every,
    says: 'The bias gradient is missing, or the bias is never updated',
    right: RIGHT_DB, mend: 'db = Σ rows of dZ, in every layer.',
    effect: ({ alone }) => `${alone ? 'Its bias stays' : 'All biases stay'} at the initial value.`,
    change: () => ({ biasGradient: (pass, l) => zerosLike(pass.weights[l]!.b) }),
  }),
];

// biome-ignore format: a record, as above
const weights = [
  mistake({ id: 'weight-gradient-transposed', channel: 'dW', first: 'dW', layers: transposable,
    says: 'dW is transposed',
    right: RIGHT_DW, mend: 'dW = Aᵀ·dZ, not dZᵀ·A.',
    effect: 'Each weight moves by the gradient of another.',
    change: (right) => ({ weightGradient: (pass, l) => toOtherLayout(right.weightGradient(pass, l)) }),
  }),
  mistake({ id: 'weight-gradient-from-z', channel: 'dW', first: 'dW', layers: upper,
    says: 'dW is taken with the pre-activation Z of the layer below, not with its activation A',
    right: RIGHT_DW, mend: 'Keep A[l − 1] in the forward pass and use it in dW[l].',
    effect: 'Weights of silent units move as well.',
    change: () => ({ weightGradient: (pass, l) => product(transpose(pass.Z[l - 1]!), pass.dZ[l]!) }),
  }),
  mistake({ id: 'weight-gradient-from-output', channel: 'dW', first: 'dW', layers: ({ inputs, outputs }) => inputs === outputs,
    says: "dW is taken with the layer's output, not with its input",
    right: RIGHT_DW, mend: 'dW[l] = A[l − 1]ᵀ·dZ[l].',
    effect: 'Weights move by the wrong units.',
    change: () => ({ weightGradient: (pass, l) => product(transpose(pass.A[l + 1]!), pass.dZ[l]!) }),
  }),
  mistake({ id: 'weight-gradient-missing', channel: 'dW', first: 'dW', layers: every,
    says: 'The gradient of W is missing (0)',
    right: RIGHT_DW, mend: 'dW = Aᵀ·dZ, in every layer.',
    effect: ({ alone }) => (alone ? 'Its weights stay as they began.' : 'All weights stay as they began.'),
    change: () => ({ weightGradient: (pass, l) => zerosLike(pass.weights[l]!.W) }),
  }),
  mistake({ id: 'layer-frozen', channel: 'update', first: 'dZ', layers: every,
    says: ({ alone, where }) => `The layer is never updated${alone ? where : ': none is'}`,
    right: RIGHT_DW, mend: 'Update W and b of every layer.',
    effect: 'It keeps its initial weights.',
    change: () => ({ updated: ({ weights }) => weights }),
  }),
  mistake({ id: 'weight-gradient-mean', channel: 'dW', first: 'dW',
    says: 'dW is divided by the batch size once more; db is not',
    right: RIGHT_DW, mend: 'dW = Aᵀ·dZ: the mean is already in dZ.',
    effect: ({ batchSize }) => byRows(batchSize, `Weights learn ${batchSize} times too slowly, biases rightly.`),
    change: (right) => ({ weightGradient: (pass, l) => scale(right.weightGradient(pass, l), 1 / pass.X.rows) }),
  }),
  mistake({ id: 'gradient-before-derivative', channel: 'dW', first: 'dZ', layers: hidden,
    says: "dW and db are taken from dA, before the activation's derivative is multiplied in",
    right: RIGHT_DW, mend: "dZ = dA ⊙ f'(Z) first, then dW = Aᵀ·dZ and db = Σ dZ.",
    effect: 'Units that are silent or saturated learn as if they were not.',
    change: () => ({
      weightGradient: (pass, l) => product(transpose(pass.A[l]!), pass.dA[l]!),
      biasGradient: (pass, l) => sumRows(pass.dA[l]!),
    }),
  }),
];

/** Mistakes in the gradients of W and b, and in what is handed to the layer below. */
export const backwardMistakes: readonly MistakeRecord[] = [...biases, ...weights, ...deltaMistakes];
