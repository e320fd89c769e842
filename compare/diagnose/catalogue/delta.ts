import { map, product, scale, transpose } from '../../../src/numbers/algebra.ts';
import type { Setting } from '../mistake.ts';
import { mistake, type Place } from '../record.ts';
import type { Tensor } from '../tensor.ts';
import { byRows, reallyDivided } from './effects.ts';
import { otherLayout, zerosLike } from './layout.ts';
import { transposable, upper } from './where.ts';

const RIGHT = 'dA[l − 1] = dZ[l]·W[l]ᵀ, with the W of the forward pass';
const deep = ({ depth }: Setting) => depth > 1;
const below = ({ layer }: Place): Tensor => ({ kind: 'dZ', layer: layer - 1 });

/** dA = dZ·Wᵀ, from layer l to the layer below. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const deltaMistakes = [
  mistake({ id: 'back-through-w', channel: 'passed-down', first: below, layers: (layer, l, setting) => upper(layer, l, setting) && transposable(layer),
    says: 'The gradient goes back through W, not through Wᵀ',
    right: RIGHT, mend: 'dA = dZ·Wᵀ.',
    effect: "The layers below are given another unit's gradient.",
    change: () => ({ inputGradient: (pass, l) => product(pass.dZ[l]!, transpose(otherLayout(pass.weights[l]!.W))) }),
  }),
  mistake({ id: 'updated-too-early', channel: 'passed-down', first: below, when: deep,
    says: 'W is updated before the gradient passes back through it',
    right: RIGHT, mend: 'Compute all gradients first, then update all layers.',
    effect: 'The layers below are given the gradient of a network that is already another; the larger the learning rate, the more.',
    change: (right) => ({
      inputGradient: (pass, l) => {
        const W = map(pass.weights[l]!.W, (w, i) => w - pass.learningRate * pass.gradients[l]!.W.data[i]!);
        return right.inputGradient({ ...pass, weights: pass.weights.with(l, { ...pass.weights[l]!, W }) }, l);
      },
    }),
  }),
  mistake({ id: 'back-not-passed', channel: 'passed-down', first: below, when: deep,
    says: 'No gradient is handed to the layers below the last',
    right: RIGHT, mend: 'Go on with dA = dZ·Wᵀ to the first layer.',
    effect: 'Only the last layer learns.',
    change: () => ({ inputGradient: (pass, l) => zerosLike(pass.A[l]!) }),
  }),
  mistake({ id: 'mean-in-every-layer', channel: 'batch', first: 'dZ', when: deep,
    says: 'The mean over the batch is taken again in every layer',
    right: RIGHT, mend: 'Divide by B once, in the gradient of the loss.',
    effect: ({ depth, batchSize, learningRate }) => {
      const powers = Array.from({ length: depth }, (_, l) => `÷ ${batchSize}${depth - l === 1 ? '' : `^${depth - l}`}`).join(', ');
      const [last, first] = [reallyDivided(learningRate, batchSize), reallyDivided(learningRate, batchSize ** depth)];
      return byRows(batchSize, `dW1 … dW${depth} are ${powers}: in the last layer ${last}, in the first ${first}.`);
    },
    change: (right) => ({
      lossGradient: (pass) => scale(right.lossGradient(pass), 1 / pass.X.rows),
      inputGradient: (pass, l) => scale(right.inputGradient(pass, l), 1 / pass.X.rows),
    }),
  }),
  mistake({ id: 'mean-between-layers', channel: 'passed-down', first: below, when: deep,
    says: 'The gradient handed to the layer below is divided by the batch size',
    right: RIGHT, mend: 'Divide by B once, in the gradient of the loss.',
    effect: ({ batchSize }) =>
      byRows(batchSize, `The layer below the last learns ${batchSize} times too slowly, each further one ${batchSize} times slower still.`),
    change: (right) => ({ inputGradient: (pass, l) => scale(right.inputGradient(pass, l), 1 / pass.X.rows) }),
  }),
];
