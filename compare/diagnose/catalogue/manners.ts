import type { Formulas } from '../../../scratch/formulas.ts';
import type { Mistake, Suspects } from '../mistake.ts';

/** What a network does to things that are not its own. None changes a single step; each breaks whoever holds the other end. */
export const mannerMistakes: Suspects = () => [
  ...setting(),
  manner(
    'weights-are-views',
    'sharesWeights',
    "weights() hands out the network's own arrays, not copies",
    'Return W.data.slice(): a copy.',
    'What was read as the weights before a step is the weights after it: no change can be measured, and whoever writes into it changes the network.',
    'weights() are views',
  ),
  manner(
    'given-weights-kept',
    'keepsGiven',
    'The arrays given to create() or setWeights() are kept, not copied',
    'Copy the numbers into your own arrays.',
    'Two networks made from the same initial weights share them: they train each other.',
    'keeps given weights',
  ),
  manner(
    'batch-altered',
    'altersX',
    'step() or predict() writes into the batch X it is given',
    'Work on a copy of X.',
    'The next network, or the next epoch, is given other rows.',
    'batch X altered',
  ),
  manner(
    'labels-altered',
    'altersY',
    'step() writes into the labels it is given',
    'Work on a copy of y.',
    'The next network, or the next epoch, is given other labels.',
    'batch y altered',
  ),
];

function manner(id: string, which: keyof Formulas['manners'], name: string, mend: string, effect: string, tensor: string): Mistake {
  return {
    id,
    name,
    stage: 'manner',
    tensor,
    right: 'step(X, y), predict(X), setWeights(W) read what they are given; weights() gives copies',
    mend,
    effect,
    wrong: (right) => ({ manners: { ...right.manners, [which]: true } }),
  };
}

/** setWeights that sets too little. */
function setting(): Mistake[] {
  const words = { stage: 'weights' as const, tensor: 'weights', right: 'after setWeights(w), weights() equals w', mend: 'Copy every W and every b.' };
  return [
    {
      id: 'set-weights-ignored',
      name: 'setWeights() does nothing',
      effect: 'The network stays where it was: comparisons from the same weights are not.',
      ...words,
      wrong: (right) => ({ received: (weights, before) => before ?? right.received(weights, before) }),
    },
    {
      id: 'set-biases-ignored',
      name: 'setWeights() sets W but not b',
      effect: 'The biases stay where they were.',
      ...words,
      wrong: (right) => ({
        received: (weights, before) => right.received(weights, before).map((layer, l) => (before ? { ...layer, b: before[l]!.b } : layer)),
      }),
    },
    {
      id: 'initial-biases-zero',
      name: 'The biases begin at 0, whatever they are given as',
      effect: 'The network begins from other weights than it was given.',
      ...words,
      wrong: (right) => ({
        received: (weights, before) => right.received(weights, before).map(({ W, b }) => ({ W, b: { ...b, data: b.data.map(() => 0) } })),
      }),
    },
  ];
}
