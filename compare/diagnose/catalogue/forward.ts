import { mapTensors, type NamedTensors } from '../../../src/model/tensors.ts';
import { addRow, product } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Setting } from '../mistake.ts';
import { type MistakeRecord, mistake } from '../record.ts';
import { otherLayout, toOtherLayout } from './layout.ts';
import { every, transposable } from './where.ts';

const someTransposable = ({ layers }: Setting) => layers.some(transposable);
const eachW = (weights: NamedTensors, f: (W: Matrix) => Matrix) => mapTensors(weights, (M, { name }) => (name === 'W' ? f(M) : M));
const LAYOUT = 'W is (in, out), row-major: W[i][j] at i·out + j';
const TRANSPOSE = 'Transpose where weights come in (create, setWeights) and where they go out (weights), if you keep W as (out, in).';

/** Mistakes in z = a·W + b itself. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const forwardMistakes: readonly MistakeRecord[] = [
  mistake({ id: 'bias-left-out', channel: 'forward', first: 'logits', layers: every,
    says: 'The bias is left out going forward',
    right: 'Z = A·W + b',
    mend: 'Z[r][j] += b[j] for every row r, before the activation.',
    effect: ({ alone, layer }) => `${alone ? `Layer ${layer} is` : 'All layers are'} forced through the origin: b is updated but never used.`,
    change: () => ({ affine: (A, { W }) => product(A, W) }),
  }),
  mistake({ id: 'weights-transposed', channel: 'forward', first: 'logits', layers: transposable,
    says: 'W is used transposed going forward',
    right: 'Z = A·W + b with W (in, out): z[j] = Σ a[i]·W[i][j] + b[j]',
    mend: 'Read W[i][j] at i·out + j, i the input and j the output; no transpose on the way forward.',
    effect: 'The outputs are those of another network; the gradient is taken as if they were not.',
    change: () => ({ affine: (A, { W, b }) => addRow(product(A, otherLayout(W)), b) }),
  }),
  mistake({ id: 'layout', channel: 'manners', first: 'logits', when: someTransposable,
    says: 'The weights handed over as (in, out) are kept as (out, in) without transposing them, and handed back so',
    right: LAYOUT, mend: TRANSPOSE,
    effect: 'The network itself trains rightly, but from other initial weights than it was given.',
    change: (right) => ({
      received: (weights, before) => eachW(right.received(weights, before), otherLayout),
      handedOut: (weights) => eachW(right.handedOut(weights), toOtherLayout),
    }),
  }),
  mistake({ id: 'layout-in', channel: 'manners', first: 'weights', when: someTransposable,
    says: 'The weights are transposed on their way in, but not on their way out',
    right: LAYOUT, mend: TRANSPOSE,
    effect: 'weights() gives another W than the network was given.',
    change: (right) => ({ received: (weights, before) => eachW(right.received(weights, before), otherLayout) }),
  }),
  mistake({ id: 'layout-out', channel: 'manners', first: 'weights', when: someTransposable,
    says: 'The weights are transposed on their way out, but not on their way in',
    right: LAYOUT, mend: TRANSPOSE,
    effect: 'weights() gives another W than the network was given.',
    change: (right) => ({ handedOut: (weights) => eachW(right.handedOut(weights), toOtherLayout) }),
  }),
];
