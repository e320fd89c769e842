import { mapTensors } from '../../../src/model/tensors.ts';
import { addRow, product } from '../../../src/numbers/algebra.ts';
import { everyAndEach, type Mistake, type Suspects } from '../mistake.ts';
import { otherLayout, toOtherLayout } from './layout.ts';

/** Mistakes in z = a·W + b itself. */
export const forwardMistakes: Suspects = ({ layers }) => {
  const all = layers.map((_, l) => l);
  const transposable = all.filter((l) => layers[l]!.inputs > 1 && layers[l]!.outputs > 1);
  return [
    ...everyAndEach<Mistake>(all, (isIn, where, suffix, last) => ({
      id: `bias-left-out${suffix}`,
      name: `The bias is left out going forward${where}`,
      stage: 'forward',
      tensor: 'logits',
      right: 'Z = A·W + b',
      mend: 'Z[r][j] += b[j] for every row r, before the activation.',
      effect: `${suffix ? `Layer ${last + 1} is` : 'All layers are'} forced through the origin: b is updated but never used.`,
      wrong: (right) => ({ affine: (A, weights, l) => (isIn(l) ? product(A, weights.W) : right.affine(A, weights, l)) }),
    })),
    ...everyAndEach<Mistake>(transposable, (isIn, where, suffix) => ({
      id: `weights-transposed${suffix}`,
      name: `W is used transposed going forward${where}`,
      stage: 'forward',
      tensor: 'logits',
      right: 'Z = A·W + b with W (in, out): z[j] = Σ a[i]·W[i][j] + b[j]',
      mend: 'Read W[i][j] at i·out + j, i the input and j the output; no transpose on the way forward.',
      effect: 'The outputs are those of another network; the gradient is taken as if they were not.',
      wrong: (right) => ({
        affine: (A, { W, b }, l) => (isIn(l) ? addRow(product(A, otherLayout(W)), b) : right.affine(A, { W, b }, l)),
      }),
    })),
    ...(transposable.length > 0 ? layoutMistakes() : []),
  ];
};

/** Weights taken in the other layout, (out, in), than they are handed over in. */
function layoutMistakes(): Mistake[] {
  const words = {
    right: 'W is (in, out), row-major: W[i][j] at i·out + j',
    mend: 'Transpose where weights come in (create, setWeights) and where they go out (weights), if you keep W as (out, in).',
  };
  return [
    {
      id: 'layout',
      name: 'The weights handed over as (in, out) are kept as (out, in) without transposing them, and handed back so',
      stage: 'forward',
      tensor: 'logits',
      ...words,
      effect: 'The network itself trains rightly, but from other initial weights than it was given.',
      wrong: (right) => ({
        received: (weights, before) => mapTensors(right.received(weights, before), (M, { name }) => (name === 'W' ? otherLayout(M) : M)),
        handedOut: (weights) => mapTensors(right.handedOut(weights), (M, { name }) => (name === 'W' ? toOtherLayout(M) : M)),
      }),
    },
    {
      id: 'layout-in',
      name: 'The weights are transposed on their way in, but not on their way out',
      stage: 'weights',
      tensor: 'weights',
      ...words,
      effect: 'weights() gives another W than the network was given.',
      wrong: (right) => ({
        received: (weights, before) => mapTensors(right.received(weights, before), (M, { name }) => (name === 'W' ? otherLayout(M) : M)),
      }),
    },
    {
      id: 'layout-out',
      name: 'The weights are transposed on their way out, but not on their way in',
      stage: 'weights',
      tensor: 'weights',
      ...words,
      effect: 'weights() gives another W than the network was given.',
      wrong: (right) => ({
        handedOut: (weights) => mapTensors(right.handedOut(weights), (M, { name }) => (name === 'W' ? toOtherLayout(M) : M)),
      }),
    },
  ];
}
